import { PALETTES } from './colours.ts';
import { CLOTH_CARE, GIFTS, ROOMS } from './common-features.ts';
import { material, part, purpose, quality } from './feature.ts';
import type { ProductKind } from './kind.ts';

const HOME = ['Home & Kitchen'];
const color = { name: 'color', values: PALETTES.home, take: [3, 7] } as const;
const MICROWAVE = quality('Microwave Safe', 'Kitchen', [
  'Microwave safe.',
  'Warm your drink up in the microwave.',
]);
const DISHWASHER = quality('Dishwasher Safe', 'Cleaning', [
  'Dishwasher safe on either rack.',
  'Let the dishwasher do it.',
]);

export const TEXTILES_AND_TABLE: readonly ProductKind[] = [
  {
    query: 'throw pillow covers',
    department: 'garden',
    path: [...HOME, 'Bedding', 'Decorative Pillows, Inserts & Covers', 'Throw Pillow Covers'],
    singular: 'throw pillow cover',
    names: [
      'Throw ~Pillow ~Cover',
      'Decorative Throw ~Pillow ~Covers',
      '~Sofa Throw ~Pillow ~Cover',
    ],
    styles: ['Soft', 'Boho', 'Farmhouse', 'Velvety', 'Modern', 'Cozy'],
    materials: [
      material('~Cotton ~Linen', 1.05),
      material('Soft ~Velvet', 1.1),
      material('Faux ~Fur', 1.3, 'Long faux fur on the front.'),
      material('Chunky ~Corduroy', 1.15),
    ],
    features: [
      ...CLOTH_CARE,
      ROOMS[0]!,
      part('Hidden ~Zipper', 'Closure', [
        'Hidden zipper along the lower edge.',
        'The zip hides in the seam.',
      ]),
      part('~Tassel ~Trim', 'Detail', [
        'Tassel trim at the corners.',
        'A tassel hangs from each corner.',
      ]),
      quality('Double Sided', 'Both sides', [
        'Double sided: front and back are alike.',
        'The same on the back as on the front.',
      ]),
      quality('Super Soft', 'Touch', ['Super soft to the cheek.', 'You will not want to get up.']),
    ],
    options: [
      color,
      {
        name: 'size',
        values: ['12" x 20"', '16" x 16"', '18" x 18"', '20" x 20"', '24" x 24"'],
        take: [2, 5],
        growth: 1.14,
      },
      { name: 'item package quantity', values: ['1', '2', '4'], take: [0, 3], growth: 1.6 },
    ],
    uses: ['~Couch', '~Bed', '~Sofa', '~Patio', '~Car', '~Porch'],
    facts: ['Insert not included.', 'Measured flat; allow half an inch.'],
    patterns: ['solid', 'striped', 'plaid', 'floral', 'polka dot'],
    price: [8, 24],
    drawing: 'cushion',
  },
  {
    query: 'window curtains',
    department: 'garden',
    path: [...HOME, 'Home Décor Products', 'Window Treatments', 'Curtains & Drapes', 'Panels'],
    singular: 'window curtain',
    names: [
      '~Window ~Curtain',
      '~Window ~Curtain ~Panels',
      '~Window ~Curtains & ~Drapes',
      'Short ~Window ~Curtains',
    ],
    styles: ['Elegant', 'Farmhouse', 'Modern', 'Light', 'Luxury'],
    materials: [
      material('Triple-Weave ~Polyester', 1),
      material('~Cotton ~Linen', 1.3),
      material('Soft ~Velvet', 1.45),
    ],
    features: [
      ...ROOMS,
      CLOTH_CARE[0]!,
      quality(
        'Room Darkening',
        'Light',
        ['Room darkening: blocks nine tenths of the light.', 'Sleep in: the sun stays out.'],
        { rivals: 'light' },
      ),
      quality(
        'Semi Sheer',
        'Light',
        ['Semi sheer, lets daylight in.', 'Soft daylight comes through.'],
        { rivals: 'light' },
      ),
      quality('Easy Hang', 'Hanging', ['Easy hang on any rod.', 'Up in five minutes.']),
      part('Grommet ~Top', 'Top', ['Grommet top with eight rings.'], { rivals: 'top' }),
      part('~Rod ~Pocket', 'Top', ['Rod pocket of three inches.'], { rivals: 'top' }),
    ],
    options: [
      color,
      {
        name: 'size',
        values: ['42" x 45"', '42" x 63"', '52" x 63"', '52" x 84"', '52" x 96"'],
        take: [2, 5],
        growth: 1.16,
      },
    ],
    uses: ['~Bedroom', '~Kitchen', '~Nursery', '~Sliding ~Door', '~Bathroom'],
    facts: ['Two panels in a pack.', 'Tiebacks are sold apart.'],
    patterns: ['solid', 'striped', 'floral', 'plaid'],
    price: [15, 43],
    drawing: 'curtain',
  },
  {
    query: 'bath towels',
    department: 'garden',
    path: [...HOME, 'Bath', 'Towels', 'Bath Towels'],
    singular: 'bath towel',
    names: ['~Bath ~Towel', '~Bath ~Towels', 'Oversized ~Bath ~Towel', '~Hotel ~Bath ~Towels'],
    styles: ['Luxury', 'Plush', 'Spa', 'Premium', 'Fluffy'],
    materials: [
      material('Turkish ~Cotton', 1.3, 'Loops of long Turkish cotton.'),
      material('~Bamboo ~Rayon', 1.15),
      material('~Microfiber', 0.75),
    ],
    features: [
      ...CLOTH_CARE,
      quality('Super Absorbent', 'Dry', [
        'Super absorbent loops.',
        'Takes up five times its weight in water.',
      ]),
      quality('~Fade Resistant', 'Color', [
        'Fade resistant dye.',
        'The color stays, wash after wash.',
      ]),
      part('Hanging ~Loop', 'Detail', [
        'Hanging loop at one side.',
        'A small ribbon to hang it by.',
      ]),
      purpose('Sensitive ~Skin', 'Gentle', [
        'Soft for sensitive skin.',
        'Baby soft, with nothing harsh in the dye.',
      ]),
    ],
    options: [
      color,
      {
        name: 'size',
        values: ['1 pack', 'pack of 2', 'pack of 4', 'pack of 6'],
        take: [1, 4],
        growth: 1.65,
      },
    ],
    uses: ['~Bathroom', '~Pool', '~Gym', '~Hotel & ~Spa', '~College ~Dorm'],
    facts: ['27 x 54 inches.', 'Becomes softer with the first three washes.'],
    patterns: ['solid', 'solid', 'striped'],
    price: [10, 32],
    drawing: 'towel',
  },
  {
    query: 'coffee mugs',
    department: 'garden',
    path: [
      ...HOME,
      'Kitchen & Dining',
      'Dining & Entertaining',
      'Glassware & Drinkware',
      'Coffee Cups & Mugs',
    ],
    singular: 'coffee mug',
    names: ['~Coffee ~Mug', '~Camping ~Coffee ~Mug', '~Tea & ~Coffee ~Mug', '~Coffee ~Mug ~Cup'],
    styles: ['Rustic', 'Cute', 'Classic', 'Handmade', 'Modern', 'Jumbo'],
    materials: [
      material('Glazed ~Stoneware', 1.15),
      material('Bone ~China', 1.5, 'Thin, bright bone china.'),
      material('Enameled ~Steel', 0.95),
    ],
    features: [
      ...GIFTS,
      MICROWAVE,
      DISHWASHER,
      quality('Lead Free', 'Safe', ['Lead free glaze.', 'No lead in clay or glaze.']),
      part(
        '~Bamboo ~Lid',
        'Lid',
        ['Bamboo lid that keeps it hot.', 'The lid is turned from bamboo.'],
        { worth: 1.15 },
      ),
      part('Large ~Handle', 'Handle', [
        'Large handle for four fingers.',
        'Room for a whole hand in the handle.',
      ]),
      purpose('Hot ~Drinks', 'What to drink', [
        'Made for hot drinks.',
        'Tea, cocoa or coffee stay warm for long.',
      ]),
    ],
    options: [
      { name: 'color', values: PALETTES.bright, take: [2, 6] },
      { name: 'size', values: ['11 oz', '14 oz', '18 oz', '24 oz'], take: [1, 3], growth: 1.15 },
      {
        name: 'pack',
        values: ['1 piece', 'set of 2', 'set of 4', 'set of 6'],
        take: [0, 3],
        growth: 1.7,
      },
    ],
    uses: ['~Office', '~Home', '~Mom & ~Dad', '~Cappuccino', '~Camping', '~Soup'],
    facts: ['Packed with straw, not plastic.', 'Small marks in the glaze are signs of the hand.'],
    patterns: ['solid', 'solid', 'polka dot', 'striped', 'floral'],
    price: [9, 23],
    drawing: 'mug',
  },
  {
    query: 'scented candles',
    department: 'garden',
    path: [...HOME, 'Home Décor Products', 'Candles & Holders', 'Candles', 'Jar Candles'],
    singular: 'scented candle',
    names: [
      'Scented ~Candle',
      'Scented ~Jar ~Candle',
      'Aromatherapy Scented ~Candle',
      'Scented ~Candles',
    ],
    styles: ['Luxury', 'Relaxing', 'Natural', 'Hand-Poured', 'Calming'],
    materials: [
      material('~Soy ~Wax', 1.05, 'Poured from soy wax.'),
      material('~Bees ~Wax', 1.4),
      material('~Coconut ~Wax', 1.2),
    ],
    features: [
      ...GIFTS,
      ROOMS[0]!,
      quality('Long Lasting', 'Hours', [
        'Long lasting, burns for 45 hours.',
        'Forty-five quiet evenings in one glass.',
      ]),
      quality(
        'Lead Free',
        'Wick',
        ['Lead free cotton wick.', 'The wick is pure cotton, without metal.'],
        { rivals: 'wick' },
      ),
      part(
        'Wooden ~Wick',
        'Wick',
        ['Wooden wick that crackles.', 'Crackles like a small fireplace.'],
        { rivals: 'wick' },
      ),
      part('Essential ~Oils', 'Scent', [
        'Scented with essential oils.',
        'The scent is pressed from plants.',
      ]),
    ],
    options: [
      {
        name: 'scent',
        values: [
          'lavender',
          'vanilla',
          'sandalwood',
          'eucalyptus',
          'ocean breeze',
          'rose',
          'citrus',
          'cinnamon',
          'fresh linen',
          'cedarwood',
        ],
        take: [2, 6],
      },
      { name: 'size', values: ['4 oz', '8 oz', '12 oz', '16 oz'], take: [1, 3], growth: 1.3 },
    ],
    uses: ['~Women', '~Yoga', '~Bath', '~Birthday', '~Home', '~Meditation'],
    facts: ['Trim the wick before you light it.', 'The glass makes a pretty tumbler afterwards.'],
    price: [9, 27],
    drawing: 'candle',
  },
];

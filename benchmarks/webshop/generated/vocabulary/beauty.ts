import { BEAUTY_INGREDIENTS, GENTLE_BEAUTY, GIFTS } from './common-features.ts';
import { PALETTES } from './colours.ts';
import { material, part, purpose, quality } from './feature.ts';
import type { ProductKind } from './kind.ts';

const BEAUTY_ROOT = ['Beauty & Personal Care'];
const [CRUELTY_FREE, PARABEN_FREE, FRAGRANCE_FREE] = GENTLE_BEAUTY;
const LONG_LASTING = quality('Long Lasting', 'All day', [
  'Long lasting, from breakfast to midnight.',
  'Sits for twelve hours.',
]);

export const BEAUTY: readonly ProductKind[] = [
  {
    query: 'shampoos',
    department: 'beauty',
    path: [...BEAUTY_ROOT, 'Hair Care', 'Shampoo & Conditioner', 'Shampoos'],
    singular: 'shampoo',
    names: [
      '~Shampoo',
      'Daily ~Shampoo',
      'Moisturizing ~Shampoo',
      'Volume ~Shampoo',
      'Scalp ~Shampoo',
    ],
    styles: ['Salon', 'Gentle', 'Nourishing', 'Botanical', 'Pure'],
    materials: [],
    features: [
      CRUELTY_FREE!,
      PARABEN_FREE!,
      ...BEAUTY_INGREDIENTS,
      quality('Sulfate Free', 'Foam', ['Sulfate free foam.', 'Foams softly, without any sulfate.']),
      purpose(
        'Damaged ~Hair',
        'For which hair',
        ['Repairs damaged hair.', 'For hair that has seen too much bleach.'],
        { rivals: 'hair' },
      ),
      purpose(
        'Dry ~Hair',
        'For which hair',
        ['Moisture for dry hair.', 'Tames ends as dry as straw.'],
        { rivals: 'hair' },
      ),
      purpose('~Hair ~Growth', 'Roots', ['Wakes the roots and helps hair growth.']),
    ],
    options: [
      {
        name: 'scent',
        values: [
          'lavender',
          'rose',
          'peppermint',
          'citrus',
          'unscented',
          'coconut',
          'rosemary',
          'vanilla',
        ],
        take: [2, 5],
      },
      {
        name: 'size',
        values: ['8 fl oz', '12 fl oz', '16 fl oz', '33 fl oz'],
        take: [1, 4],
        growth: 1.4,
      },
    ],
    uses: ['~Men & ~Women', '~Curls', '~Color Treated ~Hair', '~Kids', '~Oily ~Scalp'],
    facts: ['A hazelnut of it is enough.', 'Rinse well with lukewarm water.'],
    price: [7, 24],
    drawing: 'pump bottle',
  },
  {
    query: 'face moisturizers',
    department: 'beauty',
    path: [...BEAUTY_ROOT, 'Skin Care', 'Face', 'Creams & Moisturizers', 'Face Moisturizers'],
    singular: 'face moisturizer',
    names: [
      '~Face ~Moisturizer',
      '~Face ~Moisturizer ~Cream',
      '~Face ~Moisturizer ~Gel',
      'Night ~Face ~Moisturizer',
    ],
    styles: ['Hydrating', 'Rich', 'Light', 'Soothing', 'Daily'],
    materials: [],
    features: [
      ...GENTLE_BEAUTY,
      ...BEAUTY_INGREDIENTS,
      quality('Oil Free', 'Texture', ['Oil free gel that sinks in.', 'Leaves no greasy film.']),
      purpose('Fine ~Lines', 'Care', [
        'Smooths fine lines.',
        'Small wrinkles around the eyes look softer.',
      ]),
      purpose('Dark ~Circles', 'Care', ['Helps against dark circles.', 'Brightens tired eyes.']),
    ],
    options: [
      {
        name: 'scent',
        values: ['unscented', 'rose', 'lavender', 'citrus', 'vanilla', 'chamomile'],
        take: [1, 4],
      },
      {
        name: 'size',
        values: ['1 ounce', '1.7 ounce', '3.4 ounce', '6 ounce'],
        take: [2, 4],
        growth: 1.5,
      },
    ],
    uses: ['~Women & ~Men', '~Day & ~Night', '~Winter', '~Mature ~Skin', '~Teens'],
    facts: ['Tested by dermatologists on forty volunteers.', 'Morning and night on clean skin.'],
    price: [9, 38],
    drawing: 'cream jar',
  },
  {
    query: 'lipsticks',
    department: 'beauty',
    path: [...BEAUTY_ROOT, 'Makeup', 'Lips', 'Lipsticks'],
    singular: 'lipstick',
    names: [
      '~Lipstick',
      'Matte ~Lipstick',
      'Cream ~Lipstick',
      '~Velvet ~Lipstick',
      'Satin ~Lipstick',
    ],
    styles: ['Bold', 'Sheer', 'Creamy', 'Classic', 'Mini', 'Vivid'],
    materials: [],
    features: [
      CRUELTY_FREE!,
      PARABEN_FREE!,
      FRAGRANCE_FREE!,
      LONG_LASTING,
      ...GIFTS,
      BEAUTY_INGREDIENTS[0]!,
      BEAUTY_INGREDIENTS[3]!,
      quality('Highly Pigmented', 'Color', [
        'Highly pigmented: one stroke covers.',
        'Full color with a single stroke.',
      ]),
      quality('Easy Apply', 'How', ['Easy apply slanted tip.', 'Goes on without a mirror.']),
      purpose('Dry ~Lips', 'Care', ['Kind to dry lips.', 'Softens lips that crack in winter.']),
    ],
    options: [{ name: 'color', values: PALETTES.lips, take: [3, 8] }],
    uses: ['~Women', '~Office', '~Party ~Makeup', '~Brides', '~Everyday'],
    facts: ['0.12 oz in a case that clicks.', 'Takes a minute to set.'],
    price: [5, 22],
    drawing: 'lipstick',
  },
  {
    query: 'nail polishes',
    department: 'beauty',
    path: [...BEAUTY_ROOT, 'Foot, Hand & Nail Care', 'Nail Art & Polish', 'Nail Polish'],
    singular: 'nail polish',
    names: ['~Nail ~Polish', '~Gel ~Nail ~Polish', 'Shiny ~Nail ~Polish', '~Nail ~Polish ~Lacquer'],
    styles: ['Glossy', 'Trendy', 'Pastel', 'Chip-Proof', 'Vegan'],
    materials: [],
    features: [
      CRUELTY_FREE!,
      LONG_LASTING,
      quality('Quick Drying', 'Minutes', [
        'Quick drying within two minutes.',
        'Two minutes and you can type again.',
      ]),
      quality('Non Toxic', 'What is not inside', [
        'Non toxic: free of ten chemicals.',
        'Ten usual chemicals were left out.',
      ]),
      quality('Easy Apply', 'Brush', [
        'Easy apply with a flat brush.',
        'The flat brush does a nail in two strokes.',
      ]),
      purpose('~Nail ~Art', 'What for', [
        'Thick enough for nail art.',
        'Draw dots, stripes and flowers with it.',
      ]),
      purpose('Weak ~Nails', 'Care', [
        'Strengthens weak nails.',
        'Nails that split become stronger.',
      ]),
    ],
    options: [
      {
        name: 'color',
        values: [...PALETTES.lips, 'black', 'navy', 'mint', 'lavender', 'gold', 'silver'],
        take: [3, 8],
      },
      {
        name: 'size',
        values: ['1 count', 'pack of 2', 'pack of 3', 'pack of 6'],
        take: [0, 3],
        growth: 1.6,
      },
    ],
    uses: ['~Women', '~Home ~Manicure', '~Toe ~Nails', '~Summer', '~Salon'],
    facts: ['0.5 fl oz.', 'Cure for sixty seconds if you own a lamp; no need to.'],
    price: [4, 13],
    drawing: 'nail polish',
  },
  {
    query: 'hair brushes',
    department: 'beauty',
    path: [...BEAUTY_ROOT, 'Hair Care', 'Styling Tools & Appliances', 'Brushes', 'Hair Brushes'],
    singular: 'hair brush',
    names: ['~Hair ~Brush', 'Detangling ~Hair ~Brush', 'Paddle ~Hair ~Brush', 'Round ~Hair ~Brush'],
    styles: ['Professional', 'Gentle', 'Large', 'Travel', 'Wet & Dry'],
    materials: [
      material('Natural ~Bamboo', 1.15),
      material('~Boar ~Bristle', 1.4, 'Set with boar bristle.'),
      material('Soft ~Silicone', 0.9),
    ],
    features: [
      ...GIFTS,
      quality('Easy Clean', 'Clean', [
        'Easy clean with the comb that comes along.',
        'Hair comes out with one pull.',
      ]),
      quality('Anti Static', 'No flying hair', [
        'Anti static pins.',
        'Hair does not fly up after brushing.',
      ]),
      part('Wooden ~Handle', 'Handle', [
        'Wooden handle that fits the palm.',
        'You hold it by smooth beech wood.',
      ]),
      purpose('~Hair ~Styling', 'What for', [
        'Good for hair styling with a dryer.',
        'Shapes a fringe under the dryer.',
      ]),
      purpose(
        'Curly ~Hair',
        'For which hair',
        ['Glides through curly hair.', 'Knots in curls come loose without tears.'],
        { rivals: 'hair' },
      ),
      purpose('Fine ~Hair', 'For which hair', ['Suits fine hair.', 'Thin hair gets volume.'], {
        rivals: 'hair',
      }),
    ],
    options: [
      { name: 'color', values: PALETTES.bright, take: [2, 6] },
      { name: 'size', values: ['mini', 'medium', 'large'], take: [0, 3], growth: 1.2 },
    ],
    uses: ['~Women', '~Kids', '~Men', '~Shower', '~Blow ~Drying', '~Girls & ~Boys'],
    facts: ['The cushion lets air through.', 'Pins with round tips.'],
    price: [7, 25],
    drawing: 'brush',
  },
  {
    query: 'soap bars',
    department: 'beauty',
    path: [...BEAUTY_ROOT, 'Personal Care', 'Cleansers', 'Soaps', 'Bar Soaps'],
    singular: 'soap bar',
    names: ['~Soap ~Bar', 'Natural ~Soap ~Bar', 'Body & ~Face ~Soap ~Bar', '~Soap ~Bars'],
    styles: ['Handmade', 'Gentle', 'Creamy', 'Rustic', 'Old-World'],
    materials: [],
    features: [
      ...GENTLE_BEAUTY,
      ...BEAUTY_INGREDIENTS.slice(0, 2),
      BEAUTY_INGREDIENTS[3]!,
      ...GIFTS,
      quality('~Palm ~Oil Free', 'Forests', ['Palm oil free.', 'No palm was cut for it.']),
      part('~Oat ~Flakes', 'Peel', [
        'With oat flakes that polish.',
        'Bits of oat rub dead skin away.',
      ]),
    ],
    options: [
      {
        name: 'scent',
        values: [
          'lavender',
          'eucalyptus',
          'citrus',
          'rose',
          'sandalwood',
          'peppermint',
          'unscented',
          'cedarwood',
          'tea tree',
        ],
        take: [2, 6],
      },
      {
        name: 'size',
        values: [
          '4 ounce (pack of 1)',
          '4 ounce (pack of 3)',
          '4 ounce (pack of 4)',
          '4 ounce (pack of 6)',
        ],
        take: [1, 4],
        growth: 1.75,
      },
    ],
    uses: ['~Men & ~Women', '~Hands', '~Shower', '~Travel', '~Guests', '~Kids'],
    facts: ['Cured for six weeks.', 'Let it dry between showers.'],
    price: [4, 11],
    drawing: 'soap',
  },
];

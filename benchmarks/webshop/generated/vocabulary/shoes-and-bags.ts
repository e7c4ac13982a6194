import { PALETTES } from './colours.ts';
import { GADGETS, GIFTS } from './common-features.ts';
import { material, part, purpose, quality } from './feature.ts';
import type { ProductKind } from './kind.ts';

const WARDROBE = ['Clothing, Shoes & Jewelry'];
const SHOE_SIZES = ['5', '6', '6.5', '7', '7.5', '8', '8.5', '9', '10', '11'];
const leather = { name: 'color', values: PALETTES.leather, take: [2, 6] } as const;

const SOLES = [
  part(
    '~Rubber ~Sole',
    'Sole',
    ['Rubber sole with a firm grip.', 'The outsole is cut from rubber.'],
    { rivals: 'sole' },
  ),
  part('Ethylene ~Vinyl ~Sole', 'Sole', ['Ethylene vinyl sole, light as a cork.'], {
    rivals: 'sole',
  }),
];
const SHOULDER_STRAP = part('Adjustable ~Strap', 'Strap', [
  'Adjustable strap for shoulder or hand.',
  'The strap grows from 20 to 48 inches.',
]);

export const SHOES_AND_BAGS: readonly ProductKind[] = [
  {
    query: "women's running shoes",
    department: 'fashion',
    path: [...WARDROBE, 'Women', 'Shoes', 'Athletic', 'Running'],
    singular: "pair of women's running shoes",
    names: [
      '~Running ~Shoes',
      'Walking & ~Running ~Shoes',
      '~Running ~Sneakers ~Shoes',
      'Road ~Running ~Shoes',
    ],
    audience: "~Women's",
    styles: ['Lightweight', 'Fashion', 'Sporty', 'Breathable', 'Cushioned'],
    materials: [
      material('~Knit ~Mesh', 1, 'The upper is one piece of knit mesh.'),
      material('~Suede & ~Mesh', 1.2),
      material('Recycled ~Polyester', 1.1),
    ],
    features: [
      ...SOLES,
      quality('~Slip Resistant', 'Grip', [
        'Slip resistant on wet streets.',
        'Bites into wet pavement.',
      ]),
      quality('Slip On', 'Closure', ['Slip on without a bow.', 'No laces: step in and go.'], {
        rivals: 'closure',
      }),
      part('~Lace ~Closure', 'Closure', ['Lace closure over a padded tongue.'], {
        rivals: 'closure',
      }),
      part('~Memory ~Foam', 'Insole', [
        'Memory foam insole.',
        'The insole remembers the shape of your foot.',
      ]),
      part('~Arch ~Support', 'Support', [
        'Arch support for long days.',
        'Holds up the middle of the foot.',
      ]),
      purpose('Flat ~Feet', 'Fit', [
        'Recommended for flat feet.',
        'Feet without much of an arch feel well in it.',
      ]),
    ],
    options: [
      { name: 'color', values: PALETTES.bright, take: [3, 6] },
      { name: 'size', values: SHOE_SIZES, take: [5, 10] },
      { name: 'width', values: ['narrow', 'medium', 'wide'], take: [0, 3] },
    ],
    uses: ['~Gym', '~Nurses', '~Jogging', '~Travel', '~Tennis', '~Standing All ~Day'],
    facts: ['Weighs 8 oz in size 7.', 'A loop at the heel helps to pull it on.'],
    price: [28, 95],
    drawing: 'sneaker',
  },
  {
    query: "women's pumps",
    department: 'fashion',
    path: [...WARDROBE, 'Women', 'Shoes', 'Pumps'],
    singular: "pair of women's pumps",
    names: ['Pointed ~Toe ~Pumps', 'Dress ~Pumps', '~Ankle ~Strap ~Pumps', 'Office ~Pumps'],
    audience: "~Women's",
    styles: ['Elegant', 'Classic', 'Retro', 'Chic', 'Graceful'],
    materials: [
      material('Faux ~Leather', 0.9),
      material('Genuine ~Leather', 1.7, 'Full grain, genuine leather.'),
      material('Soft ~Suede', 1.25),
      material('Patent ~Leather', 1.15),
    ],
    features: [
      ...SOLES,
      quality('High ~Heel', 'Heel', ['High heel of 3.9 inches.'], { rivals: 'heel' }),
      quality('Low ~Heel', 'Heel', ['Low heel of 1.6 inches.'], { rivals: 'heel' }),
      part('~Memory ~Foam', 'Insole', ['Memory foam under the ball of the foot.']),
      part('~Buckle ~Strap', 'Strap', [
        'Buckle strap around the ankle.',
        'Closes at the ankle with a small buckle.',
      ]),
      quality('Anti ~Slip', 'Grip', [
        'Anti slip print under the toe.',
        'Will not slide on polished floors.',
      ]),
      purpose('Evening ~Party', 'Occasion', [
        'Shines at an evening party.',
        'Ready for a night of dancing.',
      ]),
    ],
    options: [
      { ...leather, values: [...PALETTES.leather, 'silver', 'gold', 'pink'] },
      { name: 'size', values: SHOE_SIZES, take: [5, 10] },
    ],
    uses: ['~Wedding', '~Office ~Work', '~Prom', '~Bridal', '~Date', '~Party'],
    facts: [
      'True to size; take half a size more for wide feet.',
      'Spare heel tips are in the box.',
    ],
    price: [24, 82],
    drawing: 'pump',
  },
  {
    query: "women's tote bags",
    department: 'fashion',
    path: [...WARDROBE, 'Women', 'Handbags & Wallets', 'Totes'],
    singular: "women's tote bag",
    names: ['~Tote ~Bag', '~Shoulder ~Tote ~Bag', 'Work ~Tote ~Bag', 'Shopper ~Tote ~Bag'],
    audience: "~Women's",
    styles: ['Large', 'Stylish', 'Minimalist', 'Designer', 'Everyday'],
    materials: [
      material('Vegan ~Leather', 1.1),
      material('~Cotton ~Canvas', 0.8, 'Heavy cotton canvas, 16 oz to the yard.'),
      material('Genuine ~Leather', 1.9),
    ],
    features: [
      SHOULDER_STRAP,
      GADGETS[2]!,
      part(
        '~Zipper ~Closure',
        'Closure',
        ['Zipper closure from end to end.', 'Zips shut, so nothing falls out.'],
        { rivals: 'closure' },
      ),
      part('Magnetic ~Snap', 'Closure', ['Magnetic snap at the top.'], { rivals: 'closure' }),
      part(
        '~Laptop ~Sleeve',
        'Inside',
        ['Laptop sleeve with soft padding.', 'A padded place for a 15 inch computer.'],
        { worth: 1.15 },
      ),
      quality('High ~Capacity', 'Room', [
        'High capacity: 20 liters.',
        'Swallows a whole week of groceries.',
      ]),
      purpose('Carry On', 'Travel', [
        'Small enough for carry on.',
        'Goes with you into the cabin.',
      ]),
    ],
    options: [
      leather,
      { name: 'style', values: ['with pouch', 'without pouch', 'gift set'], take: [0, 3] },
    ],
    uses: ['~School', '~Teachers', '~Travel', '~Laptop', '~Beach', '~Nurse ~Work'],
    facts: ['Inside measure 15 x 12 x 6 inches.', "A ring inside keeps keys where they're found."],
    patterns: ['solid', 'solid', 'striped', 'floral'],
    price: [18, 79],
    drawing: 'tote',
  },
  {
    query: "men's watches",
    department: 'fashion',
    path: [...WARDROBE, 'Men', 'Watches', 'Wrist Watches'],
    singular: "men's watch",
    names: [
      '~Wrist ~Watch',
      '~Quartz ~Watch',
      'Dress ~Watch',
      'Analog ~Watch',
      'Chronograph ~Watch',
    ],
    audience: "~Men's",
    styles: ['Minimalist', 'Business', 'Luxury', 'Military', 'Ultra-Thin'],
    materials: [
      material('Stainless ~Steel', 1.25, 'Case and buckle are of brushed stainless steel.'),
      material('Titanium ~Alloy', 1.8),
      material('~Carbon ~Resin', 0.8),
    ],
    features: [
      ...GIFTS,
      quality('Water Resistant', 'Water', [
        'Water resistant to 30 meters.',
        'Wash your hands with it, and do not worry.',
      ]),
      quality('Easy Read', 'Dial', [
        'Easy read dial with tall figures.',
        'You see the hour at a glance.',
      ]),
      part('~Leather ~Band', 'Band', ['Leather band with a quick release.'], { rivals: 'band' }),
      part('Silicone ~Band', 'Band', ['Silicone band that likes sweat.'], {
        rivals: 'band',
        worth: 0.9,
      }),
      part('~Date ~Window', 'Date', [
        'Date window at three.',
        'Shows the day of the month at three.',
      ]),
      part('Luminous ~Hands', 'Night', [
        'Luminous hands glow at night.',
        'Both hands shine in the dark.',
      ]),
    ],
    options: [
      {
        name: 'color',
        values: ['black', 'silver', 'gold', 'blue', 'brown', 'green', 'rose gold'],
        take: [2, 6],
      },
      { name: 'size', values: ['36 mm', '40 mm', '44 mm'], take: [0, 3], growth: 1.08 },
    ],
    uses: ['~Business', '~Dad', '~Husband', '~Diving', '~Everyday ~Wear'],
    facts: ['Runs on a common coin cell for two years.', 'The crown is at the right.'],
    price: [29, 148],
    drawing: 'watch',
  },
];

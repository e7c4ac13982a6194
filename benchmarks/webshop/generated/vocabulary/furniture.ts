import { PALETTES } from './colours.ts';
import { ASSEMBLY, HOUSEHOLD, ROOMS, STEADY } from './common-features.ts';
import { material, part, purpose, quality } from './feature.ts';
import type { ProductKind } from './kind.ts';

const FURNITURE = ['Home & Kitchen', 'Furniture'];
const finish = { name: 'color', values: PALETTES.finish, take: [2, 5] } as const;
const BEDROOM = purpose('Bed ~Room', 'Where it goes', [
  'Calm enough for the bed room.',
  'Lovely beside the bed.',
]);

export const FURNITURE_AND_LIGHT: readonly ProductKind[] = [
  {
    query: 'dining chairs',
    department: 'garden',
    path: [...FURNITURE, 'Kitchen & Dining Room Furniture', 'Chairs'],
    singular: 'dining chair',
    names: [
      '~Dining ~Chair',
      '~Kitchen ~Dining ~Chair',
      '~Side ~Dining ~Chair',
      'Accent ~Dining ~Chair',
    ],
    styles: ['Mid-Century', 'Modern', 'Farmhouse', 'Scandinavian', 'Rustic', 'Industrial'],
    materials: [
      material('Solid ~Wood', 1.2, 'Legs and frame are turned from solid wood.'),
      material('Powder-Coated ~Metal', 0.9),
      material('Molded ~Plastic', 0.65),
      material('Bent ~Plywood', 1),
    ],
    features: [
      ...HOUSEHOLD,
      ...ASSEMBLY,
      ...ROOMS,
      part(
        'Padded ~Seat',
        'Seat',
        ['Padded seat, two inches deep.', 'You sit on two inches of foam.'],
        { worth: 1.15 },
      ),
      part('Faux ~Leather', 'Cover', [
        'Cover of faux leather.',
        'The seat is covered in leather made without a cow.',
      ]),
    ],
    options: [
      { name: 'color', values: PALETTES.wood, take: [2, 6] },
      {
        name: 'size',
        values: ['1 piece', 'set of 2', 'set of 4', 'set of 6'],
        take: [1, 4],
        growth: 1.7,
      },
    ],
    uses: ['~Kitchen', '~Restaurant', '~Small ~Spaces', '~Bistro', '~Home ~Office'],
    facts: ['Bears 300 lbs.', 'Seat height 18 inches.', 'Felt pads protect the floor.'],
    price: [52, 168],
    drawing: 'chair',
  },
  {
    query: 'table lamps',
    department: 'garden',
    path: ['Tools & Home Improvement', 'Lighting & Ceiling Fans', 'Lamps & Shades', 'Table Lamps'],
    singular: 'table lamp',
    names: ['~Table ~Lamp', '~Bedside ~Table ~Lamp', '~Desk & ~Table ~Lamp', 'Touch ~Table ~Lamp'],
    styles: ['Modern', 'Vintage', 'Industrial', 'Cute', 'Minimalist', 'Nordic'],
    materials: [
      material('Brushed ~Nickel', 1.15),
      material('Glazed ~Ceramic', 1.05, 'The foot is a glazed ceramic body.'),
      material('Solid ~Wood', 1.1),
      material('Clear ~Glass', 1.2),
    ],
    features: [
      ROOMS[0]!,
      BEDROOM,
      HOUSEHOLD[0]!,
      quality('~Energy Efficient', 'Bulb', [
        'Energy efficient bulb of 6 watts.',
        'Uses a tenth of the power of an old bulb.',
      ]),
      quality('Dimmable', 'Light', [
        'Dimmable in three steps.',
        'From reading light to night light with a tap.',
      ]),
      part(
        '~USB ~Port',
        'Charge',
        ['USB port in the foot.', 'Charge a phone at the foot of the lamp.'],
        { worth: 1.2 },
      ),
      part('~Linen ~Shade', 'Shade', [
        'Linen shade for a warm glow.',
        'The shade is woven from flax.',
      ]),
      part('Pull ~Chain', 'Switch', ['Pull chain as a switch.', 'Turn it on by a little chain.']),
    ],
    options: [
      finish,
      {
        name: 'size',
        values: ['12 inch', '16 inch', '20 inch', '24 inch'],
        take: [0, 4],
        growth: 1.22,
      },
    ],
    uses: ['~Nightstand', '~Reading', '~Home ~Office', '~Nursery', '~Dorm', "~Kid's ~Room"],
    facts: ['Cord of 5 feet.', 'Takes any bulb with the common E26 base.'],
    price: [21, 88],
    drawing: 'lamp',
  },
  {
    query: 'area rugs',
    department: 'garden',
    path: ['Home & Kitchen', 'Home Décor Products', 'Area Rugs & Runners', 'Area Rugs'],
    singular: 'area rug',
    names: [
      '~Area ~Rug',
      'Indoor ~Area ~Rug',
      'Accent ~Area ~Rug',
      'Shag ~Area ~Rug',
      'Woven ~Area ~Rug',
    ],
    styles: ['Boho', 'Modern', 'Moroccan', 'Traditional', 'Fluffy', 'Geometric'],
    materials: [
      material('Natural ~Jute', 1.1),
      material('~Wool ~Blend', 1.5, 'A wool blend with a dense pile.'),
      material('Soft ~Polypropylene', 0.85),
    ],
    features: [
      ...STEADY,
      ...ROOMS,
      BEDROOM,
      HOUSEHOLD[0]!,
      quality(
        'Machine Washable',
        'Care',
        ['Machine washable up to 5 feet.', 'Roll it up and put it in the washer.'],
        { worth: 1.15 },
      ),
      quality('~Stain Resistant', 'Spills', [
        'Stain resistant fibers.',
        'Spilled wine runs off instead of soaking in.',
      ]),
      purpose('High ~Traffic', 'Feet welcome', [
        'Dense enough for high traffic.',
        'Put it where everybody walks.',
      ]),
    ],
    options: [
      { name: 'color', values: PALETTES.home, take: [2, 6] },
      {
        name: 'size',
        values: ["2' x 3'", "3' x 5'", "4' x 6'", "5' x 7'", "8' x 10'"],
        take: [2, 5],
        growth: 1.55,
      },
    ],
    uses: ['~Bedroom', '~Entryway', '~Nursery', '~Kitchen', '~Dorm ~Room', '~Hallway'],
    facts: ['Pile height of half an inch.', 'Creases fall out after two days on the floor.'],
    patterns: ['solid', 'striped', 'floral', 'plaid'],
    price: [19, 64],
    drawing: 'rug',
  },
  {
    query: 'wall clocks',
    department: 'garden',
    path: ['Home & Kitchen', 'Home Décor Products', 'Clocks', 'Wall Clocks'],
    singular: 'wall clock',
    names: ['~Wall ~Clock', 'Silent ~Wall ~Clock', '~Kitchen ~Wall ~Clock', 'Round ~Wall ~Clock'],
    styles: ['Modern', 'Farmhouse', 'Retro', 'Decorative', 'Rustic', 'Large'],
    materials: [
      material('Solid ~Wood', 1.2),
      material('Wrought ~Iron', 1.35),
      material('Shatterproof ~Plastic', 0.75),
    ],
    features: [
      ...ROOMS,
      BEDROOM,
      quality('Battery Operated', 'Power', [
        'Battery operated by one AA cell.',
        'One AA cell drives it for a year.',
      ]),
      quality('Non Ticking', 'Quiet', [
        'Non ticking sweep movement.',
        'The hands glide without a sound.',
      ]),
      quality('Easy Read', 'Dial', [
        'Easy read from across the room.',
        'Big dark figures on a light face.',
      ]),
      part('~Glass ~Cover', 'Front', [
        'Glass cover over the dial.',
        'A clear pane keeps dust off the hands.',
      ]),
    ],
    options: [
      finish,
      {
        name: 'size',
        values: ['10 inch', '12 inch', '14 inch', '20 inch'],
        take: [1, 4],
        growth: 1.3,
      },
    ],
    uses: ['~Kitchen', '~Office', '~Classroom', '~Bathroom', '~School'],
    facts: ['Hangs on a single nail, which is in the box.', 'Battery not included.'],
    price: [14, 52],
    drawing: 'clock',
  },
  {
    query: 'storage baskets',
    department: 'garden',
    path: [
      'Home & Kitchen',
      'Storage & Organization',
      'Baskets, Bins & Containers',
      'Open Home Storage Baskets',
    ],
    singular: 'storage basket',
    names: [
      '~Storage ~Basket',
      '~Laundry ~Storage ~Basket',
      'Woven ~Storage ~Basket',
      '~Blanket ~Storage ~Basket',
    ],
    styles: ['Decorative', 'Boho', 'Large', 'Foldable', 'Neat'],
    materials: [
      material('~Cotton ~Rope', 1),
      material('~Water ~Hyacinth', 1.2, 'Braided from dried water hyacinth.'),
      material('Woven ~Seagrass', 1.15),
    ],
    features: [
      ...HOUSEHOLD,
      ROOMS[0]!,
      BEDROOM,
      part(
        '~Leather ~Handles',
        'Handles',
        ['Leather handles, riveted.', 'Carry it by two straps of leather.'],
        { worth: 1.1 },
      ),
      quality('Hand Woven', 'Craft', [
        'Hand woven in small workshops.',
        'Every one is braided by hand.',
      ]),
      purpose('Baby ~Toys', 'What to put in', [
        'Swallows baby toys in the evening.',
        'Toys of the little one disappear in it.',
      ]),
    ],
    options: [
      {
        name: 'color',
        values: ['natural', 'white', 'grey', 'black', 'brown', 'beige', 'navy'],
        take: [2, 5],
      },
      { name: 'size', values: ['small', 'medium', 'large', 'x-large'], take: [1, 4], growth: 1.28 },
    ],
    uses: ['~Blankets', '~Laundry', '~Nursery', '~Shelves', '~Towels & ~Toys', '~Plants'],
    facts: ['Keeps its form when it is empty.', 'Stacks into itself.'],
    patterns: ['solid', 'solid', 'striped'],
    price: [15, 46],
    drawing: 'basket',
  },
];

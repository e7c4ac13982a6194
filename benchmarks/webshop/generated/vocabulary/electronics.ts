import { PALETTES } from './colours.ts';
import { GADGETS, GIFTS, STEADY } from './common-features.ts';
import { material, part, purpose, quality } from './feature.ts';
import type { ProductKind } from './kind.ts';

const [FAST_CHARGING, EASY_CARRY, , LONG_LASTING] = GADGETS;
const color = { name: 'color', values: PALETTES.device, take: [2, 6] } as const;
const WIRELESS_CHARGING = quality('Wireless Charging', 'Charging', [
  'Works with wireless charging.',
  'Put it on the pad, without taking anything off.',
]);

export const ELECTRONICS: readonly ProductKind[] = [
  {
    query: 'phone cases',
    department: 'electronics',
    path: ['Cell Phones & Accessories', 'Cases, Holsters & Sleeves', 'Basic Cases'],
    singular: 'phone case',
    names: [
      '~Phone ~Case',
      'Slim ~Phone ~Case',
      'Protective ~Phone ~Case ~Cover',
      'Bumper ~Phone ~Case',
    ],
    styles: ['Cute', 'Slim', 'Rugged', 'Sleek', 'Fashion'],
    materials: [
      material('Liquid ~Silicone', 1.1),
      material('Clear ~Polymer', 0.85),
      material('~Carbon ~Fiber', 1.35, 'Woven carbon fiber on the back.'),
    ],
    features: [
      WIRELESS_CHARGING,
      quality('~Shock Absorbing', 'Falls', [
        'Shock absorbing corners.',
        'Falls from six feet do no harm.',
      ]),
      quality('Non Slip', 'Grip', [
        'Non slip grip on the sides.',
        'Grooves at the edge keep it in your hand.',
      ]),
      quality('~Scratch Resistant', 'Surface', [
        'Scratch resistant back.',
        'Keys in the same pocket leave no mark.',
      ]),
      part(
        '~Card ~Holder',
        'Cards',
        ['Card holder for two cards.', 'Two bank cards ride along at the back.'],
        { worth: 1.2 },
      ),
      part('Tempered ~Glass', 'Screen', ['Tempered glass for the screen is in the box.']),
      part('Kick ~Stand', 'Stand', [
        'Kick stand for films.',
        'Folds out a leg, so that you can watch without hands.',
      ]),
    ],
    options: [
      { name: 'color', values: [...PALETTES.bright, 'clear'], take: [3, 8] },
      { name: 'size', values: ['5.4 inch', '6.1 inch', '6.5 inch', '6.7 inch'], take: [2, 4] },
    ],
    uses: ['~Women', '~Girls', '~Men', '~Work', '~Teens & ~Kids', '~Outdoor'],
    facts: ['Raised edge of a millimeter around the camera.', 'Buttons stay easy to press.'],
    patterns: ['solid', 'solid', 'floral', 'striped', 'polka dot'],
    price: [8, 27],
    drawing: 'phone case',
  },
  {
    query: 'headphones',
    department: 'electronics',
    path: ['Electronics', 'Headphones', 'Over-Ear Headphones'],
    singular: 'pair of headphones',
    names: [
      '~Headphones',
      '~Bluetooth ~Headphones',
      'Over-~Ear ~Headphones',
      'Studio ~Headphones',
      'Foldable ~Headphones',
    ],
    styles: ['Comfortable', 'Hi-Fi', 'Pro', 'Lightweight', 'Gaming'],
    materials: [],
    features: [
      FAST_CHARGING!,
      EASY_CARRY!,
      LONG_LASTING!,
      ...GIFTS,
      quality(
        '~Noise Cancelling',
        'Quiet',
        ['Noise cancelling with four microphones.', 'Trains and planes become silent.'],
        { worth: 1.4 },
      ),
      quality('Hands Free', 'Calls', ['Hands free calls.', 'Take a call with a tap on the ear.']),
      part('Stereo ~Sound', 'Sound', [
        'Stereo sound from 40 mm drivers.',
        'Two large drivers, left and right well apart.',
      ]),
      part('Deep ~Bass', 'Sound', [
        'Deep bass that you feel.',
        'The low notes go down to the belly.',
      ]),
      part('~Memory ~Foam ~Pads', 'Ears', [
        'Memory foam pads around the ear.',
        'The pads shape themselves to your ears.',
      ]),
      purpose('~Home ~Office', 'Where', [
        'Good company in the home office.',
        'Eight hours of meetings without a sore ear.',
      ]),
    ],
    options: [
      color,
      {
        name: 'style',
        values: ['wired', 'wireless', 'wireless with case'],
        take: [0, 3],
        growth: 1.3,
      },
    ],
    uses: ['~Travel', '~Kids', '~Music', '~Gaming', '~Study', '~Sleep'],
    facts: ['Folds flat.', 'Cable of four feet for the old jack.'],
    price: [19, 129],
    drawing: 'headphones',
  },
  {
    query: 'charging cables',
    department: 'electronics',
    path: [
      'Electronics',
      'Computers & Accessories',
      'Computer Accessories',
      'Cables & Interconnects',
      'USB Cables',
    ],
    singular: 'charging cable',
    names: [
      'Charging ~Cable',
      '~USB C Charging ~Cable',
      'Charging ~Cable ~Cord',
      'Data & Charging ~Cable',
    ],
    styles: ['Durable', 'Long', 'Tangle-Free', 'Premium', 'Extra Strong'],
    materials: [
      material('Braided ~Nylon', 1.15),
      material('Soft ~Silicone', 1.05),
      material('Thermoplastic ~Rubber', 0.8),
    ],
    features: [
      ...GADGETS.filter(({ attribute }) => attribute !== 'water resistant'),
      quality('Gold Plated', 'Plug', [
        'Gold plated contacts.',
        'A film of gold keeps the contacts clean.',
      ]),
      quality('High ~Speed', 'Data', [
        'High speed data, 480 megabits.',
        'A thousand photos in a minute.',
      ]),
      quality('Heavy ~Duty', 'Neck', [
        'Heavy duty neck, bent 20,000 times.',
        'The neck does not break.',
      ]),
      part('Right ~Angle ~Plug', 'Shape', [
        'Right angle plug for lying on the sofa.',
        'The plug turns the corner for you.',
      ]),
    ],
    options: [
      color,
      { name: 'size', values: ['3 ft', '6 ft', '10 ft', '15 ft'], take: [2, 4], growth: 1.22 },
      { name: 'pack', values: ['1 pack', '2 pack', '3 pack', '5 pack'], take: [0, 3], growth: 1.5 },
    ],
    uses: ['~Car', '~Tablet & ~Phone', '~Travel', '~Bedside', '~Office ~Desk'],
    facts: ['Carries up to 60 watts.', 'A small strap keeps it rolled.'],
    price: [6, 17],
    drawing: 'cable',
  },
  {
    query: 'bluetooth speakers',
    department: 'electronics',
    path: [
      'Electronics',
      'Portable Audio & Video',
      'Portable Speakers & Docks',
      'Portable Bluetooth Speakers',
    ],
    singular: 'bluetooth speaker',
    names: [
      '~Bluetooth ~Speaker',
      'Portable ~Bluetooth ~Speaker',
      'Mini ~Bluetooth ~Speaker',
      'Shower ~Bluetooth ~Speaker',
    ],
    styles: ['Loud', 'Compact', 'Outdoor', 'Retro', 'Party'],
    materials: [],
    features: [
      ...GADGETS,
      quality('Hands Free', 'Calls', [
        'Hands free calls by a built-in microphone.',
        'Talk to your mother while you cook.',
      ]),
      part('Stereo ~Sound', 'Sound', [
        'Stereo sound when you pair two.',
        'Two of them play left and right.',
      ]),
      part('Deep ~Bass', 'Sound', [
        'Deep bass from a passive membrane.',
        'You feel the drum in the table.',
      ]),
      part('~LED ~Lights', 'Light', [
        'LED lights that follow the beat.',
        'A ring of lamps dances with the music.',
      ]),
      purpose('~Home ~Theater', 'Where', [
        'A small step towards a home theater.',
        'Makes an evening film sound big.',
      ]),
    ],
    options: [
      color,
      {
        name: 'style',
        values: ['10 watt', '20 watt', '30 watt', '60 watt'],
        take: [0, 4],
        growth: 1.35,
      },
    ],
    uses: ['~Beach', '~Camping', '~Pool ~Party', '~Kitchen', '~Bike', '~Garden'],
    facts: ['Plays for 15 hours.', 'Reaches over 60 feet.'],
    price: [18, 92],
    drawing: 'speaker',
  },
  {
    query: 'power banks',
    department: 'electronics',
    path: [
      'Cell Phones & Accessories',
      'Accessories',
      'Chargers & Power Adapters',
      'Portable Power Banks',
    ],
    singular: 'power bank',
    names: ['~Power ~Bank', 'Portable ~Power ~Bank', '~Power ~Bank ~Charger', 'Mini ~Power ~Bank'],
    styles: ['Slim', 'High Capacity', 'Ultra Compact', 'Travel', 'Rugged'],
    materials: [material('Aluminum ~Alloy', 1.15), material('Matte ~Plastic', 0.9)],
    features: [
      ...GADGETS,
      WIRELESS_CHARGING,
      quality('Plug ~Play', 'Start', [
        'Plug play: nothing to set up.',
        'Plug it in and it starts.',
      ]),
      part('~LED ~Display', 'Display', [
        'LED display shows what is left.',
        'Small lit figures count from 100 to 0.',
      ]),
      part('Solar ~Panel', 'Sun', ['Solar panel on the back.', 'The sun fills it on long hikes.'], {
        worth: 1.3,
      }),
      purpose('Air ~Travel', 'Planes', [
        'Allowed for air travel.',
        'May go on board of every plane.',
      ]),
    ],
    options: [
      color,
      {
        name: 'size',
        values: ['5000 mah', '10000 mah', '20000 mah', '30000 mah'],
        take: [1, 4],
        growth: 1.4,
      },
    ],
    uses: ['~Camping', '~Festival', '~Phone & ~Tablet', '~School', '~Emergency'],
    facts: ['Two outlets.', 'Guards against heat and short circuits.'],
    price: [14, 48],
    drawing: 'power bank',
  },
  {
    query: 'wireless keyboards',
    department: 'electronics',
    path: ['Electronics', 'Computers & Accessories', 'Keyboards, Mice & Accessories', 'Keyboards'],
    singular: 'wireless keyboard',
    names: [
      'Wireless ~Keyboard',
      'Compact Wireless ~Keyboard',
      'Wireless Mechanical ~Keyboard',
      'Quiet Wireless ~Keyboard',
    ],
    styles: ['Slim', 'Retro', 'Ergonomic', 'Colorful', 'Minimal'],
    materials: [material('Anodized ~Aluminum', 1.35), material('Recycled ~Plastic', 0.9)],
    features: [
      FAST_CHARGING!,
      EASY_CARRY!,
      LONG_LASTING!,
      ...STEADY,
      quality('Plug ~Play', 'Start', [
        'Plug play receiver.',
        'Works as soon as the receiver is in.',
      ]),
      quality('~Spill Resistant', 'Coffee', [
        'Spill resistant: water runs out below.',
        'A cup of coffee does not kill it.',
      ]),
      part(
        'Number ~Pad',
        'Keys',
        ['Number pad at the right.', 'A block of digits for those who do the books.'],
        { worth: 1.1 },
      ),
      part('~Back ~Light', 'Light', ['Back light in three levels.', 'The keys glow from below.']),
      purpose('Small ~Desks', 'Where', ['Made for small desks.', 'No wider than a magazine.']),
    ],
    options: [
      color,
      { name: 'style', values: ['red switch', 'blue switch', 'brown switch'], take: [0, 3] },
    ],
    uses: ['~Laptop', '~Tablet', '~Office', '~Gaming', '~TV', '~Travel'],
    facts: ['Pairs with three devices.', 'Two feet at the back tilt it.'],
    price: [24, 98],
    drawing: 'keyboard',
  },
];

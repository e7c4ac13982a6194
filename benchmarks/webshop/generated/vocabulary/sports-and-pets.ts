import { PALETTES } from './colours.ts';
import { CLOTH_CARE, DIETS, GADGETS, HOUSEHOLD, STEADY } from './common-features.ts';
import { material, part, purpose, quality } from './feature.ts';
import type { ProductKind } from './kind.ts';

const color = { name: 'color', values: PALETTES.bright, take: [3, 7] } as const;
const LEAK_PROOF = quality('Leak Proof', 'Lid', [
  'Leak proof lid with two seals.',
  'Turn it upside down: not a drop.',
]);
const BPA_FREE = quality('BPA Free', 'Safe', [
  'BPA free throughout.',
  'No bisphenol in any part that touches water.',
]);

export const SPORTS_AND_PETS: readonly ProductKind[] = [
  {
    query: 'water bottles',
    department: 'sports',
    path: ['Sports & Outdoors', 'Sports', 'Accessories', 'Water Bottles'],
    singular: 'water bottle',
    names: [
      '~Water ~Bottle',
      'Insulated ~Water ~Bottle',
      'Sports ~Water ~Bottle',
      'Wide Mouth ~Water ~Bottle',
    ],
    styles: ['Sleek', 'Motivational', 'Rugged', 'Slim', 'Simple'],
    materials: [
      material('Stainless ~Steel', 1.3),
      material('Borosilicate ~Glass', 1.15),
      material('Food-Grade ~Plastic', 0.8),
    ],
    features: [
      LEAK_PROOF,
      BPA_FREE,
      GADGETS[1]!,
      quality(
        'Double Walled',
        'Cold and hot',
        ['Double walled: cold for 24 hours.', 'Ice is still there the next day.'],
        { worth: 1.15 },
      ),
      quality('Dishwasher Safe', 'Cleaning', [
        'Dishwasher safe without the lid.',
        'Clean it in the dishwasher.',
      ]),
      part(
        '~Straw ~Lid',
        'Drinking',
        ['Straw lid for one hand.', 'Sip through a straw while you run.'],
        { rivals: 'lid' },
      ),
      part('~Spout ~Lid', 'Drinking', ['Spout lid with a cap.'], { rivals: 'lid' }),
      part('Carry ~Handle', 'Handle', [
        'Carry handle at the top.',
        'Hook a finger into the loop and go.',
      ]),
      purpose('Bike ~Rides', 'Sport', [
        'Fits the cage for bike rides.',
        'Sits firmly in the holder of a bicycle.',
      ]),
    ],
    options: [
      color,
      {
        name: 'size',
        values: ['12 oz', '18 oz', '24 oz', '32 oz', '40 oz'],
        take: [2, 5],
        growth: 1.15,
      },
    ],
    uses: ['~Gym', '~School', '~Hiking', '~Kids', '~Office', '~Yoga'],
    facts: ['Fits common cup holders.', 'Paint that does not chip.'],
    price: [10, 29],
    drawing: 'water bottle',
  },
  {
    query: 'yoga mats',
    department: 'sports',
    path: ['Sports & Outdoors', 'Exercise & Fitness', 'Yoga', 'Mats'],
    singular: 'yoga mat',
    names: ['~Yoga ~Mat', 'Exercise & ~Yoga ~Mat', 'Thick ~Yoga ~Mat', '~Travel ~Yoga ~Mat'],
    styles: ['Eco', 'Extra Thick', 'Pro', 'Foldable', 'Lightweight'],
    materials: [
      material('Natural ~Rubber', 1.5),
      material('~Cork ~Top', 1.4, 'The top is a layer of cork.'),
      material('Closed-Cell ~Foam', 0.85),
    ],
    features: [
      ...STEADY,
      GADGETS[1]!,
      HOUSEHOLD[0]!,
      quality('Non Toxic', 'Smell', ['Non toxic and without smell.', 'No heavy metals, no odor.']),
      quality('High ~Density', 'Knees', [
        'High density cushion for knees.',
        'Knees and elbows thank you.',
      ]),
      part('Alignment ~Lines', 'Lines', [
        'Alignment lines for hands and feet.',
        'Printed lines show where the feet go.',
      ]),
      part('Carrying ~Strap', 'Strap', [
        'Carrying strap is in the box.',
        'A cotton sling to carry it over the shoulder.',
      ]),
      purpose('~Home ~Workout', 'Where', [
        'All you need for a home workout.',
        'Roll it out next to the bed.',
      ]),
    ],
    options: [
      color,
      {
        name: 'size',
        values: ['0.125 inch', '0.25 inch', '0.4 inch', '0.5 inch'],
        take: [2, 4],
        growth: 1.14,
      },
    ],
    uses: ['~Pilates', '~Women & ~Men', '~Stretching', '~Gym', '~Beginners'],
    facts: ['72 x 24 inches.', 'Let it lie flat for a day when it is new.'],
    price: [17, 54],
    drawing: 'yoga mat',
  },
  {
    query: 'backpacks',
    department: 'sports',
    path: [
      'Sports & Outdoors',
      'Outdoor Recreation',
      'Camping & Hiking',
      'Backpacks & Bags',
      'Daypacks',
    ],
    singular: 'backpack',
    names: [
      '~Backpack',
      '~Travel ~Backpack',
      '~Laptop ~Backpack',
      'Hiking ~Backpack',
      '~School ~Backpack',
    ],
    styles: ['Lightweight', 'Vintage', 'Large', 'Tactical', 'Foldable'],
    materials: [
      material('Ripstop ~Nylon', 1),
      material('Waxed ~Canvas', 1.4),
      material('Oxford ~Polyester', 0.85),
    ],
    features: [
      GADGETS[2]!,
      HOUSEHOLD[2]!,
      part(
        '~Laptop ~Compartment',
        'Inside',
        ['Laptop compartment with padding.', 'A padded slot takes a 15 inch computer.'],
        { worth: 1.12 },
      ),
      part('Padded ~Straps', 'Shoulders', [
        'Padded straps with a chest clip.',
        'Thick foam lies on the shoulders.',
      ]),
      part(
        '~USB ~Port',
        'Power',
        ['USB port at the side.', 'Charge a phone from the bank inside.'],
        { worth: 1.1 },
      ),
      part('~Bottle ~Pockets', 'Pockets', [
        'Bottle pockets on both sides.',
        'Nets left and right hold a drink.',
      ]),
      purpose('High ~School', 'For whom', [
        'Just right for high school.',
        'Five folders and a sandwich fit in.',
      ]),
    ],
    options: [
      { name: 'color', values: PALETTES.cloth, take: [3, 7] },
      {
        name: 'size',
        values: ['18 liter', '25 liter', '32 liter', '45 liter'],
        take: [1, 4],
        growth: 1.2,
      },
    ],
    uses: ['~Travel', '~College', '~Men & ~Women', '~Work', '~Camping', '~Teens'],
    facts: ['The back is lined with open mesh.', 'A whistle hides in the chest clip.'],
    patterns: ['solid', 'solid', 'solid', 'floral', 'plaid'],
    price: [22, 84],
    drawing: 'backpack',
  },
  {
    query: 'pet beds',
    department: 'pets',
    path: ['Pet Supplies', 'Dogs', 'Beds & Furniture', 'Beds'],
    singular: 'pet bed',
    names: ['~Pet ~Bed', 'Donut ~Pet ~Bed', 'Calming ~Pet ~Bed', '~Pet ~Bed ~Cushion'],
    styles: ['Cozy', 'Fluffy', 'Orthopedic', 'Round', 'Washable'],
    materials: [
      material('Faux ~Fur', 1.1),
      material('Soft ~Sherpa', 1),
      material('Oxford ~Cloth', 0.85, 'Oxford cloth that claws do not tear.'),
    ],
    features: [
      CLOTH_CARE[0]!,
      ...STEADY,
      HOUSEHOLD[0]!,
      HOUSEHOLD[2]!,
      part(
        '~Memory ~Foam',
        'Inside',
        ['Memory foam for old joints.', 'The core yields and comes back.'],
        { worth: 1.25 },
      ),
      part('Removable ~Cover', 'Cover', [
        'Removable cover with a zip.',
        'The cover zips off in a moment.',
      ]),
      purpose(
        'Small ~Dogs',
        'For whom',
        ['Loved by small dogs.', 'A terrier curls up in it at once.'],
        { rivals: 'pet' },
      ),
      purpose(
        'Indoor ~Cats',
        'For whom',
        ['Loved by indoor cats.', 'Your cat will give up the sofa for it.'],
        { rivals: 'pet' },
      ),
    ],
    options: [
      { name: 'color', values: PALETTES.home, take: [2, 5] },
      { name: 'size', values: ['small', 'medium', 'large', 'x-large'], take: [2, 4], growth: 1.3 },
    ],
    uses: ['~Puppy', '~Crate', '~Kitten', '~Home', '~Car'],
    facts: ['Shake it well when it arrives; it needs a day to rise.', 'Raised rim for the chin.'],
    patterns: ['solid', 'solid', 'plaid'],
    price: [19, 58],
    drawing: 'pet bed',
  },
  {
    query: 'dog collars',
    department: 'pets',
    path: ['Pet Supplies', 'Dogs', 'Collars, Harnesses & Leashes', 'Collars'],
    singular: 'dog collar',
    names: ['~Dog ~Collar', 'Puppy & ~Dog ~Collar', 'Padded ~Dog ~Collar', 'Training ~Dog ~Collar'],
    styles: ['Classic', 'Soft', 'Cute', 'Strong', 'Handmade'],
    materials: [
      material('Woven ~Nylon', 0.9),
      material('Genuine ~Leather', 1.6),
      material('Soft ~Neoprene', 1.1, 'Padded with soft neoprene inside.'),
    ],
    features: [
      HOUSEHOLD[0]!,
      HOUSEHOLD[2]!,
      GADGETS[2]!,
      part('Quick ~Release ~Buckle', 'Buckle', ['Quick release buckle.', 'Opens with one press.'], {
        rivals: 'buckle',
      }),
      part('Metal ~Buckle', 'Buckle', ['Metal buckle that cannot be chewed.'], {
        rivals: 'buckle',
      }),
      part('Reflective ~Stitching', 'Night', [
        'Reflective stitching on both edges.',
        'Shines in the light of a car.',
      ]),
      part('Name ~Plate', 'Name', ['Name plate of steel.', 'Room for a name and a number.'], {
        worth: 1.15,
      }),
      purpose('Large ~Dogs', 'For whom', [
        'Strong enough for large dogs.',
        'A shepherd of 90 lbs will not tear it.',
      ]),
    ],
    options: [
      color,
      {
        name: 'size',
        values: ['x-small', 'small', 'medium', 'large', 'x-large'],
        take: [2, 5],
        growth: 1.08,
      },
    ],
    uses: ['~Puppies', '~Walks', '~Girl ~Dogs', '~Boy ~Dogs', '~Night ~Walks'],
    facts: ['Measure the neck and leave room for two fingers.', 'A ring for leash and tag.'],
    patterns: ['solid', 'striped', 'plaid', 'floral'],
    price: [7, 23],
    drawing: 'collar',
  },
  {
    query: 'dog treats',
    department: 'pets',
    path: ['Pet Supplies', 'Dogs', 'Treats', 'Cookies, Biscuits & Snacks'],
    singular: 'bag of dog treats',
    names: [
      '~Dog ~Treats',
      'Training ~Dog ~Treats',
      'Soft ~Dog ~Treats ~Snacks',
      'Crunchy ~Dog ~Treats',
    ],
    styles: ['Healthy', 'Chewy', 'Oven-Baked', 'Tasty', 'Mini'],
    materials: [],
    features: [
      ...DIETS.slice(0, 3),
      quality('Grain Free', 'Digestion', ['Grain free recipe.', 'Holds no wheat, corn or rice.']),
      quality('High ~Protein', 'Strength', [
        'High protein: 32 percent.',
        'A third of it is protein.',
      ]),
      quality('Low ~Fat', 'Weight', ['Low fat for dogs with a waist.', 'Hardly any fat in it.']),
      part('Real ~Meat', 'First on the list', [
        'Real meat comes first.',
        'The first thing on the list is meat.',
      ]),
      part('Resealable ~Bag', 'Pack', [
        'Resealable bag.',
        'The bag closes again, so nothing dries out.',
      ]),
      purpose('Dental ~Care', 'Teeth', ['Good for dental care.', 'Chewing rubs the teeth clean.']),
      purpose('Senior ~Dogs', 'Age', [
        'Soft enough for senior dogs.',
        'Old dogs with few teeth can eat it.',
      ]),
    ],
    options: [
      {
        name: 'flavor',
        values: ['beef', 'salmon', 'chicken & rice', 'peanut butter', 'sweet potato'],
        take: [2, 5],
      },
      {
        name: 'size',
        values: ['6 ounce (pack of 1)', '6 ounce (pack of 2)', '6 ounce (pack of 4)'],
        take: [1, 3],
        growth: 1.75,
      },
    ],
    uses: ['~Puppies', '~Small ~Breeds', '~Training', '~All ~Ages'],
    facts: ['Three calories in a piece.', 'Baked in small ovens.'],
    price: [6, 15],
    drawing: 'pouch',
  },
];

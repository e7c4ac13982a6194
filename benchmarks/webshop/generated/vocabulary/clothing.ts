import { CLOTH_CARE, CLOTH_FEEL, SLEEVES } from './common-features.ts';
import { PALETTES } from './colours.ts';
import { material, part, purpose, quality } from './feature.ts';
import type { ProductKind } from './kind.ts';

const SIZES = ['x-small', 'small', 'medium', 'large', 'x-large', 'xx-large', '3x-large'];
const CLOTHES = ['Clothing, Shoes & Jewelry'];
const color = { name: 'color', values: PALETTES.cloth, take: [3, 7] } as const;
const size = { name: 'size', values: SIZES, take: [3, 7], growth: 1.03 } as const;

const GYM = purpose('~Gym ~Workout', 'Made for sport', [
  'Made for gym workout, runs and long walks.',
  'Equally happy under a barbell and on a track.',
]);

export const CLOTHING: readonly ProductKind[] = [
  {
    query: "men's polo shirts",
    department: 'fashion',
    path: [...CLOTHES, 'Men', 'Clothing', 'Shirts', 'Polos'],
    singular: "men's polo shirt",
    names: ['~Polo ~Shirt', '~Golf ~Polo ~Shirt', '~Polo ~Shirt ~Top', 'Collared ~Polo ~Shirt'],
    audience: "~Men's",
    styles: ['Classic', 'Casual', 'Performance', 'Regular', 'Summer', 'Basic'],
    materials: [
      material('Combed ~Cotton', 1.1, 'Soft combed cotton that stays smooth.'),
      material('~Polyester ~Spandex', 0.95, 'A blend of polyester and spandex, 92 to 8.'),
      material('~Cotton ~Pique', 1),
      material('~Bamboo ~Viscose', 1.25),
    ],
    features: [
      ...CLOTH_CARE,
      ...CLOTH_FEEL,
      ...SLEEVES,
      GYM,
      part('~Button ~Closure', 'Collar', [
        'Three-step button closure at the neck.',
        'Closes with small matching buttons.',
      ]),
      part('~Chest ~Pocket', 'Pocket', [
        'Chest pocket on the left side.',
        'A pocket over the heart holds a pen or a ticket.',
      ]),
    ],
    options: [color, size],
    uses: ['~Golf', '~Tennis', '~Office', '~Business ~Casual', '~Work ~Uniform', '~Weekend'],
    facts: ['Ribbed collar that does not curl.', 'Side vents for easy movement.'],
    patterns: ['solid', 'solid', 'striped'],
    price: [14, 42],
    drawing: 'shirt',
  },
  {
    query: "women's dresses",
    department: 'fashion',
    path: [...CLOTHES, 'Women', 'Clothing', 'Dresses', 'Casual'],
    singular: "women's dress",
    names: ['~Midi ~Dress', '~Wrap ~Dress', '~Swing ~Dress', 'A-Line ~Dress', '~Sun ~Dress'],
    audience: "~Women's",
    styles: ['Elegant', 'Boho', 'Vintage', 'Flowy', 'Casual', 'Summer'],
    materials: [
      material('~Rayon ~Jersey', 1),
      material('~Chiffon', 1.15, 'Airy chiffon over a soft lining.'),
      material('~Cotton ~Linen', 1.2, 'Half cotton, half linen, all summer.'),
      material('~Stretch ~Velvet', 1.3),
    ],
    features: [
      ...CLOTH_CARE,
      ...SLEEVES,
      part('~Side ~Pockets', 'Pockets', [
        'Two hidden side pockets.',
        'There is a pocket in each seam, deep enough for a phone.',
      ]),
      part('~Elastic ~Waist', 'Waist', [
        'Elastic waist that sits well all day.',
        'A soft rubber band gathers the middle.',
      ]),
      part('V ~Neck', 'Neckline', ['V neck that frames the face.'], { rivals: 'neck' }),
      part('Round ~Neck', 'Neckline', ['Round neck, neither high nor low.'], { rivals: 'neck' }),
      purpose('Wedding ~Guest', 'Dress up', [
        'Just right for the wedding guest.',
        'Dance at the wedding of your best friend in it.',
      ]),
      purpose('Daily ~Wear', 'Every day', [
        'Simple enough for daily wear.',
        'Wear it on a Monday as gladly as on a Sunday.',
      ]),
    ],
    options: [{ ...color, values: PALETTES.dress }, size],
    uses: ['~Beach', '~Party', '~Vacation', '~Office', '~Cocktail', '~Date ~Night', '~Spring'],
    facts: ['The hem falls to the middle of the calf.', 'Cut generously at the hips.'],
    patterns: ['solid', 'floral', 'polka dot', 'striped'],
    price: [19, 58],
    drawing: 'dress',
  },
  {
    query: "men's shorts",
    department: 'fashion',
    path: [...CLOTHES, 'Men', 'Clothing', 'Active', 'Active Shorts'],
    singular: "pair of men's shorts",
    names: ['~Running ~Shorts', 'Athletic ~Shorts', 'Cargo ~Shorts', 'Training ~Shorts'],
    audience: "~Men's",
    styles: ['Lightweight', 'Performance', 'Casual', 'Summer', 'Breathable'],
    materials: [
      material('Ripstop ~Nylon', 1.15),
      material('~Polyester ~Mesh', 0.9, 'Open polyester mesh that lets air through.'),
      material('~Cotton ~Twill', 1.05),
    ],
    features: [
      ...CLOTH_CARE,
      ...CLOTH_FEEL,
      GYM,
      part('~Elastic ~Waistband', 'Waist', [
        'Elastic waistband with a drawstring inside.',
        'The waist stretches and ties with a cord.',
      ]),
      part('~Zipper ~Pockets', 'Pockets', [
        'Zipper pockets on both sides.',
        'Keys stay in: each pocket closes with a zip.',
      ]),
    ],
    options: [color, { ...size, values: ['small', 'medium', 'large', 'x-large', 'xx-large'] }],
    uses: ['~Running', '~Basketball', '~Hiking', '~Beach', '~Lounge', '~Tennis & ~Gym'],
    facts: ['Inner leg of 7 inches.', 'A small loop holds a towel.'],
    patterns: ['solid', 'solid', 'plaid', 'striped'],
    price: [13, 36],
    drawing: 'shorts',
  },
  {
    query: "women's jeans",
    department: 'fashion',
    path: [...CLOTHES, 'Women', 'Clothing', 'Jeans'],
    singular: "pair of women's jeans",
    names: ['Skinny ~Jeans', 'Straight ~Leg ~Jeans', 'Boyfriend ~Jeans', '~Ankle ~Jeans'],
    audience: "~Women's",
    styles: ['Distressed', 'Classic', 'Vintage', 'Curvy', 'Washed'],
    materials: [
      material('~Stretch ~Denim', 1.05),
      material('~Cotton ~Denim', 1, 'Sturdy denim of pure cotton.'),
      material('Recycled ~Denim', 1.2, 'Spun from old jeans: recycled denim.'),
    ],
    features: [
      CLOTH_CARE[0]!,
      quality('High ~Waist', 'Waist', ['High waist that flatters.'], { rivals: 'waist' }),
      quality('Low ~Rise', 'Waist', ['Low rise, below the navel.'], { rivals: 'waist' }),
      quality('Slim ~Fit', 'Cut', ['Slim fit from hip to hem.'], { rivals: 'fit' }),
      part('~Button ~Closure', 'Closure', ['Button closure of brushed metal.']),
      part('~Back ~Pockets', 'Pockets', [
        'Two back pockets and a coin pocket.',
        'Room for a phone at the back, coins in front.',
      ]),
      purpose('Tall ~Women', 'Length', [
        'Long inner leg for tall women.',
        'Women of six feet need not search any more.',
      ]),
    ],
    options: [
      {
        name: 'color',
        values: ['denim', 'black', 'light blue', 'navy', 'white', 'grey', 'burgundy'],
        take: [2, 5],
      },
      { name: 'size', values: ['24', '26', '28', '30', '32', '34', '36'], take: [3, 7] },
      { name: 'length', values: ['short', 'regular', 'long'], take: [0, 3] },
    ],
    uses: ['~Fall', '~Street ~Wear', '~Weekend', '~Work', '~Concerts'],
    facts: ['Five pockets, as jeans ought to have.', 'Color settles after the first wash.'],
    price: [22, 69],
    drawing: 'trousers',
  },
  {
    query: "women's sweaters",
    department: 'fashion',
    path: [...CLOTHES, 'Women', 'Clothing', 'Sweaters', 'Pullovers'],
    singular: "women's sweater",
    names: ['~Knit ~Sweater', 'Pullover ~Sweater', 'Cable ~Knit ~Sweater', 'Tunic ~Sweater'],
    audience: "~Women's",
    styles: ['Cozy', 'Oversized', 'Chunky', 'Soft', 'Fall', 'Cute'],
    materials: [
      material('Merino ~Wool', 1.6, 'Knitted from fine merino wool.'),
      material('~Acrylic ~Blend', 0.9),
      material('~Cotton ~Knit', 1.05),
    ],
    features: [
      quality('Hand ~Wash', 'Care', ['Hand wash and dry flat.', 'Wash it by hand in cool water.'], {
        rivals: 'wash',
      }),
      quality(
        'Machine ~Wash',
        'Care',
        ['Machine wash in a mesh bag.', 'The wool program of your washer will do.'],
        { rivals: 'wash' },
      ),
      quality(
        'Loose ~Fit',
        'Cut',
        ['Loose fit over jeans and leggings.', 'Falls wide from the shoulder.'],
        { rivals: 'fit' },
      ),
      quality('Slim ~Fit', 'Cut', ['Slim fit that layers under a coat.'], { rivals: 'fit' }),
      part('Long ~Sleeve', 'Sleeves', ['Long sleeve with a deep rib.'], { rivals: 'sleeve' }),
      part('Turtle ~Neck', 'Neck', ['Turtle neck to fold or to pull up.'], { rivals: 'neck' }),
      part('Crew ~Neck', 'Neck', ['Crew neck with a double rib.'], { rivals: 'neck' }),
      purpose('Cold ~Weather', 'Warm', [
        'Made for cold weather.',
        'Keeps the frost out on a December walk.',
      ]),
      purpose('Teen ~Girls', 'For whom', ['A favourite of teen girls and their mothers.']),
    ],
    options: [color, size],
    uses: ['~Winter', '~Christmas', '~Fall', '~Office', '~Home', '~Ski ~Trip'],
    facts: ['Does not itch.', 'Ribbed hem and cuffs.'],
    patterns: ['solid', 'solid', 'striped'],
    price: [24, 75],
    drawing: 'sweater',
  },
];

import { DIETS, GIFTS, SWEETNESS } from './common-features.ts';
import { part, purpose, quality } from './feature.ts';
import type { ProductKind } from './kind.ts';

const FOOD = ['Grocery & Gourmet Food'];
const RESEALABLE = part('Resealable ~Bag', 'Pack', [
  'Comes in a resealable bag.',
  'Press the strip and the bag is closed again.',
]);
const LOW_SODIUM = quality('Low ~Sodium', 'Salt', [
  'Low sodium: 60 mg in a serving.',
  'Hardly any salt.',
]);
const HIGH_PROTEIN = quality('High ~Protein', 'Strength', [
  'High protein: 8 grams in a serving.',
  'Eight grams of protein in every handful.',
]);
const NO_COLORS = quality('Artificial ~Colors Free', 'Honest', [
  'Artificial colors free.',
  'What you see is the color of the fruit itself.',
]);
const SNACK = purpose('~Lunch ~Box', 'When', [
  'Sized for the lunch box.',
  'A small bag that goes to school.',
]);

export const GROCERY: readonly ProductKind[] = [
  {
    query: 'ground coffees',
    department: 'grocery',
    path: [...FOOD, 'Beverages', 'Coffee', 'Ground Coffee'],
    singular: 'ground coffee',
    names: [
      'Ground ~Coffee',
      'Ground ~Coffee ~Blend',
      'Slow Roasted Ground ~Coffee',
      'Ground ~Coffee ~Beans',
    ],
    styles: ['Artisan', 'Bold', 'Smooth', 'Small Batch', 'Gourmet'],
    materials: [],
    features: [
      DIETS[1]!,
      DIETS[2]!,
      SWEETNESS[0]!,
      GIFTS[0]!,
      RESEALABLE,
      quality('Low ~Acid', 'Mild', [
        'Low acid, mild to the stomach.',
        'Slow roasting takes the sourness out.',
      ]),
      quality(
        'Fair ~Trade',
        'From whom',
        ['Fair trade from small farms.', 'The growers are paid a price they can live on.'],
        { worth: 1.15 },
      ),
      quality('Caffeine Free', 'Night', [
        'Caffeine free, washed with water.',
        'You can drink it at ten in the evening and sleep.',
      ]),
      purpose('Cold ~Brew', 'How to make it', [
        'Coarse enough for cold brew.',
        'Let it stand overnight in cold water.',
      ]),
    ],
    options: [
      {
        name: 'flavor',
        values: [
          'dark roast',
          'medium roast',
          'light roast',
          'french vanilla',
          'hazelnut',
          'mocha',
          'caramel',
          'cinnamon',
        ],
        take: [2, 5],
      },
      {
        name: 'size',
        values: [
          '12 ounce (pack of 1)',
          '12 ounce (pack of 2)',
          '12 ounce (pack of 3)',
          '12 ounce (pack of 6)',
        ],
        take: [1, 4],
        growth: 1.6,
      },
    ],
    uses: ['~Drip ~Machines', '~French ~Press', '~Office', '~Pour Over', '~Espresso'],
    facts: ['Roasted on Tuesdays and packed on the same day.', 'Keep it cool and dark.'],
    price: [8, 19],
    drawing: 'pouch',
  },
  {
    query: 'teas',
    department: 'grocery',
    path: [...FOOD, 'Beverages', 'Bottled Beverages, Water & Drink Mixes', 'Tea', 'Loose Leaf'],
    singular: 'tea',
    names: ['Loose Leaf ~Tea', '~Tea ~Bags', 'Herbal ~Tea ~Blend', 'Premium ~Tea ~Tin'],
    styles: ['Soothing', 'Fine', 'Traditional', 'Wellness', 'Fragrant'],
    materials: [],
    features: [
      DIETS[0]!,
      DIETS[1]!,
      DIETS[2]!,
      SWEETNESS[0]!,
      GIFTS[0]!,
      quality('Caffeine Free', 'Night', [
        'Caffeine free by nature.',
        'A cup before bed will not keep you awake.',
      ]),
      quality('Individually Wrapped', 'Pack', [
        'Individually wrapped bags.',
        'Each bag has its own envelope.',
      ]),
      part('Natural ~Ingredients', 'Inside', [
        'Natural ingredients and nothing else.',
        'Only leaves, flowers and peel.',
      ]),
      purpose('Iced ~Tea', 'How to make it', [
        'Very good as iced tea.',
        'Pour it over ice in July.',
      ]),
    ],
    options: [
      {
        name: 'flavor',
        values: [
          'earl grey',
          'english breakfast',
          'jasmine green',
          'peppermint',
          'chamomile',
          'rooibos',
          'ginger',
          'lemon',
        ],
        take: [2, 6],
      },
      {
        name: 'size',
        values: ['20 count (pack of 1)', '20 count (pack of 3)', '20 count (pack of 6)'],
        take: [1, 3],
        growth: 2.1,
      },
    ],
    uses: ['~Breakfast', '~Bedtime', '~Office', '~Digestion', '~Afternoon'],
    facts: ['Steep for three to five minutes.', 'Comes in a tin that closes tightly.'],
    price: [5, 15],
    drawing: 'tin',
  },
  {
    query: 'fruit jams',
    department: 'grocery',
    path: [...FOOD, 'Pantry Staples', 'Jams, Jellies & Sweet Spreads', 'Jams & Preserves'],
    singular: 'fruit jam',
    names: [
      '~Fruit ~Jam',
      '~Fruit ~Jam ~Preserves',
      '~Fruit ~Spread ~Jam',
      'Farmhouse ~Fruit ~Jam',
    ],
    styles: ['Homestyle', 'Gourmet', 'Old-Fashioned', 'Chunky', 'Country'],
    materials: [],
    features: [
      ...DIETS,
      ...SWEETNESS,
      ...GIFTS,
      NO_COLORS,
      quality('High ~Fructose Free', 'Sweetened with', [
        'High fructose free: sweetened with grape juice.',
      ]),
      part('Real ~Fruit', 'Fruit', [
        'Real fruit: 60 percent of the jar.',
        'More fruit than anything else in the jar.',
      ]),
    ],
    options: [
      {
        name: 'flavor',
        values: [
          'strawberry',
          'raspberry',
          'blueberry',
          'apricot',
          'fig',
          'black cherry',
          'peach',
          'blood orange',
          'mango',
        ],
        take: [2, 6],
      },
      {
        name: 'size',
        values: [
          '10 ounce (pack of 1)',
          '10 ounce (pack of 2)',
          '10 ounce (pack of 3)',
          '10 ounce (pack of 6)',
        ],
        take: [1, 4],
        growth: 1.6,
      },
    ],
    uses: ['~Toast', '~Baking', '~Cheese ~Boards', '~Pancakes & ~Waffles', '~Brunch'],
    facts: ['Cooked in copper kettles of forty pounds.', 'Store in the fridge when open.'],
    price: [5, 13],
    drawing: 'jar',
  },
  {
    query: 'potato chips',
    department: 'grocery',
    path: [...FOOD, 'Snack Foods', 'Chips & Crisps', 'Potato'],
    singular: 'bag of potato chips',
    names: [
      '~Potato ~Chips',
      'Kettle ~Potato ~Chips',
      'Ridged ~Potato ~Chips',
      '~Potato ~Chips ~Snack',
    ],
    styles: ['Crunchy', 'Thick-Cut', 'Crispy', 'Small Batch', 'Extra Crunch'],
    materials: [],
    features: [
      ...DIETS.slice(0, 4),
      LOW_SODIUM,
      SNACK,
      NO_COLORS,
      part('~Avocado ~Oil', 'Oil', ['Fried in avocado oil.', 'The oil is pressed from avocados.'], {
        worth: 1.25,
      }),
      quality('Trans ~Fat Free', 'Fat', ['Trans fat free.', 'Zero grams of trans fat.']),
      quality('Keto Friendly', 'Carbs', ['Keto friendly portion of 4 grams of carbs.'], {
        worth: 1.2,
      }),
    ],
    options: [
      {
        name: 'flavor',
        values: [
          'sea salt',
          'salt & vinegar',
          'sour cream & onion',
          'barbecue',
          'sweet chili',
          'honey mustard',
          'aged cheddar',
          'rosemary',
          'smoked paprika',
        ],
        take: [2, 6],
      },
      {
        name: 'size',
        values: [
          '5 ounce (pack of 1)',
          '5 ounce (pack of 4)',
          '5 ounce (pack of 6)',
          '5 ounce (pack of 12)',
        ],
        take: [1, 4],
        growth: 1.65,
      },
    ],
    uses: ['~Parties', '~Movie ~Night', '~Picnic', '~Game ~Day', '~Kids & ~Adults'],
    facts: ['Cut with the skin on.', 'Best within three days once open, if they last that long.'],
    price: [4, 9],
    drawing: 'snack bag',
  },
  {
    query: 'chocolate bars',
    department: 'grocery',
    path: [...FOOD, 'Snack Foods', 'Chocolate Candy', 'Chocolate Bars'],
    singular: 'chocolate bar',
    names: [
      '~Chocolate ~Bar',
      'Craft ~Chocolate ~Bar',
      'Single Origin ~Chocolate ~Bars',
      'Filled ~Chocolate ~Bar',
    ],
    styles: ['Fine', 'Swiss Style', 'Rich', 'Stone-Ground', 'Artisan'],
    materials: [],
    features: [
      ...DIETS,
      ...SWEETNESS,
      ...GIFTS,
      quality(
        'Fair ~Trade',
        'From whom',
        ['Fair trade cocoa.', 'Farmers get a fair share of the price.'],
        { worth: 1.15 },
      ),
      quality('Nut Free', 'Kitchen', ['Nut free kitchen.', 'No nuts come into our kitchen.']),
      purpose('Valentine ~Day', 'For whom', ['A small thing for Valentine day.']),
    ],
    options: [
      {
        name: 'flavor',
        values: [
          'dark chocolate',
          'milk chocolate',
          'white chocolate',
          'sea salt',
          'orange peel',
          'almond',
          'raspberry',
          'caramel',
          'coconut',
        ],
        take: [2, 6],
      },
      {
        name: 'size',
        values: [
          '3 ounce (pack of 1)',
          '3 ounce (pack of 3)',
          '3 ounce (pack of 6)',
          '3 ounce (pack of 12)',
        ],
        take: [1, 4],
        growth: 1.85,
      },
    ],
    uses: ['~Baking', '~Stocking ~Stuffers', '~Birthday', '~Snack', '~Wine ~Evenings'],
    facts: ['Ground for three days.', 'Breaks with a clean snap.'],
    price: [3, 8],
    drawing: 'chocolate',
  },
  {
    query: 'mixed nuts',
    department: 'grocery',
    path: [...FOOD, 'Snack Foods', 'Nuts & Seeds', 'Mixed Nuts'],
    singular: 'bag of mixed nuts',
    names: [
      'Mixed ~Nuts',
      'Roasted Mixed ~Nuts',
      'Mixed ~Nuts & ~Fruit ~Trail ~Mix',
      'Deluxe Mixed ~Nuts',
    ],
    styles: ['Crunchy', 'Fresh', 'Deluxe', 'Healthy', 'Everyday'],
    materials: [],
    features: [
      ...DIETS,
      LOW_SODIUM,
      HIGH_PROTEIN,
      RESEALABLE,
      SNACK,
      quality('Dry Roasted', 'Roast', [
        'Dry roasted without oil.',
        'Roasted in hot air, no oil at all.',
      ]),
      quality('Keto Friendly', 'Carbs', [
        'Keto friendly snack.',
        'Five net carbs, so it fits a keto plan.',
      ]),
    ],
    options: [
      {
        name: 'flavor',
        values: [
          'sea salt',
          'original',
          'smoked paprika',
          'honey mustard',
          'rosemary',
          'cinnamon',
          'sweet chili',
        ],
        take: [2, 5],
      },
      {
        name: 'size',
        values: [
          '8 ounce (pack of 1)',
          '8 ounce (pack of 2)',
          '16 ounce (pack of 1)',
          '16 ounce (pack of 3)',
        ],
        take: [1, 4],
        growth: 1.5,
      },
    ],
    uses: ['~Hiking', '~Salads', '~Office ~Desk', '~Road ~Trip', '~Parties'],
    facts: ['Cashews, almonds, pecans and hazelnuts; no peanuts.', 'Packed under nitrogen.'],
    price: [8, 19],
    drawing: 'pouch',
  },
  {
    query: 'olive oils',
    department: 'grocery',
    path: [
      ...FOOD,
      'Pantry Staples',
      'Cooking & Baking',
      'Oils, Vinegars & Salad Dressings',
      'Olive Oils',
    ],
    singular: 'olive oil',
    names: [
      '~Olive ~Oil',
      'Extra Virgin ~Olive ~Oil',
      'Infused ~Olive ~Oil',
      'Mediterranean ~Olive ~Oil',
    ],
    styles: ['Early Harvest', 'Estate', 'Peppery', 'Robust', 'Mild'],
    materials: [],
    features: [
      ...DIETS.slice(0, 3),
      ...GIFTS,
      quality('Cold Pressed', 'Press', [
        'Cold pressed within a day of the harvest.',
        'Never warmer than 80 degrees on its way to the bottle.',
      ]),
      quality('Unfiltered', 'Look', [
        'Unfiltered and therefore cloudy.',
        'A little sediment is a good sign.',
      ]),
      part('~Glass ~Bottle', 'Bottle', [
        'Dark glass bottle.',
        'Comes in dark glass, which keeps light out.',
      ]),
      purpose('High ~Heat', 'Pan', ['Stands high heat in the pan.', 'You can fry in it as well.']),
    ],
    options: [
      {
        name: 'flavor',
        values: ['original', 'lemon', 'garlic', 'rosemary', 'sweet chili', 'blood orange'],
        take: [1, 5],
      },
      {
        name: 'size',
        values: ['8.5 fl oz', '17 fl oz', '25 fl oz', '34 fl oz'],
        take: [2, 4],
        growth: 1.5,
      },
    ],
    uses: ['~Salad', '~Dipping', '~Pasta', '~Frying & ~Grilling', '~Bread'],
    facts: ['From a single grove.', 'The harvest date is on the label.'],
    price: [9, 24],
    drawing: 'oil bottle',
  },
];

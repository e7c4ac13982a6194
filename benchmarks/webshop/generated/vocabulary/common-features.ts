import { part, purpose, quality } from './feature.ts';

/** Features that several kinds of product share. */

export const CLOTH_CARE = [
  quality('Machine ~Wash', 'Easy care', [
    'Machine wash cold, tumble dry low.',
    'Goes straight into the washing machine and keeps its shape.',
  ]),
  quality('Quick Drying', 'No waiting', [
    'Quick drying fabric, ready again the next morning.',
    'Dries on the line within an hour or two.',
  ]),
];

export const CLOTH_FEEL = [
  quality('~Stretch ~Fabric', 'Moves with you', [
    'Stretch fabric that gives where you bend and springs back.',
    'A touch of elastane lets it follow every move.',
  ]),
  quality('Moisture Wicking', 'Stay fresh', [
    'Moisture wicking yarn keeps the skin dry.',
    'Draws sweat away before you notice it.',
  ]),
  quality('Slim ~Fit', 'Cut', ['Slim fit through chest and waist.', 'Cut close to the body.'], {
    rivals: 'fit',
  }),
  quality('Relaxed ~Fit', 'Cut', ['Relaxed fit with room to move.', 'Cut wide and easy.'], {
    rivals: 'fit',
  }),
  purpose('Daily ~Wear', 'Wear it anywhere', [
    'A good choice for daily wear.',
    'Made to be worn every day, at home and out.',
  ]),
];

export const SLEEVES = [
  part('Short ~Sleeve', 'Sleeves', ['Short sleeve that ends above the elbow.'], {
    rivals: 'sleeve',
  }),
  part('Long ~Sleeve', 'Sleeves', ['Long sleeve with a neat cuff.'], {
    rivals: 'sleeve',
    worth: 1.12,
  }),
];

export const HOUSEHOLD = [
  quality('Easy Clean', 'Clean in a moment', [
    'Easy clean surface: a damp cloth is enough.',
    'Wipe it down and it looks new again.',
  ]),
  quality('Space Saving', 'Fits small homes', [
    'Space saving shape for flats and dorm rooms.',
    'Takes up little room and tucks into corners.',
  ]),
  quality('Heavy ~Duty', 'Built to last', [
    'Heavy duty build that stands up to years of use.',
    'Strong enough for a busy household.',
  ]),
];

export const ASSEMBLY = [
  quality(
    'Easy ~Assembly',
    'Ready in minutes',
    [
      'Easy assembly: all tools are in the box.',
      'Two people put it together in a quarter of an hour.',
    ],
    { rivals: 'assembly' },
  ),
  quality(
    'Fully Assembled',
    'Nothing to build',
    ['Comes fully assembled, unpack and use.', 'Arrives in one piece, with no screws to turn.'],
    { rivals: 'assembly' },
  ),
];

export const ROOMS = [
  purpose('~Living ~Room', 'Where it goes', [
    'Looks at home in the living room.',
    'A friendly sight next to the sofa.',
  ]),
  purpose('~Dining ~Room', 'Where it goes', [
    'Made with the dining room in mind.',
    'Brings guests to the table.',
  ]),
];

export const DIETS = [
  quality('Gluten Free', 'Good to know', [
    'Gluten free and packed apart from wheat.',
    'Contains no wheat, barley or rye.',
  ]),
  quality('Non ~GMO', 'From the field', [
    'Non GMO ingredients only.',
    'No genetically modified crops in any of the ingredients.',
  ]),
  quality(
    'Certified Organic',
    'Grown with care',
    ['Certified organic, from field to shelf.', 'Grown without synthetic sprays and certified so.'],
    { worth: 1.3 },
  ),
  quality('Plant Based', 'From plants', [
    'Plant based recipe.',
    'Nothing in it comes from an animal.',
  ]),
];

export const SWEETNESS = [
  quality('Sugar Free', 'No sugar', ['Sugar free recipe.', 'Zero grams of sugar in a serving.'], {
    rivals: 'sugar',
  }),
  quality(
    'Low ~Sugar',
    'Less sweet',
    ['Low sugar: two grams in a serving.', 'Made with half the usual sugar.'],
    { rivals: 'sugar' },
  ),
];

export const GIFTS = [
  purpose('~Gift ~Giving', 'A present', [
    'Comes in a box that is ready for gift giving.',
    'Nicely wrapped, so you can hand it over as it is.',
  ]),
];

export const GENTLE_BEAUTY = [
  quality('Cruelty Free', 'Kind to animals', [
    'Cruelty free: never tested on animals.',
    'No animal had to try it before you do.',
  ]),
  quality('Paraben Free', 'What is not inside', [
    'Paraben free formula.',
    'Made with no parabens at all.',
  ]),
  quality('Fragrance Free', 'No perfume', [
    'Fragrance free, for noses that want peace.',
    'No perfume was added.',
  ]),
  purpose('Sensitive ~Skin', 'Gentle', [
    'Tested and suited for sensitive skin.',
    'Mild enough for skin that turns red easily.',
  ]),
  purpose('Dry ~Skin', 'Moisture', [
    'Comforts dry skin for the whole day.',
    'Skin that feels tight and rough becomes supple.',
  ]),
];

export const BEAUTY_INGREDIENTS = [
  part('~Coconut ~Oil', 'Main ingredient', [
    'Enriched with coconut oil.',
    'Oil pressed from coconuts makes it rich.',
  ]),
  part('~Tea ~Tree ~Oil', 'Main ingredient', [
    'With tea tree oil for a clear, fresh feeling.',
    'A few drops of tea tree oil wake it up.',
  ]),
  part(
    'Hyaluronic ~Acid',
    'Main ingredient',
    ['With hyaluronic acid that holds water.', 'Hyaluronic acid keeps moisture where it belongs.'],
    { worth: 1.2 },
  ),
  part('~Shea ~Butter', 'Main ingredient', [
    'Made with shea butter.',
    'Raw shea butter gives it body.',
  ]),
];

export const GADGETS = [
  quality('Fast Charging', 'Less waiting', [
    'Fast charging: half full in about thirty minutes.',
    'A short coffee break fills it for hours.',
  ]),
  quality('Easy Carry', 'Take it along', [
    'Small and light, easy carry on every trip.',
    'Slips into a coat pocket.',
  ]),
  quality('Water Resistant', 'Rain is fine', [
    'Water resistant against rain and splashes.',
    'A shower of rain does it no harm.',
  ]),
  quality('Long Lasting', 'Goes on and on', [
    'Long lasting, tested over thousands of cycles.',
    'Built to serve for many years.',
  ]),
];

export const STEADY = [
  quality('Non Slip', 'Stays put', [
    'Non slip underside.',
    'Small rubber dots underneath stop it from sliding.',
  ]),
];

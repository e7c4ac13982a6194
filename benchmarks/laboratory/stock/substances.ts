import { form, type Form } from '../world/form.ts';
import { substance } from '../world/substance.ts';

const NEVER = Infinity;

function ofSubstance(
  name: string,
  meltsAt: number,
  boilsAt: number,
  traits: { readonly isLoose?: boolean; readonly conducts?: boolean } = {},
): Form {
  const { conducts = false, ...rest } = traits;
  return form({
    substance: substance(name, meltsAt, boilsAt, rest),
    isPortable: rest.isLoose !== true,
    conducts,
  });
}

export const WATER = ofSubstance('water', 0, 100);

/** Liquid in a room, and freezing or boiling within what the appliances can do. */
export const LIQUIDS: readonly Form[] = [
  ofSubstance('milk', -1, 101),
  ofSubstance('orange juice', -2, 102),
  ofSubstance('apple juice', -2, 101),
  ofSubstance('cold tea', 0, 100),
  ofSubstance('vinegar', -2, 101),
  ofSubstance('lemon juice', -1, 101),
  ofSubstance('benzene', 6, 80),
  ofSubstance('acetic acid', 17, 118),
  ofSubstance('cyclohexane', 7, 81),
  ofSubstance('tomato soup', -3, 103),
];

/** Solid in a room. Melting and boiling points after the CRC Handbook, rounded. */
export const SOLIDS: readonly Form[] = [
  ofSubstance('butter', 34, NEVER),
  ofSubstance('chocolate', 36, NEVER),
  ofSubstance('candle wax', 60, NEVER),
  ofSubstance('soap bar', 70, NEVER),
  ofSubstance('sulfur', 115, 445),
  ofSubstance('gallium', 30, 2400, { conducts: true }),
  ofSubstance('tin', 232, 2602, { conducts: true }),
  ofSubstance('lead', 327, 1749, { conducts: true }),
  ofSubstance('zinc', 420, 907, { conducts: true }),
  ofSubstance('silver', 962, 2162, { conducts: true }),
];

/** Loose, for the kitchen. */
export const POWDERS: readonly Form[] = [
  'salt',
  'sugar',
  'flour',
  'baking soda',
  'soap powder',
].map((name) => ofSubstance(name, 800, NEVER, { isLoose: true }));

export const SOIL: Form = form({ isSoil: true });

/** What a sample of unknown stuff is made of. */
export function unknownStuff(name: string, meltsAt: number, conducts: boolean): Form {
  return ofSubstance(name, meltsAt, NEVER, { conducts });
}

export function liquidCalled(name: string): Form {
  return ofSubstance(name, -5, 105);
}

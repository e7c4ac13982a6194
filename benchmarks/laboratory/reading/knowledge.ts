import type { Category } from '../goals/goal.ts';
import type { SceneThing } from './scene.ts';

/** What anybody who reads a page knows without having been told. */

const ANIMAL_STAGES = new Set(
  'egg hatchling juvenile adult baby young tadpole froglet larva pupa chick pullet'.split(' '),
);
const PLANT_STAGES = new Set(['seed', 'seedling', 'young plant', 'flowering']);

export function isAnimal({ notes }: Pick<SceneThing, 'notes'>): boolean {
  return notes.some((note) => ANIMAL_STAGES.has(note));
}

function isPlant({ notes }: Pick<SceneThing, 'notes'>): boolean {
  return notes.some((note) => PLANT_STAGES.has(note));
}

export function isOfCategory(thing: Pick<SceneThing, 'notes'>, category: Category): boolean {
  switch (category) {
    case 'animal':
      return isAnimal(thing);
    case 'plant':
      return isPlant(thing);
    case 'living thing':
      return isAnimal(thing) || isPlant(thing);
    case 'non-living thing':
      return !isAnimal(thing) && !isPlant(thing);
  }
}

/** What anything else would have to be to be taken for this. */
export function sortOf(
  thing: Pick<SceneThing, 'notes'>,
): 'animal' | 'plant' | 'substance' | 'object' {
  if (isAnimal(thing)) return 'animal';
  if (isPlant(thing)) return 'plant';
  return thing.notes.some((note) => STATES.has(note)) ? 'substance' : 'object';
}

const STATES = new Set(['solid', 'liquid', 'gas', 'powder']);

const STAGE_ORDER = [
  ['egg', 'baby'],
  ['hatchling', 'tadpole', 'larva', 'chick', 'young'],
  ['juvenile', 'froglet', 'pupa', 'pullet'],
  ['adult'],
];

/** How early a stage of life comes, from 0; undefined for a note that is none. */
export function stageRank(notes: readonly string[]): number | undefined {
  const rank = STAGE_ORDER.findIndex((stages) => notes.some((note) => stages.includes(note)));
  return rank < 0 ? undefined : rank;
}

const METALS = 'aluminium copper iron steel brass tin lead zinc silver gallium'.split(' ');

/** Whether a name speaks of a metal; undefined where it says nothing about what it is made of. */
export function isMetal(name: string): boolean | undefined {
  if (name.startsWith('unknown')) return undefined;
  return name.split(' ').some((word) => METALS.includes(word));
}

const MIXTURES: Readonly<Record<string, readonly [string, string]>> = {
  'orange paint': ['red paint', 'yellow paint'],
  'green paint': ['blue paint', 'yellow paint'],
  'violet paint': ['blue paint', 'red paint'],
  'salt water': ['salt', 'water'],
  'sugar water': ['sugar', 'water'],
  'soapy water': ['soap powder', 'water'],
  'soda water': ['baking soda', 'water'],
  dough: ['flour', 'water'],
};

/** What something is mixed from, as a child knows it: `red-orange paint` is red and orange. */
export function ingredientsOf(product: string): readonly [string, string] | undefined {
  const [, first, second] = /^(\w+)-(\w+) paint$/.exec(product) ?? [];
  if (first !== undefined) return [`${first} paint`, `${second!} paint`];
  return MIXTURES[product];
}

const HEATERS = ['stove', 'oven', 'gas burner', 'blast furnace'];
const COOLERS = ['freezer', 'fridge'];

export function changesTemperature(change: 'boil' | 'melt' | 'freeze'): readonly string[] {
  return change === 'freeze' ? COOLERS : HEATERS;
}

const FIXED =
  /^(?:bench|kitchen table|counter|cupboard|stove|oven|fridge|freezer|sink|basin|cabinet|workbench|tool chest|gas generator|potting table|garden sink|easel table|shelf|picnic table|solar panel|wind turbine|blast furnace|gas burner|steel rack|.* box)$/;

/** Whether it looks too heavy to be carried. */
export function isFixed(name: string): boolean {
  return FIXED.test(name);
}

export const TAPS: readonly string[] = ['sink', 'basin', 'garden sink'];

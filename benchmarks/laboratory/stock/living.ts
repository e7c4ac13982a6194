import type { Species } from '../world/species.ts';

const ANIMAL_TICKS = 2000;
const PLANT_TICKS = 12;

const PLANT_STAGES = ['seed', 'seedling', 'young plant', 'flowering'] as const;

function animal(name: string, lifespanYears: number, stages: readonly string[]): Species {
  return { name, kingdom: 'animal', stages, ticksPerStage: ANIMAL_TICKS, lifespanYears };
}

function plant(name: string, lifespanYears: number): Species {
  return {
    name,
    kingdom: 'plant',
    stages: PLANT_STAGES,
    ticksPerStage: PLANT_TICKS,
    lifespanYears,
  };
}

const CUB = ['baby', 'young', 'adult'] as const;
const HATCHED = ['egg', 'hatchling', 'juvenile', 'adult'] as const;
const CHANGING = ['egg', 'larva', 'pupa', 'adult'] as const;

/** With the years that one of them typically lives at most. */
export const ANIMALS: readonly Species[] = [
  animal('giant tortoise', 150, HATCHED),
  animal('parrot', 60, HATCHED),
  animal('raven', 25, HATCHED),
  animal('toad', 12, ['egg', 'tadpole', 'juvenile', 'adult']),
  animal('rabbit', 9, CUB),
  animal('hedgehog', 6, CUB),
  animal('mouse', 3, CUB),
  animal('bumblebee', 0.5, CHANGING),
  animal('butterfly', 0.1, CHANGING),
  animal('mayfly', 0.01, CHANGING),
];

/** Kinds of which four are kept, one of each stage. */
export const SPECIMENS: readonly Species[] = [
  animal('turtle', 80, HATCHED),
  animal('frog', 10, ['egg', 'tadpole', 'froglet', 'adult']),
  animal('moth', 0.1, CHANGING),
  animal('chicken', 8, ['egg', 'chick', 'pullet', 'adult']),
];

/** Kept as seeds. */
export const CROPS: readonly Species[] = [
  plant('apple plant', 60),
  plant('pea plant', 0.5),
  plant('sunflower', 0.5),
  plant('tomato plant', 1),
  plant('bean plant', 0.5),
  plant('lemon plant', 50),
];

/** Kept grown up. */
export const HOUSE_PLANTS: readonly Species[] = [
  plant('fern', 10),
  plant('cactus', 40),
  plant('ivy', 30),
  plant('moss', 10),
  plant('daisy', 5),
  plant('lavender', 12),
];

/** The age at which a stage begins. */
export function ageAt(species: Species, stage: number): number {
  return stage * species.ticksPerStage;
}

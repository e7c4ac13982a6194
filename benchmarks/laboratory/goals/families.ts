import type { Rng } from '../../../src/core/rng.ts';
import { BOX_COLORS, CONSUMERS } from '../stock/objects.ts';
import { CROPS, SPECIMENS } from '../stock/living.ts';
import { KITCHEN_REACTIONS, SECONDARY_PAINTS, TERTIARY_PAINTS } from '../stock/reactions.ts';
import { flows } from '../world/mixture.ts';
import { stateOfMatter, type Thing, type World } from '../world/world.ts';
import type { BoxChoice, Category, Goal, StateChange } from './goal.ts';

export const TOPICS = [
  'state change',
  'measurement',
  'electricity',
  'classification',
  'biology',
  'chemistry',
] as const;

export interface Family {
  readonly name: string;
  readonly topic: (typeof TOPICS)[number];
  /** A goal that can be reached in this laboratory, as it is at the beginning. */
  readonly goalIn: (world: World, rng: Rng) => Goal;
}

/** The kinds of tasks. Each has one variation in each laboratory. */
export const FAMILIES: readonly Family[] = [
  family('boil', 'state change', changeState('boil', isLiquid)),
  family('melt', 'state change', changeState('melt', isSolid)),
  family('freeze', 'state change', changeState('freeze', isLiquid)),
  family('use-thermometer', 'measurement', measureTemperature),
  family('measure-melting-point', 'measurement', measureMeltingPoint),
  family('power-component', 'electricity', power(false)),
  family('power-component-renewable', 'electricity', power(true)),
  family('test-conductivity', 'electricity', testConductivity),
  family('find-living-thing', 'classification', find('living thing')),
  family('find-non-living-thing', 'classification', find('non-living thing')),
  family('find-plant', 'classification', find('plant')),
  family('find-animal', 'classification', find('animal')),
  family('grow-plant', 'biology', grow),
  family('identify-life-stages', 'biology', lifeStages),
  family('lifespan-longest-lived', 'biology', () => ({ kind: 'lifespan', which: 'longest' })),
  family('lifespan-shortest-lived', 'biology', () => ({ kind: 'lifespan', which: 'shortest' })),
  family('chemistry-mix', 'chemistry', make(KITCHEN_REACTIONS)),
  family('mix-secondary-paint', 'chemistry', make(SECONDARY_PAINTS)),
  family('mix-tertiary-paint', 'chemistry', makeOnTheWay),
];

/** At least this far, in degrees, is a question from its turning point. */
export const CLEAR_MARGIN = 15;

/** What the rooms alone could make of a thing, in degrees Celsius. */
const COLDEST_ROOM = 12;
const WARMEST_ROOM = 24;

/** What the stove in the kitchen melts within a few waits. */
const MELTS_ON_STOVE = 430;

function family(name: string, topic: Family['topic'], goalIn: Family['goalIn']): Family {
  return { name, topic, goalIn };
}

function changeState(change: StateChange, isSubject: (thing: Thing) => boolean): Family['goalIn'] {
  return ({ things }, rng) => {
    const subjects = things.filter(isSubject).map(({ name }) => name);
    // There is always water in the taps.
    const names = change === 'melt' ? subjects : [...subjects, 'water'];
    return { kind: 'change-state', change, substance: rng.pick(names) };
  };
}

function measureTemperature({ things }: World, rng: Rng): Goal {
  const { name, temperature } = rng.pick(things.filter(isUnknown));
  // Whatever the rooms do to it meanwhile, the answer stays the same.
  const celsius =
    rng.next() < 0.5
      ? Math.floor(Math.min(temperature, COLDEST_ROOM)) - CLEAR_MARGIN - rng.integer(20)
      : Math.ceil(Math.max(temperature, WARMEST_ROOM)) + CLEAR_MARGIN + rng.integer(20);
  return { kind: 'measure-temperature', thing: name, celsius, boxes: twoBoxes(rng) };
}

function measureMeltingPoint({ things }: World, rng: Rng): Goal {
  const { name, form } = rng.pick(things.filter((thing) => isSolid(thing) || isUnknown(thing)));
  const offset = CLEAR_MARGIN + 5 * (1 + rng.integer(20));
  const celsius = form.substance!.meltsAt + (rng.next() < 0.5 ? -offset : offset);
  return { kind: 'measure-melting-point', thing: name, celsius, boxes: twoBoxes(rng) };
}

function power(isRenewable: boolean): Family['goalIn'] {
  return ({ things }, rng) => {
    const consumers = things.filter(({ name }) => CONSUMERS.includes(name));
    return { kind: 'power', consumer: rng.pick(consumers).name, isRenewable };
  };
}

function testConductivity({ things }: World, rng: Rng): Goal {
  const samples = things.filter(
    (thing) => isUnknown(thing) || (thing.form.isPortable && isSample(thing)),
  );
  return { kind: 'test-conductivity', thing: rng.pick(samples).name, boxes: twoBoxes(rng) };
}

function find(category: Category): Family['goalIn'] {
  return (_, rng) => ({ kind: 'find', category, box: boxOf(rng.pick(BOX_COLORS)) });
}

function grow({ things }: World, rng: Rng): Goal {
  const seeds = things.filter(({ name }) => CROPS.some((crop) => crop.name === name));
  return { kind: 'grow', plant: rng.pick(seeds).name };
}

function lifeStages({ things }: World): Goal {
  const kept = SPECIMENS.find((species) => things.some(({ form }) => form.species === species));
  return { kind: 'life-stages', species: kept!.name };
}

function make(reactions: typeof KITCHEN_REACTIONS): Family['goalIn'] {
  return (_, rng) => ({ kind: 'make', product: rng.pick(reactions).product, via: undefined });
}

function makeOnTheWay(_: World, rng: Rng): Goal {
  const { product, ingredients } = rng.pick(TERTIARY_PAINTS);
  const via = SECONDARY_PAINTS.find((paint) => ingredients.includes(paint.product));
  return { kind: 'make', product, via: via!.product };
}

function twoBoxes(rng: Rng): BoxChoice {
  const [yes, no] = rng.shuffle(BOX_COLORS);
  return { yes: boxOf(yes!), no: boxOf(no!) };
}

function boxOf(color: string): string {
  return `${color} box`;
}

function isUnknown({ name }: Thing): boolean {
  return name.startsWith('unknown substance');
}

function isLiquid(thing: Thing): boolean {
  const { substance } = thing.form;
  if (substance === undefined || thing.name.endsWith('paint')) return false;
  return stateOfMatter(thing) === 'liquid';
}

/** Solid, known by name, and no hopeless case. */
function isSolid(thing: Thing): boolean {
  const { substance } = thing.form;
  if (substance === undefined || flows(thing) || isUnknown(thing)) return false;
  return substance.meltsAt < MELTS_ON_STOVE;
}

/** An ordinary object that wires can be put to. */
function isSample({ form }: Thing): boolean {
  const isBare = form.substance === undefined && form.species === undefined;
  return isBare && !form.circuit && !form.holds && !form.isThermometer && form.text === undefined;
}

import { CLEAR_MARGIN } from '../goals/families.ts';
import {
  TARGET_STATE,
  type BoxChoice,
  type Category,
  type Goal,
  type GoalOf,
} from '../goals/goal.ts';
import { lifeStage, roomOf, type Thing, type World } from '../world/world.ts';
import type { Chronicle, Entry, Focus } from './chronicle.ts';

/** What a goal asks for, held against what happened. */
export interface Requirements {
  /** One for each thing that has to be focused on, in order. */
  readonly focuses: readonly ((focus: Focus) => boolean)[];
  /** What has to come about besides, each with whether it did. */
  readonly met: readonly boolean[];
  /** Something was done that cannot be made good. */
  readonly isSpoilt?: boolean;
  /** The rules cannot tell. */
  readonly isUnclear?: boolean;
}

export function requirementsOf(goal: Goal, chronicle: Chronicle): Requirements {
  switch (goal.kind) {
    case 'change-state':
      return changeState(goal, chronicle);
    case 'measure-temperature':
      return measureTemperature(goal, chronicle);
    case 'measure-melting-point':
      return measureMeltingPoint(goal, chronicle);
    case 'power':
      return power(goal, chronicle);
    case 'test-conductivity':
      return testConductivity(goal, chronicle);
    case 'find':
      return find(goal, chronicle);
    case 'grow':
      return grow(goal, chronicle);
    case 'life-stages':
      return lifeStages(goal, chronicle);
    case 'lifespan':
      return lifespan(goal, chronicle);
    case 'make':
      return make(goal, chronicle);
  }
}

function isCalled(name: string): (focus: Focus) => boolean {
  return ({ thing }) => thing.name === name;
}

/** The entries after the focus number `index`; none if there was no such focus. */
function after({ focuses, entries }: Chronicle, index: number): readonly Entry[] {
  const focus = focuses[index];
  return focus === undefined ? [] : entries.slice(focus.at + 1);
}

function changeState({ change, substance }: GoalOf<'change-state'>, chronicle: Chronicle) {
  const changed = after(chronicle, 0).some(
    ({ event }) =>
      event.kind === 'changed-state' &&
      event.thing === chronicle.focuses[0]!.thing.id &&
      event.to === TARGET_STATE[change],
  );
  return { focuses: [isCalled(substance)], met: [changed] };
}

function measureTemperature(
  { thing, celsius, boxes }: GoalOf<'measure-temperature'>,
  chronicle: Chronicle,
): Requirements {
  const since = after(chronicle, 1);
  const at = since.findIndex(({ event, world }) => isReadingOf(thing, event, world));
  const reading = since[at]?.event;
  const measured = reading?.kind === 'measured' ? reading.celsius : undefined;
  const isAbove = (measured ?? 0) > celsius;
  const sorted = sortInto(thing, boxes, isAbove, since.slice(at + 1), chronicle);
  const isClear = measured !== undefined && Math.abs(measured - celsius) >= CLEAR_MARGIN - 5;
  return {
    focuses: [isCalled('thermometer'), isCalled(thing)],
    met: [measured !== undefined, measured !== undefined && sorted.isRight],
    isSpoilt: measured !== undefined && sorted.isWrong,
    isUnclear: measured !== undefined && (!isClear || wasTreated(thing, chronicle)),
  };
}

function measureMeltingPoint(
  { thing, celsius, boxes }: GoalOf<'measure-melting-point'>,
  chronicle: Chronicle,
): Requirements {
  const since = after(chronicle, 1);
  const moltenAt = since.findIndex(
    ({ event, world }) =>
      event.kind === 'changed-state' && event.to === 'liquid' && isNamed(world, event.thing, thing),
  );
  const end = chronicle.focuses[2]?.at ?? chronicle.entries.length;
  const hasMelted = moltenAt >= 0;
  const measuredAt = hasMelted
    ? since.findIndex(
        ({ event, world }, index) => index > moltenAt && isReadingOf(thing, event, world),
      )
    : -1;
  const before = end - (chronicle.focuses[1]?.at ?? 0) - 1;
  const sample = chronicle.start.things.find(({ name }) => name === thing);
  const isAbove = (sample?.form.substance?.meltsAt ?? 0) > celsius;
  return {
    focuses: [isCalled('thermometer'), isCalled(thing), isCalled(isAbove ? boxes.yes : boxes.no)],
    met: [hasMelted && moltenAt < before, measuredAt >= 0 && measuredAt < before],
  };
}

function power({ consumer, isRenewable }: GoalOf<'power'>, chronicle: Chronicle): Requirements {
  const powered = after(chronicle, 0).some(({ event, world }) => {
    if (event.kind !== 'powered' || !isNamed(world, event.thing, consumer)) return false;
    const sources = event.loop.flatMap((id) => {
      const { circuit } = world.things[id]!.form;
      return circuit?.kind === 'source' ? [circuit] : [];
    });
    return !isRenewable || sources.every((source) => source.isRenewable);
  });
  return { focuses: [isCalled(consumer)], met: [powered] };
}

function testConductivity(
  { thing, boxes }: GoalOf<'test-conductivity'>,
  chronicle: Chronicle,
): Requirements {
  const sample = chronicle.start.things.find(({ name }) => name === thing);
  const conducts = sample?.form.conducts === true;
  const sorted = sortInto(thing, boxes, conducts, after(chronicle, 0), chronicle);
  return { focuses: [isCalled(thing)], met: [sorted.isRight], isSpoilt: sorted.isWrong };
}

function find({ category, box }: GoalOf<'find'>, chronicle: Chronicle): Requirements {
  const found = chronicle.focuses[0]?.thing.id;
  const isThere = after(chronicle, 0).some(
    ({ event, world }) =>
      event.kind === 'placed' && event.thing === found && isNamed(world, event.into, box),
  );
  return { focuses: [({ thing }) => isOf(category, thing)], met: [isThere] };
}

function grow({ plant }: GoalOf<'grow'>, chronicle: Chronicle): Requirements {
  const grown = after(chronicle, 0).flatMap(({ event, world }) =>
    event.kind === 'grew' && isNamed(world, event.thing, plant) ? [event.stage] : [],
  );
  const stages = ['seedling', 'young plant', 'flowering'];
  return { focuses: [isCalled(plant)], met: stages.map((stage) => grown.includes(stage)) };
}

function lifeStages({ species }: GoalOf<'life-stages'>, { start }: Chronicle): Requirements {
  const kind = start.things.find(({ form }) => form.species?.name === species)?.form.species;
  const focuses = (kind?.stages ?? []).map((stage) => ({ thing, world }: Focus) => {
    return thing.form.species?.name === species && lifeStage(thing, world.time) === stage;
  });
  return { focuses, met: [] };
}

function lifespan({ which }: GoalOf<'lifespan'>, { start }: Chronicle): Requirements {
  const years = start.things
    .filter((thing) => isAnimalInGarden(start, thing))
    .map(({ form }) => form.species!.lifespanYears)
    .sort((a, b) => a - b);
  const wanted = which === 'longest' ? years.at(-1) : years[0];
  const fits = ({ thing }: Focus) =>
    isAnimalInGarden(start, start.things[thing.id]) && thing.form.species?.lifespanYears === wanted;
  return { focuses: [fits], met: [] };
}

function make({ product, via }: GoalOf<'make'>, chronicle: Chronicle): Requirements {
  const names = via === undefined ? [product] : [via, product];
  const madeAt = (name: string) =>
    chronicle.entries.findIndex(
      ({ event, world }) => event.kind === 'made' && isNamed(world, event.thing, name),
    );
  return {
    focuses: names.map(isCalled),
    met: names.map((name, index) => {
      const at = madeAt(name);
      const previous = index === 0 ? -1 : (chronicle.focuses[0]?.at ?? Infinity);
      return at >= 0 && at > previous;
    }),
  };
}

/** Where a thing of this name from the beginning came to lie. */
function sortInto(
  name: string,
  { yes, no }: BoxChoice,
  isYes: boolean,
  since: readonly Entry[],
  { start, entries }: Chronicle,
): { readonly isRight: boolean; readonly isWrong: boolean } {
  const id = start.things.find((thing) => thing.name === name)?.id;
  const isPutIn = (box: string) => (entry: Entry) =>
    entry.event.kind === 'placed' &&
    entry.event.thing === id &&
    isNamed(entry.world, entry.event.into, box);
  const [right, wrong] = isYes ? [yes, no] : [no, yes];
  return { isRight: since.some(isPutIn(right)), isWrong: entries.some(isPutIn(wrong)) };
}

function isReadingOf(name: string, event: Entry['event'], world: World): boolean {
  return event.kind === 'measured' && isNamed(world, event.thing, name);
}

/** Whether it was heated or cooled on purpose, so that it is no longer what it was. */
function wasTreated(name: string, { entries }: Chronicle): boolean {
  return entries.some(({ event, world }) => {
    if (event.kind !== 'placed') return false;
    return (
      isNamed(world, event.thing, name) && world.things[event.into]!.form.appliance !== undefined
    );
  });
}

function isNamed({ things }: World, id: number, name: string): boolean {
  return things[id]!.name === name;
}

function isOf(category: Category, { form: { species, isPortable } }: Thing): boolean {
  if (!isPortable) return false;
  if (category === 'non-living thing') return species === undefined;
  return category === 'living thing' ? species !== undefined : species?.kingdom === category;
}

function isAnimalInGarden(world: World, thing: Thing | undefined): boolean {
  if (thing?.form.species?.kingdom !== 'animal') return false;
  return roomOf(world, thing.id)?.name === 'garden';
}

import { CLEAR_MARGIN } from '../goals/families.ts';
import type { BoxChoice, Goal } from '../goals/goal.ts';
import { reactionTo } from '../stock/reactions.ts';
import { BOX_COLORS } from '../stock/objects.ts';
import type { Thing } from '../world/world.ts';
import type { Chronicle } from './chronicle.ts';

/** How far from a reading the questions are that it answers, in degrees. */
const QUESTION_DISTANCE = CLEAR_MARGIN + 10;

/** Rooms alone could bring anything to a temperature between these. */
const ROOM_SPAN = [12, 24] as const;

/** Goals that this walk may have reached, by what was focused on and what came of it. */
export function candidateGoals(chronicle: Chronicle): Goal[] {
  const { focuses } = chronicle;
  const things = focuses.map(({ thing }) => thing);
  const [first, second, third] = things;
  switch (things.length) {
    case 1:
      return afterOneFocus(chronicle, first!);
    case 2:
      return [...temperatureGoals(chronicle, second!), ...makingGoals(second!, first)];
    case 3:
      return meltingGoals(chronicle, second!, third!);
    case 4:
      return first!.form.species === undefined
        ? []
        : [{ kind: 'life-stages', species: first!.form.species.name }];
    default:
      return [];
  }
}

function afterOneFocus(chronicle: Chronicle, thing: Thing): Goal[] {
  const { form, name } = thing;
  if (form.circuit?.kind === 'consumer') {
    return [
      { kind: 'power', consumer: name, isRenewable: true },
      { kind: 'power', consumer: name, isRenewable: false },
      ...findGoals(chronicle, thing),
    ];
  }
  if (form.species !== undefined) {
    return [
      { kind: 'grow', plant: name },
      { kind: 'lifespan', which: 'longest' },
      { kind: 'lifespan', which: 'shortest' },
      ...findGoals(chronicle, thing),
    ];
  }
  return [
    ...makingGoals(thing, undefined),
    ...stateGoals(thing),
    ...conductivityGoals(chronicle, thing),
    ...findGoals(chronicle, thing),
  ];
}

function stateGoals({ form, name }: Thing): Goal[] {
  if (form.substance === undefined) return [];
  return (['boil', 'melt', 'freeze'] as const).map((change) => ({
    kind: 'change-state',
    change,
    substance: name,
  }));
}

function makingGoals({ name }: Thing, via: Thing | undefined): Goal[] {
  const reaction = reactionTo(name);
  if (reaction === undefined) return [];
  const isSimple = reaction.ingredients.every((each) => reactionTo(each) === undefined);
  if (isSimple) return via === undefined ? [{ kind: 'make', product: name, via: undefined }] : [];
  if (via === undefined || !reaction.ingredients.includes(via.name)) return [];
  return [{ kind: 'make', product: name, via: via.name }];
}

function findGoals(chronicle: Chronicle, thing: Thing): Goal[] {
  const { species } = thing.form;
  const categories =
    species === undefined
      ? (['non-living thing'] as const)
      : (['living thing', species.kingdom] as const);
  return boxesOf(chronicle, thing).flatMap((box) =>
    categories.map((category): Goal => ({ kind: 'find', category, box })),
  );
}

function conductivityGoals(chronicle: Chronicle, thing: Thing): Goal[] {
  if (!isOneOfAKind(chronicle, thing) || thing.form.holds !== undefined) return [];
  if (thing.form.isThermometer || thing.form.text !== undefined) return [];
  return boxesOf(chronicle, thing).map((box) => ({
    kind: 'test-conductivity',
    thing: thing.name,
    boxes: answeredBy(box, thing.form.conducts),
  }));
}

/** The questions that the reading answers, either way, in the box where the thing was put. */
function temperatureGoals(chronicle: Chronicle, thing: Thing): Goal[] {
  const reading = chronicle.entries.findLast(
    ({ event }) => event.kind === 'measured' && event.thing === thing.id,
  )?.event;
  if (reading?.kind !== 'measured' || !isOneOfAKind(chronicle, thing)) return [];
  const [coldest, warmest] = ROOM_SPAN;
  return boxesOf(chronicle, thing).flatMap((box) =>
    [true, false].map((isAbove): Goal => {
      const celsius = isAbove
        ? Math.min(reading.celsius, coldest) - QUESTION_DISTANCE
        : Math.max(reading.celsius, warmest) + QUESTION_DISTANCE;
      const boxes = answeredBy(box, isAbove);
      return { kind: 'measure-temperature', thing: thing.name, celsius, boxes };
    }),
  );
}

function meltingGoals(chronicle: Chronicle, thing: Thing, box: Thing): Goal[] {
  const { substance } = thing.form;
  if (substance === undefined || !isOneOfAKind(chronicle, thing)) return [];
  return [true, false].map((isAbove) => ({
    kind: 'measure-melting-point',
    thing: thing.name,
    celsius: substance.meltsAt + (isAbove ? -2 : 2) * QUESTION_DISTANCE,
    boxes: answeredBy(box.name, isAbove),
  }));
}

/** The one box into which the thing was put last. */
function boxesOf({ entries }: Chronicle, { id }: Thing): string[] {
  const last = entries.findLast(({ event }) => event.kind === 'placed' && event.thing === id);
  if (last?.event.kind !== 'placed') return [];
  const { name } = last.world.things[last.event.into]!;
  return isBox(name) ? [name] : [];
}

/** Two boxes of which this one is the answer. The other is the next color, so that it is always the same. */
function answeredBy(box: string, isYes: boolean): BoxChoice {
  const colors = BOX_COLORS.map((color) => `${color} box`);
  const other = colors[(colors.indexOf(box) + 1) % colors.length]!;
  return isYes ? { yes: box, no: other } : { yes: other, no: box };
}

function isBox(name: string): boolean {
  return BOX_COLORS.some((color) => name === `${color} box`);
}

/** Whether it was there at the beginning, and nothing else of its name. */
function isOneOfAKind({ start }: Chronicle, { id, name }: Thing): boolean {
  return (
    start.things[id] !== undefined &&
    start.things.every((each) => each.id === id || each.name !== name)
  );
}

import { TARGET_STATE, type BoxChoice, type Goal, type GoalOf } from '../goals/goal.ts';
import { isMetal, isOfCategory, stageRank } from './knowledge.ts';
import type { Story } from './story.ts';

/** What the pages show of a goal. Shares and flags are 0 to 1. */
export interface Evidence {
  /** What should be focused on, by name, in order; undefined for what the intent does not name. */
  readonly names: readonly (string | undefined)[];
  /** How far the work itself is seen to have come. */
  readonly progress: number;
  /** Its end is seen. */
  readonly isReached: boolean;
  /** The end was there before the focus, or something else is out of order. */
  readonly isOutOfOrder: boolean;
  /** How well the answer goes with what was seen: 1 well, -1 badly, 0 where nothing was answered or seen. */
  readonly answer: number;
  /** An answer was given, right or wrong. */
  readonly isAnswered: boolean;
}

const NOTHING: Omit<Evidence, 'names'> = {
  progress: 0,
  isReached: false,
  isOutOfOrder: false,
  answer: 0,
  isAnswered: false,
};

export function evidenceFor(goal: Goal, story: Story): Evidence {
  switch (goal.kind) {
    case 'change-state':
      return ofStateChange(goal, story);
    case 'measure-temperature':
      return ofTemperature(goal, story);
    case 'measure-melting-point':
      return ofMeltingPoint(goal, story);
    case 'power':
      return ofPower(goal, story);
    case 'test-conductivity':
      return ofConductivity(goal, story);
    case 'find':
      return ofFinding(goal, story);
    case 'grow':
      return ofGrowth(goal, story);
    case 'life-stages':
      return ofLifeStages(goal, story);
    case 'lifespan':
      return {
        ...NOTHING,
        names: [undefined],
        isOutOfOrder: story.focusedAs[0]?.room !== 'garden',
      };
    case 'make':
      return ofMaking(goal, story);
  }
}

function ofStateChange({ change, substance }: GoalOf<'change-state'>, story: Story): Evidence {
  const target = TARGET_STATE[change];
  const subject = story.seen.get(substance);
  const holder = subject?.holder;
  const appliance = [holder, holder && story.seen.get(holder)?.holder].find(
    (name) => name !== undefined && APPLIANCES.test(name),
  );
  const isWorking =
    appliance !== undefined && story.seen.get(appliance)?.notes.includes('off') !== true;
  const isReached = subject?.notes.includes(target) === true;
  return {
    ...NOTHING,
    names: [substance],
    progress: isReached ? 1 : isWorking ? 0.7 : appliance !== undefined ? 0.4 : 0,
    isReached,
    isOutOfOrder: story.focusedAs[0]?.notes.includes(target) === true,
  };
}

const APPLIANCES = /^(?:stove|oven|gas burner|blast furnace|freezer|fridge)$/;

function ofTemperature(
  { thing, celsius, boxes }: GoalOf<'measure-temperature'>,
  story: Story,
): Evidence {
  const reading = story.measured.findLast(({ name }) => name === thing);
  const side = reading === undefined ? 0 : reading.celsius > celsius ? 1 : -1;
  const box = boxOf(thing, boxes, story);
  return {
    ...NOTHING,
    names: ['thermometer', thing],
    progress: reading === undefined ? 0 : 0.5,
    isReached: box !== 0 && reading !== undefined,
    isOutOfOrder: reading !== undefined && reading.focusedBefore < 2,
    answer: side * box,
    isAnswered: box !== 0,
  };
}

/** 1 in the box that says yes, -1 in the other one, 0 in none of them. */
function boxOf(thing: string, { yes, no }: BoxChoice, { placed }: Story): number {
  const last = placed.findLast(
    (each) => each === `${thing} > ${yes}` || each === `${thing} > ${no}`,
  );
  if (last === undefined) return 0;
  return last.endsWith(`> ${yes}`) ? 1 : -1;
}

function ofMeltingPoint(
  { thing, celsius, boxes }: GoalOf<'measure-melting-point'>,
  story: Story,
): Evidence {
  const readings = story.measured.filter(({ name }) => name === thing);
  const solid = readings.findLast(({ notes }) => notes.includes('solid'))?.celsius;
  const liquid = readings.find(({ notes }) => notes.includes('liquid'))?.celsius;
  const isKnownAbove = solid !== undefined && solid > celsius;
  const isKnownBelow = liquid !== undefined && liquid < celsius;
  const guess = liquid === undefined ? 0 : ((solid ?? 20) + liquid) / 2 > celsius ? 0.5 : -0.5;
  const side = isKnownAbove ? 1 : isKnownBelow ? -1 : guess;
  const third = story.focused[2];
  const box = third === boxes.yes ? 1 : third === boxes.no ? -1 : 0;
  return {
    names: ['thermometer', thing, box === 0 ? undefined : third],
    progress: liquid !== undefined ? 1 : story.hasShown(thing, 'liquid') ? 0.6 : 0,
    isReached: liquid !== undefined && box !== 0,
    isOutOfOrder: liquid !== undefined && box !== 0 && side === 0,
    answer: side * box,
    isAnswered: box !== 0,
  };
}

function ofPower({ consumer, isRenewable }: GoalOf<'power'>, story: Story): Evidence {
  const isLit = story.hasShown(consumer, 'on');
  const ends = story.seen.get(consumer)?.notes.filter((note) => note.startsWith('wired')) ?? [];
  const isFuelled = ['battery', 'gas generator'].some(
    (name) => story.seen.get(name)?.notes.some((note) => note.startsWith('wired')) === true,
  );
  return {
    ...NOTHING,
    names: [consumer],
    progress: isLit ? 1 : ends.length / 3,
    isReached: isLit,
    isOutOfOrder: story.focusedAs[0]?.notes.includes('on') === true,
    answer: isRenewable && isFuelled ? -1 : 0,
  };
}

function ofConductivity({ thing, boxes }: GoalOf<'test-conductivity'>, story: Story): Evidence {
  const metal = isMetal(thing);
  const box = boxOf(thing, boxes, story);
  return {
    ...NOTHING,
    names: [thing],
    progress: box === 0 ? 0 : 1,
    isReached: box !== 0,
    answer: metal === undefined ? 0 : metal ? box : -box,
    isAnswered: box !== 0,
  };
}

function ofFinding({ category, box }: GoalOf<'find'>, story: Story): Evidence {
  const found = story.focused[0];
  const thing = { notes: story.focusedAs[0]?.notes ?? [] };
  const fits = isOfCategory(thing, category);
  const isThere = story.placed.includes(`${found ?? ''} > ${box}`);
  return {
    ...NOTHING,
    names: [undefined],
    progress: isThere ? 1 : 0,
    isReached: isThere,
    answer: found === undefined ? 0 : fits ? 1 : -1,
    isAnswered: found !== undefined,
  };
}

function ofGrowth({ plant }: GoalOf<'grow'>, story: Story): Evidence {
  const stages = ['seedling', 'young plant', 'flowering'];
  const reached = stages.filter((stage) => story.hasShown(plant, stage)).length;
  const isPlanted = story.seen.get(plant)?.holder?.startsWith('flower pot') === true;
  return {
    ...NOTHING,
    names: [plant],
    progress: isPlanted ? 0.4 + 0.2 * reached : 0,
    isReached: story.hasShown(plant, 'flowering'),
    isOutOfOrder: story.focused.length > 0 && story.focusedAs[0]?.notes.includes('seed') !== true,
  };
}

function ofLifeStages({ species }: GoalOf<'life-stages'>, story: Story): Evidence {
  const ranks = story.focusedAs.map(({ notes }) => stageRank(notes));
  const inOrder = ranks.filter((rank, index) => rank === index).length;
  return {
    ...NOTHING,
    names: ranks.map((_, index) =>
      story.focused[index]!.startsWith(species) ? story.focused[index] : undefined,
    ),
    progress: inOrder / 4,
    isReached: inOrder === 4,
    isOutOfOrder: inOrder < ranks.length,
  };
}

function ofMaking({ product, via }: GoalOf<'make'>, story: Story): Evidence {
  const names = via === undefined ? [product] : [via, product];
  const made = names.filter((name) => story.made.includes(name)).length;
  const late = story.focusedAs[0]?.madeBefore ?? 0;
  return {
    ...NOTHING,
    names,
    progress: made / names.length,
    isReached: made === names.length,
    isOutOfOrder: via !== undefined && late > story.made.indexOf(via) + 1,
  };
}

import type { Encoder } from '../../src/core/encoder.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import type { Goal } from './goals/goal.ts';
import { readIntent } from './goals/intent.ts';
import { evidenceFor, type Evidence } from './reading/evidence.ts';
import { readStory, type Story } from './reading/story.ts';
import { ANIMALS, SPECIMENS } from './stock/living.ts';

const KINDS = [
  'change-state',
  'measure-temperature',
  'measure-melting-point',
  'power',
  'test-conductivity',
  'find',
  'grow',
  'life-stages',
  'lifespan',
  'make',
] as const satisfies readonly Goal['kind'][];

const COMMON = [
  'finished',
  'focuses',
  'focusShare',
  'strayFocuses',
  'progress',
  'reached',
  'reachedInOrder',
  'outOfOrder',
  'answerFits',
  'answerUnfit',
  'answered',
  'measurements',
  'made',
  'placed',
  'subjectSeen',
  'subjectCarried',
  'rooms',
  'waited',
  'failures',
  'actions',
  'finishedReached',
  'finishedStray',
  'finishedEarly',
] as const;

/** Which animal was focused on: how long it lives is for the model to learn. */
const LIVES = [...ANIMALS, ...SPECIMENS].map(({ name }) => name);

const FEATURES: readonly string[] = [
  ...COMMON,
  ...KINDS.map((kind) => `asks:${kind}`),
  ...LIVES.map((name) => `lives:${name}`),
];

type Common = Record<(typeof COMMON)[number], number>;

/**
 * What the intent asks for held against what the pages show: what was focused on and when, what came
 * about, what was measured and where it was put. What matters how much, and how long animals live, is
 * left to the model.
 */
export const encoder: Encoder = {
  id: 'laboratory',
  version: 1,
  get featureNames() {
    return FEATURES;
  },
  encode: (trajectory, out) => {
    const goal = readIntent(trajectory.intent);
    if (goal === undefined) {
      throw new RangeError(`Not an intent of the laboratory: "${trajectory.intent}"`);
    }
    const story = readStory(trajectory.steps, trajectory.final.text);
    const common = describe(goal, story, trajectory);
    COMMON.forEach((name, index) => (out[index] = common[name]));
    out[COMMON.length + KINDS.indexOf(goal.kind)] = 1;
    if (goal.kind === 'lifespan') describeLife(goal.which, story, out);
  },
};

function describe(goal: Goal, story: Story, { steps }: Trajectory): Common {
  const evidence = evidenceFor(goal, story);
  const { progress, isReached, isOutOfOrder, answer, isAnswered } = evidence;
  const { focusShare, strayFocuses } = compareFocuses(evidence, story);
  const subject = subjectOf(goal);
  const sighting = subject === undefined ? undefined : story.seen.get(subject);
  const finished = Number(story.hasFinished);
  const isComplete = isReached && focusShare === 1 && strayFocuses === 0 && !isOutOfOrder;
  return {
    finished,
    focuses: story.focused.length / 4,
    focusShare,
    strayFocuses: Math.min(3, strayFocuses),
    progress,
    reached: Number(isReached),
    reachedInOrder: Number(isReached && !isOutOfOrder),
    outOfOrder: Number(isOutOfOrder),
    answerFits: Math.max(0, answer),
    answerUnfit: Math.max(0, -answer),
    answered: Number(isAnswered),
    measurements: Math.min(3, story.measured.length) / 3,
    made: Math.min(3, story.made.length) / 3,
    placed: Math.min(5, story.placed.length) / 5,
    subjectSeen: Number(sighting !== undefined),
    subjectCarried: Number(sighting?.isCarried === true),
    rooms: story.rooms.size / 8,
    waited: Math.min(100, story.ticksWaited) / 50,
    failures: Math.min(5, story.failures) / 5,
    actions: steps.length / 25,
    finishedReached: finished * Number(isComplete),
    finishedStray: finished * Number(strayFocuses > 0),
    finishedEarly: finished * Number(!isReached),
  };
}

/** How many of the focuses that are wanted were made, in order, and how many others. */
function compareFocuses({ names }: Evidence, { focused }: Story) {
  let matched = 0;
  let strayFocuses = 0;
  for (const name of focused) {
    const wanted = names[matched];
    if (matched < names.length && (wanted === undefined || wanted === name)) matched += 1;
    else strayFocuses += 1;
  }
  return { focusShare: names.length === 0 ? 0 : matched / names.length, strayFocuses };
}

function subjectOf(goal: Goal): string | undefined {
  if ('substance' in goal) return goal.substance;
  if ('thing' in goal) return goal.thing;
  if ('consumer' in goal) return goal.consumer;
  return 'plant' in goal ? goal.plant : undefined;
}

/** One for the animal that was focused on first: positive where the longest life is asked for. */
function describeLife(which: 'longest' | 'shortest', { focused }: Story, out: Float64Array): void {
  const index = LIVES.findIndex((name) => focused[0]?.startsWith(name) === true);
  if (index >= 0) out[COMMON.length + KINDS.length + index] = which === 'longest' ? 1 : -1;
}

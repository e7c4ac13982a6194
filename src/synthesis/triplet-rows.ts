import type { Task } from '../core/task.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { Triplet } from '../core/triplet.ts';
import { drawSources } from './mix.ts';
import { negativeFrom } from './negatives.ts';
import { prefixPairs, type PrefixPair } from './prefix-rows.ts';
import { judge, play, playEdit, type RowSource } from './row-source.ts';
import { likeness, sketchOf } from './sketch.ts';

/** Finished rows of one walk. */
const FINISHED_ROWS = 2;

/** Share of the rows whose positive is a short cut, so that the way is not taken for the goal. */
const SHARE_OF_VARIATIONS = 0.25;

export interface RowOptions<T extends Task> extends RowSource<T> {
  /** Puts what the walk achieved into words; the rules' own if absent. */
  readonly wording?: ((task: T, walked: Trajectory) => Promise<Wording<T>>) | undefined;
  /** Whether prefixes are compared as well; they are if absent. */
  readonly prefixes?: boolean | undefined;
}

/** A task with the words that a writer found for it. */
export interface Wording<T extends Task> {
  readonly task: T;
  readonly writer: string;
  readonly requirements?: readonly string[] | undefined;
}

/** A row still to be numbered, or `rejected` for an attempt that was not what it was meant to be. */
export type RowAttempt = Omit<Triplet, 'id'> | 'rejected';

/** All rows that one walk gives for one intent. */
export async function* tripletRows<T extends Task>(
  options: RowOptions<T>,
): AsyncGenerator<RowAttempt, void, undefined> {
  const { walk, rng } = options;
  const byRules = await play(options, walk);
  if (judge(options, byRules) !== 'fulfilled') return yield 'rejected';
  const wording = await options.wording?.(options.task, byRules);
  const task = wording?.task ?? options.task;
  const isReworded = task.intent !== options.task.intent;
  const source = { ...options, task };
  const walked = isReworded ? await play(source, walk) : byRules;
  if (judge(source, walked) !== 'fulfilled') return yield 'rejected';
  const row = rowMaker(source, wording);

  const shortCut = await variationOf(source, walked);
  for (let made = 0; made < FINISHED_ROWS; made += 1) {
    const base = shortCut !== undefined && rng.next() < SHARE_OF_VARIATIONS ? shortCut : walked;
    let attempt: RowAttempt = 'rejected';
    for (const name of drawSources(source.mix, rng)) {
      const negative = await negativeFrom(name, source, base);
      if (negative === undefined) continue;
      const positive = ofSameLength([base, walked, shortCut], negative.trajectory) ?? base;
      attempt = row('finished', {
        positive,
        negative: negative.trajectory,
        negativeKind: negative.kind,
        verified: 'rules',
        confidence: 1,
      });
      break;
    }
    yield attempt;
  }
  if (options.prefixes === false) return;
  for await (const pair of prefixPairs(source, walked)) {
    yield pair === 'rejected' ? pair : row('prefix', pair);
  }
}

/** Another way to fulfil the intent, where there is one that does. */
async function variationOf<T extends Task>(
  source: RowSource<T>,
  walked: Trajectory,
): Promise<Trajectory | undefined> {
  const variations = source.hindsight.variations(walked, source.rng);
  if (variations.length === 0) return undefined;
  const varied = await playEdit(source, source.rng.pick(variations));
  return judge(source, varied) === 'fulfilled' ? varied : undefined;
}

/** A positive as long as the negative, so that the length does not give it away. */
function ofSameLength(
  positives: readonly (Trajectory | undefined)[],
  negative: Trajectory,
): Trajectory | undefined {
  return positives.find((positive) => positive?.steps.length === negative.steps.length);
}

function rowMaker<T extends Task>(
  { benchmark, hindsight, task }: RowSource<T>,
  wording: Wording<T> | undefined,
) {
  const group = benchmark.groupOf(task);
  const goal = hindsight.describe?.(task);
  return (stage: Triplet['stage'], pair: PrefixPair): RowAttempt => {
    const distance = hindsight.distance?.(task, pair.negative);
    const [positive, negative] = [pair.positive, pair.negative].map(sketchOfTrajectory);
    const touched = new Set(
      [pair.positive, pair.negative].flatMap((side) => hindsight.touched?.(side) ?? []),
    );
    touched.delete(group);
    return {
      benchmark: benchmark.name,
      taskId: task.id,
      intent: task.intent,
      group,
      stage,
      ...(distance === undefined ? {} : { distance }),
      textDistance: 1 - likeness(positive!, negative!),
      writer: wording?.writer ?? 'rules',
      ...(wording?.requirements === undefined ? {} : { requirements: wording.requirements }),
      ...(goal === undefined ? {} : { goal }),
      ...(touched.size === 0 ? {} : { touched: [...touched] }),
      ...pair,
    };
  };
}

function sketchOfTrajectory({ steps, final }: Trajectory) {
  return sketchOf([...steps.map(({ action }) => action), final.text]);
}

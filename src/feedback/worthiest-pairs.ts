import type { Trajectory } from '../core/trajectory.ts';
import { bald, orderByWorth, type Question } from '../learn/bald.ts';
import type { UnlabelledPair } from './pairs.ts';

/** A reward of several heads, as `LearnedReward` is. */
export interface Ensemble {
  /** The raw reward of each trajectory by each head. */
  scoreHeads(
    trajectories: readonly Trajectory[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<readonly ArrayLike<number>[]>;
}

interface WorthyPair extends Question {
  readonly pair: UnlabelledPair;
}

/** Pairs whose sides are scored together. */
const SCORED_TOGETHER = 128;

/**
 * Gives all pairs, those first whose label would teach the ensemble most (see `bald`); no task comes
 * again before every task had its turn. It holds all pairs in memory. Rejects with what the
 * ensemble rejects with; an abort ends it like a file that is shorter.
 */
export async function* worthiestPairs(
  pairs: AsyncIterable<UnlabelledPair>,
  ensemble: Ensemble,
  signal?: AbortSignal,
): AsyncGenerator<UnlabelledPair, void, undefined> {
  const worthy: WorthyPair[] = [];
  let batch: UnlabelledPair[] = [];
  const flush = async () => {
    worthy.push(...(await weigh(batch, ensemble)));
    batch = [];
  };
  for await (const pair of pairs) {
    if (signal?.aborted === true) return;
    batch.push(pair);
    if (batch.length === SCORED_TOGETHER) await flush();
  }
  await flush();
  for (const { pair } of orderByWorth(worthy)) yield pair;
}

async function weigh(pairs: readonly UnlabelledPair[], ensemble: Ensemble): Promise<WorthyPair[]> {
  const heads = await ensemble.scoreHeads(pairs.flatMap(({ first, second }) => [first, second]));
  return pairs.map((pair, index) => {
    const [first, second] = [heads[2 * index]!, heads[2 * index + 1]!];
    const differences = Array.from(first, (raw, head) => raw - second[head]!);
    return { pair, task: pair.taskId, worth: bald(differences) };
  });
}

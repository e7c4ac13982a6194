import { describe, expect, it } from 'vitest';
import type { Trajectory } from '../core/trajectory.ts';
import { NO_USAGE } from '../core/usage.ts';
import type { UnlabelledPair } from './pairs.ts';
import { worthiestPairs, type Ensemble } from './worthiest-pairs.ts';

const side = (id: string): Trajectory => ({
  id,
  benchmark: 'letters',
  taskId: id,
  intent: 'spell',
  steps: [],
  final: { text: id },
  end: 'finished',
  facts: {},
  usage: NO_USAGE,
});

/** The heads differ by as much as the number in the id says. */
const ensemble: Ensemble = {
  scoreHeads: (trajectories) =>
    Promise.resolve(trajectories.map(({ id }) => [Number(id), -Number(id)])),
};

async function* pool(worths: readonly (readonly [task: string, spread: number])[]) {
  for (const [place, [taskId, spread]] of worths.entries()) {
    const sides = { first: side(String(spread)), second: side('0') };
    yield {
      id: `pair-${place}`,
      benchmark: 'letters',
      taskId,
      intent: 'spell',
      group: taskId,
      stage: 'finished',
      ...sides,
    } satisfies UnlabelledPair;
  }
}

async function idsOf(pairs: AsyncIterable<UnlabelledPair>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of pairs) ids.push(id);
  return ids;
}

describe('worthiestPairs', () => {
  it('puts first what the heads disagree about, each task in its turn', async () => {
    const given = [
      ['one', 1],
      ['one', 5],
      ['two', 3],
      ['three', 0],
    ] as const;
    const ids = await idsOf(worthiestPairs(pool(given), ensemble));
    expect(ids).toEqual(['pair-1', 'pair-2', 'pair-3', 'pair-0']);
  });

  it('loses no pair of a pool that takes several batches', async () => {
    const given = Array.from({ length: 300 }, (_, place) => [`task ${place}`, place % 7] as const);
    const ids = await idsOf(worthiestPairs(pool(given), ensemble));
    expect(new Set(ids).size).toBe(300);
  });

  it('gives nothing more once it is aborted', async () => {
    const signal = AbortSignal.abort();
    expect(await idsOf(worthiestPairs(pool([['one', 1]]), ensemble, signal))).toEqual([]);
  });
});

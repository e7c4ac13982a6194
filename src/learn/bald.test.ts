import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '../core/rng.ts';
import { bald, orderByWorth } from './bald.ts';
import { PairTable } from './pair-table.ts';
import { scoreHeads, scoreRows, type Scorer } from './scorer.ts';
import { splitByGroup } from './split.ts';
import { gaussian, pairOf } from './testing/planted-pairs.ts';
import { trainReward } from './trainer.ts';

const differences = fc.array(fc.double({ min: -800, max: 800, noNaN: true }), { minLength: 1 });

describe('bald', () => {
  it('lies between 0 and ln 2, and does not ask which side or which head comes first', () => {
    fc.assert(
      fc.property(differences, (heads) => {
        const worth = bald(heads);
        expect(worth).toBeGreaterThanOrEqual(0);
        expect(worth).toBeLessThanOrEqual(Math.LN2 + 1e-12);
        expect(bald(heads.map((difference) => -difference))).toBeCloseTo(worth, 10);
        expect(bald([...heads].reverse())).toBeCloseTo(worth, 10);
      }),
    );
  });

  it('is 0 where the heads agree, however unsure they are', () => {
    fc.assert(
      fc.property(fc.double({ min: -800, max: 800, noNaN: true }), (difference) => {
        expect(bald([difference, difference, difference])).toBeCloseTo(0, 10);
      }),
    );
  });

  it('is ln 2 where two heads are sure of opposite sides', () => {
    expect(bald([500, -500])).toBeCloseTo(Math.LN2);
    expect(bald([1, -1])).toBeGreaterThan(bald([0.5, -0.5]));
  });
});

describe('orderByWorth', () => {
  const questions = fc.array(
    fc.record({ worth: fc.integer({ min: 0, max: 9 }), task: fc.constantFrom('a', 'b', 'c') }),
  );

  it('keeps every question and gives each task its turn before one comes again', () => {
    fc.assert(
      fc.property(questions, (given) => {
        const ordered = orderByWorth(given);
        expect(new Set(ordered)).toEqual(new Set(given));
        const turns = new Map<string, number>();
        let last = 0;
        for (const { task } of ordered) {
          const turn = turns.get(task) ?? 0;
          turns.set(task, turn + 1);
          expect(turn).toBeGreaterThanOrEqual(last);
          last = turn;
        }
      }),
    );
  });

  it('puts the best question of a task first, and equal ones in the order given', () => {
    const [a, b, c, d] = [
      { worth: 0.1, task: 'one' },
      { worth: 0.3, task: 'one' },
      { worth: 0.2, task: 'two' },
      { worth: 0.2, task: 'three' },
    ];
    expect(orderByWorth([a, b, c, d])).toEqual([b, c, d, a]);
  });
});

/**
 * Everything counts, half of it as a drawback, but most pairs differ in one thing only: whoever labels
 * at random asks about that again and again.
 */
const FEATURES = 12;

interface Pool {
  readonly positives: readonly Float64Array[];
  readonly negatives: readonly Float64Array[];
}

/** @param share of pairs that differ in the first feature only */
function poolOf(size: number, share: number, rng: Rng): Pool {
  const quality = (row: Float64Array) =>
    row.reduce((sum, value, feature) => sum + (feature % 2 === 0 ? value : -value), 0);
  const positives: Float64Array[] = [];
  const negatives: Float64Array[] = [];
  for (let pair = 0; pair < size; pair += 1) {
    const varying = rng.next() < share ? 1 : FEATURES;
    const [a, b] = [0, 1].map(() =>
      Float64Array.from({ length: FEATURES }, (_, feature) =>
        feature < varying ? gaussian(rng) : 0,
      ),
    ) as [Float64Array, Float64Array];
    const isFirst = quality(a) > quality(b);
    positives.push(isFirst ? a : b);
    negatives.push(isFirst ? b : a);
  }
  return { positives, negatives };
}

function sidesOf(pool: Pool, pairs: readonly number[]): Float32Array {
  const rows = pairs.flatMap((pair) => [...pool.positives[pair]!, ...pool.negatives[pair]!]);
  return Float32Array.from(rows);
}

function accuracy(scorer: Scorer, pool: Pool): number {
  const raws = scoreRows(scorer, sidesOf(pool, [...pool.positives.keys()]));
  const right = pool.positives.filter((_, pair) => raws[2 * pair]! > raws[2 * pair + 1]!);
  return right.length / pool.positives.length;
}

async function fit(pool: Pool, chosen: readonly number[], seed: number): Promise<Scorer> {
  const pairs = new PairTable(Array.from({ length: FEATURES }, (_, index) => `feature${index}`));
  chosen.forEach((pair, place) => {
    const row = pairOf(pool.positives[pair]!, pool.negatives[pair]!);
    pairs.add({ ...row, group: `group ${place}` });
  });
  const options = { kind: 'linear', heads: 6, epochs: 20, batchPairs: 16 } as const;
  const split = splitByGroup(pairs.groups);
  return (await trainReward({ pairs, split }, options, { rng: createRng(seed) })).scorer;
}

async function learn(seed: number, select: 'bald' | 'random'): Promise<number> {
  const rng = createRng(seed);
  const pool = poolOf(400, 0.9, rng.fork('pool'));
  const order = rng.fork('order').shuffle([...pool.positives.keys()]);
  let chosen = order.slice(0, 24);
  for (let round = 0; round < 3; round += 1) {
    const left = order.filter((pair) => !chosen.includes(pair));
    const scorer = await fit(pool, chosen, seed);
    const worthOf = (pair: number) => {
      const heads = scoreHeads(scorer, sidesOf(pool, [pair]));
      const count = heads.length / 2;
      return bald(Array.from({ length: count }, (_, head) => heads[head]! - heads[count + head]!));
    };
    const ranked =
      select === 'random'
        ? left
        : orderByWorth(
            left.map((pair) => ({ pair, worth: worthOf(pair), task: String(pair) })),
          ).map(({ pair }) => pair);
    chosen = [...chosen, ...ranked.slice(0, 12)];
  }
  return accuracy(await fit(pool, chosen, seed), poolOf(1000, 0, rng.fork('test')));
}

describe('labels chosen by BALD', () => {
  it('teach more than as many labels chosen at random', async () => {
    const gains: number[] = [];
    for (let seed = 1; seed <= 8; seed += 1) {
      gains.push((await learn(seed, 'bald')) - (await learn(seed, 'random')));
    }
    // 7 of 8 by chance: 3.5 % (sign test).
    expect(gains.filter((gain) => gain > 0).length).toBeGreaterThanOrEqual(7);
    expect(gains.reduce((sum, gain) => sum + gain, 0) / gains.length).toBeGreaterThan(0.02);
  }, 30_000);
});

import { describe, expect, it } from 'vitest';
import { createRng, type Rng } from '../src/core/rng.ts';
import { plan } from '../src/search/plan.ts';
import {
  createMockPolicy,
  createMockReward,
  describePlanner,
  PathGame,
} from '../src/testing/index.ts';
import { createBestOfN, expectedGain, type BestOfNOptions } from './best-of-n.ts';

describePlanner({
  name: 'best-of-n that stops early',
  // The scores of the suite are at most 4.
  create: () => createBestOfN({ samples: 30, stopEarly: true, tolerance: 0.5, largestValue: 4 }),
});

describe('the expected gain of more samples', () => {
  it('is the chance that the best is among them, times what is missing to the largest value', () => {
    expect(expectedGain({ best: 0.6, largest: 1, drawn: 5, count: 20 })).toBeCloseTo(0.3, 12);
  });

  it('is nothing when all are drawn, or the best cannot be bettered', () => {
    expect(expectedGain({ best: 0.6, largest: 1, drawn: 20, count: 20 })).toBe(0);
    expect(expectedGain({ best: 1, largest: 1, drawn: 1, count: 20 })).toBe(0);
  });

  it('is not bounded before anything was found, or where no largest value is known', () => {
    expect(expectedGain({ best: -Infinity, largest: 1, drawn: 3, count: 9 })).toBe(Infinity);
    expect(expectedGain({ best: 0.6, largest: Infinity, drawn: 3, count: 9 })).toBe(Infinity);
  });

  const distributions: [name: string, draw: (rng: Rng) => number][] = [
    ['uniform', (rng) => rng.next()],
    ['mostly low', (rng) => rng.next() ** 4],
    ['mostly high', (rng) => rng.next() ** 0.1],
    ['a rare success', (rng) => (rng.next() < 0.05 ? 1 : 0.9)],
  ];

  it.each(distributions)('costs at most the tolerance when values are %s', (name, draw) => {
    const [count, tolerance, repetitions] = [50, 0.05, 2000];
    let [loss, saved] = [0, 0];
    for (let seed = 0; seed < repetitions; seed += 1) {
      const rng = createRng(`${name}-${seed}`);
      const values = Array.from({ length: count }, () => draw(rng));
      let drawn = 0;
      let best = -Infinity;
      while (expectedGain({ best, largest: 1, drawn, count }) > tolerance) {
        best = Math.max(best, values[drawn]!);
        drawn += 1;
      }
      loss += Math.max(...values) - best;
      saved += count - drawn;
    }
    expect(loss / repetitions).toBeLessThanOrEqual(tolerance);
    expect(saved / repetitions).toBeGreaterThan(1);
  });
});

/** The value of a walk: uniform between 0 and 1, and the same for the same walk. */
const logitOfWalk = (text: string) => {
  const value = createRng(text).next();
  return Math.log(value / (1 - value));
};

async function run(options: Omit<BestOfNOptions, 'samples'>, seed = 1, calibrated = true) {
  const game = new PathGame({ depth: 6 });
  const reward = createMockReward(({ final }) => logitOfWalk(final.text), { calibrated });
  const policy = createMockPolicy();
  return plan(createBestOfN({ samples: 40, ...options }), {
    benchmark: game,
    task: game.task,
    policy,
    reward,
    seed,
  });
}

describe('best-of-n', () => {
  it('draws all samples if it is not told to stop early', async () => {
    expect((await run({ tolerance: 1 })).candidates).toHaveLength(40);
  });

  it('stopped early, has drawn the first of the samples that it would have drawn', async () => {
    const all = await run({});
    const early = await run({ stopEarly: true, tolerance: 0.05 });
    const ids = ({ candidates }: typeof all) =>
      candidates.map(({ trajectory }) => trajectory).sort((a, b) => a.id.localeCompare(b.id));
    expect(early.candidates.length).toBeLessThan(40);
    expect(early.stopReason).toBe('completed');
    const drawn = new Set(early.candidates.map(({ trajectory }) => trajectory.id));
    expect(ids(early)).toEqual(ids(all).filter(({ id }) => drawn.has(id)));
    for (let index = 0; index < drawn.size; index += 1) {
      expect(drawn).toContain(`path/${index}`);
    }
  });

  it('stopped early, saves calls and loses at most the tolerance on average', async () => {
    let [loss, saved] = [0, 0];
    const [seeds, tolerance] = [60, 0.05];
    for (let seed = 0; seed < seeds; seed += 1) {
      const all = await run({}, seed);
      const early = await run({ stopEarly: true, tolerance }, seed);
      loss += all.best!.score!.value - early.best!.score!.value;
      saved += all.spent.policyCalls - early.spent.policyCalls;
    }
    expect(loss / seeds).toBeLessThanOrEqual(tolerance);
    expect(saved / seeds).toBeGreaterThan(20);
  });

  it('draws all samples for a reward that nobody calibrated, unless it is told the largest value', async () => {
    const options = { stopEarly: true, tolerance: 0.5 };
    expect((await run(options, 1, false)).candidates).toHaveLength(40);
    const bounded = await run({ ...options, largestValue: 5 }, 1, false);
    expect(bounded.candidates.length).toBeLessThan(40);
  });

  it.each([{ tolerance: -0.1 }, { tolerance: NaN }, { samples: 0 }])(
    'refuses $tolerance as tolerance and $samples as number of samples',
    (options) => {
      expect(() => createBestOfN({ samples: 3, ...options })).toThrow(
        expect.objectContaining({ code: 'input' }),
      );
    },
  );
});

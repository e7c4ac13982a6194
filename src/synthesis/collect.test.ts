import { describe, expect, it } from 'vitest';
import { createRng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { createMockPolicy } from '../testing/mocks.ts';
import { PathGame } from '../testing/path-game.ts';
import { collect, walkIndex, type CollectOptions } from './collect.ts';
import { Coverage, coverageLines } from './coverage.ts';
import { Visits } from './visits.ts';

const game = new PathGame({ depth: 5 });

async function walks(given: Partial<CollectOptions<typeof game.task>> = {}): Promise<Trajectory[]> {
  const made: Trajectory[] = [];
  const walk = collect({
    benchmark: game,
    tasks: [game.task],
    policy: createMockPolicy(),
    temperature: 1,
    count: 200,
    rng: createRng(1),
    clock: () => 0,
    concurrency: 1,
    ...given,
  });
  for await (const trajectory of walk) made.push(trajectory);
  return made;
}

const distinctPages = (made: readonly Trajectory[]) => {
  const coverage = new Coverage();
  for (const walk of made) coverage.add(walk);
  return coverage.report().distinctObservations;
};
const firstActions = (made: readonly Trajectory[]) => made.map(({ steps }) => steps[0]!.action);

describe('collecting', () => {
  it('numbers its walks', async () => {
    expect((await walks({ count: 3 })).map(walkIndex)).toEqual([0, 1, 2]);
  });

  it('sees more pages with novelty than without', async () => {
    const timid = createMockPolicy({
      script: ({ rng }, index) => (index === 0 || rng.next() < 0.8 ? 'a' : rng.pick(['b', 'c'])),
    });
    const plain = distinctPages(await walks({ policy: timid }));
    const novel = distinctPages(await walks({ policy: timid, novelty: 4 }));
    expect(novel).toBeGreaterThan(plain);
  });

  it.each([{ novelty: 3 }, { novelty: 3, earlyStops: 0.3, spreadFirstActions: true }, {}])(
    'walks the same way however many walk at once and wherever a run broke off: %j',
    async (diversity) => {
      const whole = await walks({ ...diversity, policy: createMockPolicy() });
      expect(await walks({ ...diversity, concurrency: 5 })).toEqual(whole);
      const from = 101;
      const visits = new Visits();
      whole.slice(0, from).forEach((walk, index) => {
        visits.note(index, walk);
      });
      expect(await walks({ ...diversity, from, visits })).toEqual(whole.slice(from));
    },
  );

  it('looks the same to novelty whether repeated walks were kept or not', async () => {
    const whole = await walks({ novelty: 3 });
    const visits = new Visits();
    const coverage = new Coverage();
    whole.slice(0, 150).forEach((walk, index) => {
      if (coverage.add(walk)) visits.note(index, walk);
    });
    expect(coverage.report().repeatedWalks).toBeGreaterThan(0);
    expect(await walks({ novelty: 3, from: 150, visits })).toEqual(whole.slice(150));
  });

  it('takes the first actions in turn', async () => {
    const first = firstActions(await walks({ spreadFirstActions: true, count: 30 }));
    for (const action of ['a', 'b', 'c']) {
      expect(first.filter((taken) => taken === action)).toHaveLength(10);
    }
  });

  it('breaks some walks off early', async () => {
    const ends = (await walks({ earlyStops: 0.5 })).map(({ end }) => end);
    const early = ends.filter((end) => end === 'truncated').length;
    expect(early).toBeGreaterThan(20);
    expect(early).toBeLessThan(120);
  });

  it('takes policies and temperatures in turn', async () => {
    const mocks = [createMockPolicy(), createMockPolicy()];
    await walks({ policy: mocks, temperature: [0.5, 1.5], count: 40 });
    for (const { calls } of mocks) {
      expect(new Set(calls.map(({ options }) => options.temperature))).toEqual(new Set([0.5, 1.5]));
    }
  });
});

describe('the coverage of an exploration', () => {
  it('counts pages, final states, lengths and repetitions', async () => {
    const [first, ...rest] = await walks({ count: 300 });
    const coverage = new Coverage();
    expect(coverage.add(first!)).toBe(true);
    expect(coverage.add(first!)).toBe(false);
    for (const walk of rest) coverage.add(walk);
    const report = coverage.report();
    expect(report.walks).toBe(301);
    expect(report.repeatedWalks).toBeGreaterThanOrEqual(1);
    expect(report.lengths).toEqual({ least: 5, median: 5, most: 5 });
    expect(report.growth).toHaveLength(4);
    expect(report.growth.reduce((sum, found) => sum + found)).toBe(report.distinctObservations);
    expect(coverageLines(report).join('\n')).toContain('more exploring');
  });

  it('of nothing is nothing', () => {
    expect(new Coverage().report()).toMatchObject({
      walks: 0,
      growth: [],
      distinctObservations: 0,
    });
    expect(coverageLines(new Coverage().report())).toHaveLength(2);
  });
});

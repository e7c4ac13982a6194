import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_USAGE } from '../core/usage.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { explainDifference, explainPairs, explainSteps, type FeatureScorer } from './explain.ts';

const NAMES = ['a', 'b', 'c', 'd'];

/** Reads its features from the text of the last page. */
function scorerOf(score: (row: readonly number[]) => number): FeatureScorer {
  return {
    featureNames: NAMES,
    encode: (trajectories) =>
      Float32Array.from(trajectories.flatMap(({ final }) => final.text.split(' ').map(Number))),
    scoreRows: (rows) => {
      const count = rows.length / NAMES.length;
      const of = (row: number) => [...rows.subarray(row * NAMES.length, (row + 1) * NAMES.length)];
      return Promise.resolve(Float32Array.from({ length: count }, (_, row) => score(of(row))));
    },
  };
}

function seen(...pages: readonly (readonly number[])[]): Trajectory {
  const texts = pages.map((page) => page.join(' '));
  return {
    ...{ id: 't', benchmark: 'x', taskId: 'x', intent: 'x', end: 'finished', facts: {} },
    usage: NO_USAGE,
    steps: texts.slice(0, -1).map((text, index) => ({
      observation: { text },
      action: `action ${index}`,
    })),
    final: { text: texts.at(-1)! },
  };
}

const row = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 4, maxLength: 4 });

describe('the explanation of a difference', () => {
  it('is exact for a weighted sum', async () => {
    const weights = [2, -1, 0.5, 0];
    const scorer = scorerOf((values) =>
      values.reduce((sum, value, index) => sum + weights[index]! * value, 0),
    );
    const { before, after, contributions } = await explainDifference(
      scorer,
      seen([1, 1, 1, 1]),
      seen([2, 1, 5, 7]),
    );
    expect(after - before).toBe(4);
    expect(contributions.map(({ feature, contribution }) => [feature, contribution])).toEqual([
      ['a', 2],
      ['c', 2],
      ['d', 0],
    ]);
  });

  it('adds up to the difference for any model', async () => {
    const scorer = scorerOf(([a, b, c, d]) => Math.tanh(a! * b! - c!) + Math.max(0, d! * a!));
    await fc.assert(
      fc.asyncProperty(row, row, async (worse, better) => {
        const change = await explainDifference(scorer, seen(worse), seen(better));
        const sum = change.contributions.reduce((total, each) => total + each.contribution, 0);
        expect(sum).toBeCloseTo(change.after - change.before, 3);
      }),
    );
  });

  it('shares what two features do together only', async () => {
    const scorer = scorerOf(([a, b]) => a! * b!);
    const { contributions } = await explainDifference(
      scorer,
      seen([0, 0, 0, 0]),
      seen([1, 1, 0, 0]),
    );
    expect(contributions.map(({ contribution }) => contribution)).toEqual([0.5, 0.5]);
  });

  it('is empty between equals', async () => {
    const change = await explainDifference(
      scorerOf(([a]) => a!),
      seen([3, 0, 0, 0]),
      seen([3, 0, 0, 0]),
    );
    expect(change).toEqual({ before: 3, after: 3, contributions: [] });
  });
});

describe('the explanation of many pairs', () => {
  it('ranks features by how much they decided', async () => {
    const scorer = scorerOf(([a, b, c]) => 3 * a! + b! - 0.5 * c!);
    const row = (...values: number[]) => Float32Array.from(values);
    const shares = await explainPairs(scorer, [
      [row(1, 0, 0, 9), row(0, 1, 0, 9)],
      [row(1, 1, 2, 9), row(0, 0, 0, 9)],
    ]);
    expect(shares).toEqual([
      { feature: 'a', mean: 3, size: 3 },
      { feature: 'b', mean: 0, size: 1 },
      { feature: 'c', mean: -0.5, size: 0.5 },
    ]);
  });
});

describe('the explanation of a trajectory', () => {
  it('goes from the first page to the last, action by action', async () => {
    const scorer = scorerOf(([a, b]) => a! - b!);
    const steps = await explainSteps(scorer, seen([0, 0, 0, 0], [3, 0, 0, 0], [3, 1, 0, 0]));
    expect(steps.map(({ action, before, after }) => [action, before, after])).toEqual([
      ['action 0', 0, 3],
      ['action 1', 3, 2],
    ]);
    expect(steps[1]!.contributions).toEqual([
      { feature: 'b', before: 0, after: 1, contribution: -1 },
    ]);
  });
});

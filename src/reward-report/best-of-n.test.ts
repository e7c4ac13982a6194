import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOfNCurve, powersOfTwo, type Candidate } from './best-of-n.ts';
import { describeOverOptimisation, overOptimisation } from './over-optimisation.ts';

const score = fc.integer({ min: 0, max: 4 });
const candidate = fc.record({ predicted: score, truth: score });
const set = fc.array(candidate, { minLength: 1, maxLength: 5 });

/** Every sequence of n draws, one by one. */
function enumerated(set: readonly Candidate[], n: number): number {
  const sequences = set.length ** n;
  let total = 0;
  for (let code = 0; code < sequences; code += 1) {
    const drawn = Array.from({ length: n }, (_, place) => {
      return set[Math.floor(code / set.length ** place) % set.length]!;
    });
    const highest = Math.max(...drawn.map(({ predicted }) => predicted));
    const tied = set.filter(({ predicted }) => predicted === highest);
    total += tied.reduce((sum, { truth }) => sum + truth, 0) / tied.length;
  }
  return total / sequences;
}

describe('bestOfNCurve', () => {
  it('is the mean over all sequences of draws', () => {
    fc.assert(
      fc.property(set, fc.integer({ min: 1, max: 4 }), (candidates, n) => {
        const [point] = bestOfNCurve([candidates], [n]);
        expect(point!.truth).toBeCloseTo(enumerated(candidates, n), 10);
      }),
    );
  });

  it('never lets the predicted score or the oracle fall, and the oracle is never below the pick', () => {
    fc.assert(
      fc.property(fc.array(set, { minLength: 1, maxLength: 4 }), (sets) => {
        const curve = bestOfNCurve(sets, [1, 2, 4, 8]);
        curve.forEach((point, place) => {
          expect(point.oracle).toBeGreaterThanOrEqual(point.truth - 1e-12);
          const before = curve[place - 1] ?? point;
          expect(point.predicted).toBeGreaterThanOrEqual(before.predicted - 1e-12);
          expect(point.oracle).toBeGreaterThanOrEqual(before.oracle - 1e-12);
        });
      }),
    );
  });

  it('has no points without candidates', () => {
    expect(bestOfNCurve([[]], [1, 2])).toEqual([]);
    expect(powersOfTwo(5)).toEqual([1, 2, 4, 8]);
  });
});

describe('overOptimisation', () => {
  it('finds where the true score falls while the predicted score rises', () => {
    // The best by prediction is a cheat, which few draws miss.
    const candidates = [
      { predicted: 9, truth: 0 },
      ...Array.from({ length: 15 }, (_, index) => ({ predicted: index / 15, truth: index / 15 })),
    ];
    const curve = bestOfNCurve([candidates], powersOfTwo(64));
    const found = overOptimisation(curve)!;
    expect(found).toMatchObject({ turns: true });
    expect(found.bestN).toBeGreaterThan(1);
    expect(found.bestN).toBeLessThan(64);
    expect(describeOverOptimisation(curve)).toContain(`turns at N = ${found.bestN}`);
  });

  it('finds nothing in a reward that is the truth', () => {
    const candidates = [0, 1, 2].map((truth) => ({ predicted: truth, truth }));
    expect(overOptimisation(bestOfNCurve([candidates], [1, 2, 4]))).toMatchObject({ turns: false });
    expect(overOptimisation([])).toBeUndefined();
  });
});

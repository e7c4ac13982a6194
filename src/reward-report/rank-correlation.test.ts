import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankCorrelation } from './rank-correlation.ts';

const sides = fc
  .array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 })), {
    minLength: 2,
  })
  .map((rows) => [rows.map(([x]) => x), rows.map(([, y]) => y)] as const);

describe('rankCorrelation', () => {
  it('is 1 for equal orders, -1 for opposite ones and null where a side does not vary', () => {
    expect(rankCorrelation([1, 2, 5], [10, 20, 21])).toBeCloseTo(1);
    expect(rankCorrelation([1, 2, 5], [3, 2, 1])).toBeCloseTo(-1);
    expect(rankCorrelation([1, 1, 1], [3, 2, 1])).toBeNull();
    expect(rankCorrelation([], [])).toBeNull();
  });

  it('gives equal numbers their mean rank', () => {
    expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5));
  });

  it('depends on the order alone, is symmetric and turns with a side', () => {
    fc.assert(
      fc.property(sides, ([xs, ys]) => {
        const own = rankCorrelation(xs, ys);
        expect(rankCorrelation(ys, xs)).toBe(own);
        expect(
          rankCorrelation(
            xs.map((x) => x ** 3 + 2),
            ys,
          ),
        ).toBe(own);
        const turned = rankCorrelation(
          xs.map((x) => -x),
          ys,
        );
        if (own === null) expect(turned).toBeNull();
        else {
          expect(Math.abs(own)).toBeLessThanOrEqual(1 + 1e-12);
          expect(turned).toBeCloseTo(-own, 10);
        }
      }),
    );
  });
});

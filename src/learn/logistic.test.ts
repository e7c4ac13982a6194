import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logisticLoss, sigmoid, softplus } from './logistic.ts';

describe('the logistic functions', () => {
  it('agree with their definitions where those can be computed', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
        expect(sigmoid(x)).toBeCloseTo(1 / (1 + Math.exp(-x)), 14);
        expect(softplus(x)).toBeCloseTo(Math.log(1 + Math.exp(x)), 12);
        expect(logisticLoss(x, 1)).toBeCloseTo(-Math.log(sigmoid(x)), 9);
      }),
    );
  });

  it('neither overflow nor lose tiny values', () => {
    expect([sigmoid(1e308), sigmoid(-1e308)]).toEqual([1, 0]);
    expect([softplus(1e308), softplus(-1e308)]).toEqual([1e308, 0]);
    expect(softplus(-50)).toBeCloseTo(Math.exp(-50), 30);
    expect(sigmoid(-50) / Math.exp(-50)).toBeCloseTo(1, 12);
  });
});

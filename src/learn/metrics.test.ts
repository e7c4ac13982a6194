import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auroc, calibrationError, measure, measureSet, type JudgedPair } from './metrics.ts';

function judged(positive: number, negative: number, rest: Partial<JudgedPair> = {}): JudgedPair {
  return {
    positive: { raw: positive, value: 0.5, target: 1 },
    negative: { raw: negative, value: 0.5, target: 0 },
    preference: 1,
    stage: 'finished',
    negativeKind: 'other-walk',
    ...rest,
  };
}

describe('measureSet', () => {
  it('counts a tie one half and reports ties apart', () => {
    const set = measureSet([judged(1, 0), judged(2, 0), judged(0, 1), judged(3, 3)]);
    expect(set).toMatchObject({ pairs: 4, pairAccuracy: 0.625, ties: 0.25 });
  });

  it('takes the preference for the truth, and asks nothing of undecided pairs', () => {
    const set = measureSet([
      judged(0, 1, { preference: 0.2 }),
      judged(1, 0, { preference: 0.9 }),
      judged(5, 0, { preference: 0.5 }),
    ]);
    expect(set).toMatchObject({ pairs: 3, pairAccuracy: 1, ties: 0 });
  });

  it('gives the mean cross-entropy of the preferences', () => {
    const { pairLogLoss } = measureSet([judged(1, 1), judged(2, 0)]);
    expect(pairLogLoss).toBeCloseTo((Math.LN2 + Math.log(1 + Math.exp(-2))) / 2, 12);
  });

  it('says null where there is nothing to measure', () => {
    expect(measureSet([])).toEqual({
      pairs: 0,
      pairAccuracy: null,
      ties: null,
      pairLogLoss: null,
      calibrationError: null,
      auroc: null,
    });
    const unknown = { raw: 1, value: 0.5 };
    const set = measureSet([judged(1, 0, { positive: unknown, negative: unknown })]);
    expect(set).toMatchObject({ calibrationError: null, auroc: null, pairAccuracy: 0.5 });
  });
});

describe('measure', () => {
  it('measures each stage and each kind of negative apart', () => {
    const metrics = measure([
      judged(1, 0),
      judged(0, 1, { stage: 'prefix', negativeKind: 'dead-end' }),
      judged(1, 0, { stage: 'prefix' }),
    ]);
    expect(metrics.overall.pairs).toBe(3);
    expect(metrics.stages['finished']).toMatchObject({ pairs: 1, pairAccuracy: 1 });
    expect(metrics.stages['prefix']).toMatchObject({ pairs: 2, pairAccuracy: 0.5 });
    expect(Object.keys(metrics.negativeKinds)).toEqual(['dead-end', 'other-walk']);
    expect(metrics.negativeKinds['dead-end']).toMatchObject({ pairs: 1, pairAccuracy: 0 });
  });
});

describe('auroc', () => {
  it('is the share of success-failure pairs in the right order, ties one half', () => {
    const examples = [
      { value: 0.9, target: 1 },
      { value: 0.4, target: 1 },
      { value: 0.4, target: 0 },
      { value: 0.6, target: 0 },
    ];
    // 0.9 beats both (2), 0.4 ties with one (0.5) and loses to the other: 2.5 of 4.
    expect(auroc(examples)).toBe(0.625);
  });

  it('is undefined with one class', () => {
    expect(auroc([{ value: 0.4, target: 1 }])).toBeNull();
  });
});

describe('calibrationError', () => {
  it('is the mean distance of predictions and outcomes over bins of equal size', () => {
    // 30 examples in 15 bins of two; each bin predicts 0.25 too little.
    const examples = Array.from({ length: 30 }, (_, index) => {
      const value = 0.01 + 0.02 * (index >> 1) + 0.001 * (index & 1);
      return { value, target: value + 0.25 };
    });
    expect(calibrationError(examples)).toBeCloseTo(0.25, 12);
  });

  it('is zero for a constant that predicts the base rate, in any order', () => {
    const successesFirst = Array.from({ length: 60 }, (_, index) => ({
      value: 0.5,
      target: index < 30 ? 1 : 0,
    }));
    expect(calibrationError(successesFirst)).toBeCloseTo(0, 12);
  });

  it('does not depend on the order and lies between 0 and 1', () => {
    const examples = fc.array(
      fc.record({
        value: fc.constantFrom(0, 0.2, 0.5, 0.7, 1),
        target: fc.constantFrom(0, 0.5, 1),
      }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(examples, (list) => {
        const error = calibrationError(list)!;
        expect(error).toBeGreaterThanOrEqual(0);
        expect(error).toBeLessThanOrEqual(1);
        expect(calibrationError([...list].reverse())).toBeCloseTo(error, 9);
        expect(auroc([...list].reverse())).toEqual(auroc(list));
      }),
    );
  });
});

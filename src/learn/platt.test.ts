import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../core/rng.ts';
import { calibrate, type CalibrationExample } from './calibration.ts';
import { sigmoid } from './logistic.ts';
import { calibrationLoss, fitPlatt } from './platt.ts';
import { gaussian } from './testing/planted-pairs.ts';

/** Raw rewards that are `scale` times too large and off by `shift`. */
function examplesOf(scale: number, shift: number, count = 4000): CalibrationExample[] {
  const rng = createRng(7);
  return Array.from({ length: count }, () => {
    const logit = 2 * gaussian(rng);
    return { raw: scale * logit + shift, target: rng.next() < sigmoid(logit) ? 1 : 0, weight: 1 };
  });
}

/** Platt's targets: what a posterior with a uniform prior expects of each class. */
function smooth(examples: readonly CalibrationExample[]): CalibrationExample[] {
  const mass = (of: (example: CalibrationExample) => number) =>
    examples.reduce((sum, example) => sum + example.weight * of(example), 0);
  const successes = mass(({ target }) => target);
  const failures = mass(({ target }) => 1 - target);
  const high = (successes + 1) / (successes + 2);
  const low = 1 / (failures + 2);
  return examples.map((example) => ({
    ...example,
    target: example.target * high + (1 - example.target) * low,
  }));
}

describe('fitPlatt', () => {
  it('finds the slope and shift that made the examples', () => {
    const { a, b } = fitPlatt(examplesOf(4, 8));
    expect(a).toBeCloseTo(0.25, 1);
    expect(b).toBeCloseTo(-2, 0);
  });

  it('lowers the log-loss against the raw rewards taken as log-odds', () => {
    const examples = examplesOf(4, 8);
    const before = calibrationLoss({ a: 1, b: 0 }, examples);
    expect(calibrationLoss(fitPlatt(examples), examples)).toBeLessThan(before / 2);
  });

  it('is at a minimum: no small change lowers the loss of the smoothed targets', () => {
    const examples = examplesOf(0.5, -1, 300);
    const smoothed = smooth(examples);
    const { a, b } = fitPlatt(examples);
    const best = calibrationLoss({ a, b }, smoothed);
    for (const [da, db] of [
      [1e-3, 0],
      [-1e-3, 0],
      [0, 1e-3],
      [0, -1e-3],
    ] as const) {
      expect(calibrationLoss({ a: a + da, b: b + db }, smoothed)).toBeGreaterThan(best);
    }
  });

  it('keeps the order of raw rewards even when they rank the wrong way round', () => {
    const examples = examplesOf(-1, 0);
    const calibration = fitPlatt(examples);
    expect(calibration.a).toBeGreaterThan(0);
    const meanTarget = examples.reduce((sum, { target }) => sum + target, 0) / examples.length;
    expect(calibrate(calibration, 0)).toBeCloseTo(meanTarget, 1);
  });

  it('stays finite where success and failure are perfectly apart, or nothing is', () => {
    const apart = [-2, -1, 1, 2].map((raw) => ({ raw, target: raw > 0 ? 1 : 0, weight: 1 }));
    const fitted = fitPlatt(apart);
    expect(calibrate(fitted, 2)).toBeGreaterThan(0.7);
    expect(calibrate(fitted, 2)).toBeLessThan(1);
    const same = fitPlatt(apart.map((example) => ({ ...example, raw: 3 })));
    expect(calibrate(same, 3)).toBeCloseTo(0.5, 6);
  });

  it('ignores examples of weight 0', () => {
    const examples = examplesOf(1, 0, 200);
    const noise = examples.map(({ raw }) => ({ raw: -9 * raw, target: 1, weight: 0 }));
    const { a, b } = fitPlatt([...examples, ...noise]);
    const alone = fitPlatt(examples);
    expect(a).toBeCloseTo(alone.a, 6);
    expect(b).toBeCloseTo(alone.b, 6);
  });

  it('always gives a rising, finite calibration that beats even odds', () => {
    const anyExample = fc.record({
      raw: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      target: fc.double({ min: 0, max: 1, noNaN: true }),
      weight: fc.constantFrom(0.5, 1),
    });
    fc.assert(
      fc.property(fc.array(anyExample, { maxLength: 30 }), (examples) => {
        const { a, b } = fitPlatt(examples);
        expect(a).toBeGreaterThan(0);
        expect(Number.isFinite(a) && Number.isFinite(b)).toBe(true);
        const loss = calibrationLoss({ a, b }, smooth(examples));
        expect(loss).toBeLessThan(Math.LN2 + 1e-3);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../core/rng.ts';
import { calibrate, type Calibration, type CalibrationExample } from './calibration.ts';
import { fitIsotonic } from './isotonic.ts';
import { fitPlatt } from './platt.ts';

const example: fc.Arbitrary<CalibrationExample> = fc.record({
  raw: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  target: fc.double({ min: 0, max: 1, noNaN: true }),
  weight: fc.constantFrom(0, 0.5, 1),
});
const anyExamples = fc.array(example, { maxLength: 40 });

describe('fitIsotonic', () => {
  it('never falls, and stays between 0 and 1', () => {
    const raw = fc.double({ min: -2e3, max: 2e3, noNaN: true });
    fc.assert(
      fc.property(anyExamples, raw, raw, (examples, one, other) => {
        const calibration = fitIsotonic(examples);
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((value) =>
          calibrate(calibration, value),
        ) as [number, number];
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('has knots that rise in both, inside what was seen', () => {
    fc.assert(
      fc.property(anyExamples, (examples) => {
        const { knots } = fitIsotonic(examples);
        expect(knots.length).toBeGreaterThan(0);
        knots.slice(1).forEach((knot, index) => {
          expect(knot.raw).toBeGreaterThanOrEqual(knots[index]!.raw);
          expect(knot.value).toBeGreaterThan(knots[index]!.value);
        });
        for (const { value } of knots) {
          expect(value).toBeGreaterThan(0);
          expect(value).toBeLessThan(1);
        }
      }),
    );
  });

  it('does not depend on the order of the examples', () => {
    fc.assert(
      fc.property(anyExamples, (examples) => {
        const turned = fitIsotonic([...examples].reverse()).knots;
        const straight = fitIsotonic(examples).knots;
        expect(turned).toHaveLength(straight.length);
        turned.forEach(({ raw, value }, index) => {
          expect(raw).toBeCloseTo(straight[index]!.raw, 6);
          expect(value).toBeCloseTo(straight[index]!.value, 9);
        });
      }),
    );
  });

  it('pools neighbours that are in the wrong order and draws lines between the rest', () => {
    const many = (raw: number, target: number) =>
      Array.from({ length: 1000 }, () => ({ raw, target, weight: 1 }));
    const examples = [...many(0, 0.1), ...many(2, 0.6), ...many(4, 0.4), ...many(5, 0.9)];
    const { knots } = fitIsotonic(examples);
    expect(knots.map(({ raw }) => raw)).toEqual([0, 3, 5]);
    const expected = [0.1, 0.5, 0.9];
    knots.forEach(({ value }, index) => {
      expect(value).toBeCloseTo(expected[index]!, 3);
    });
    expect(calibrate({ kind: 'isotonic', knots }, 1.5)).toBeCloseTo(0.3, 3);
  });

  it('tells rewards beyond the ends apart', () => {
    const calibration = fitIsotonic([
      { raw: -1, target: 0, weight: 1 },
      { raw: 1, target: 1, weight: 1 },
    ]);
    const values = [-5, -2, -1, 0, 1, 2, 5].map((raw) => calibrate(calibration, raw));
    expect(values).toEqual([...values].sort((one, other) => one - other));
    expect(new Set(values).size).toBe(values.length);
  });

  it('is nearer than Platt scaling where success is no logistic curve of the reward', () => {
    const train = stepped(1);
    const test = stepped(2);
    expect(squares(fitIsotonic(train), test)).toBeLessThan(squares(fitPlatt(train), test));
  });

  it('gives even odds when it has seen nothing', () => {
    expect(calibrate(fitIsotonic([]), 0)).toBe(0.5);
  });
});

/** Three kinds of trajectories, of which 5, 60 and 65 per cent succeed. */
function stepped(seed: number): CalibrationExample[] {
  const rng = createRng(seed);
  return Array.from({ length: 3000 }, () => {
    const raw = 6 * rng.next() - 3;
    const chance = raw < -1 ? 0.05 : raw < 1 ? 0.6 : 0.65;
    return { raw, target: rng.next() < chance ? 1 : 0, weight: 1 };
  });
}

function squares(calibration: Calibration, examples: readonly CalibrationExample[]): number {
  const distances = examples.map(({ raw, target }) => target - calibrate(calibration, raw));
  return distances.reduce((sum, distance) => sum + distance * distance, 0);
}

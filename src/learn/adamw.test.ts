import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AdamW, clipByNorm } from './adamw.ts';

describe('AdamW', () => {
  it('takes a first step of the learning rate against the sign of each gradient', () => {
    const parameters = Float64Array.of(1, -2, 3);
    new AdamW(3, 0, () => true).step(parameters, Float64Array.of(0.3, -4, 0), 0.1);
    expect(parameters[0]).toBeCloseTo(0.9, 6);
    expect(parameters[1]).toBeCloseTo(-1.9, 6);
    expect(parameters[2]).toBe(3);
  });

  it('follows the published update over several steps', () => {
    const parameters = Float64Array.of(0.5);
    const optimizer = new AdamW(1, 0.1, () => true);
    let expected = 0.5;
    let first = 0;
    let second = 0;
    for (const [index, gradient] of [0.2, -0.7, 0.4, 0.1].entries()) {
      first = 0.9 * first + 0.1 * gradient;
      second = 0.999 * second + 0.001 * gradient ** 2;
      const firstUnbiased = first / (1 - 0.9 ** (index + 1));
      const secondUnbiased = second / (1 - 0.999 ** (index + 1));
      const change = firstUnbiased / (Math.sqrt(secondUnbiased) + 1e-8);
      expected -= 0.01 * (change + 0.1 * expected);
      optimizer.step(parameters, Float64Array.of(gradient), 0.01);
      expect(parameters[0]).toBeCloseTo(expected, 12);
    }
  });

  it('shrinks weights but not biases when there is no gradient', () => {
    const parameters = Float64Array.of(2, 2);
    new AdamW(2, 0.5, (index) => index === 0).step(parameters, new Float64Array(2), 0.1);
    expect([...parameters]).toEqual([1.9, 2]);
  });
});

describe('clipByNorm', () => {
  it('keeps the direction and bounds the norm', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }),
        (values) => {
          const gradients = Float64Array.from(values);
          const before = Math.hypot(...values);
          clipByNorm(gradients, 1);
          expect(Math.hypot(...gradients)).toBeLessThanOrEqual(1 + 1e-9);
          if (before <= 1) expect([...gradients]).toEqual(values);
          else {
            gradients.forEach((gradient, index) => {
              expect(gradient).toBeCloseTo(values[index]! / before, 9);
            });
          }
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logisticLoss } from './logistic.ts';
import { plackettLuceLoss } from './plackett-luce.ts';

const scoresOf = (minLength: number) =>
  fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength, maxLength: 7 });
const STEP = 1e-5;

describe('plackettLuceLoss', () => {
  it('of two attempts is the loss of Bradley and Terry', () => {
    fc.assert(
      fc.property(scoresOf(2), ([better, worse]) => {
        const { loss, gradients } = lossOf([better!, worse!]);
        expect(loss).toBeCloseTo(logisticLoss(better! - worse!, 1), 10);
        expect(gradients[0]).toBeCloseTo(-gradients[1]!, 10);
      }),
    );
  });

  it('of equal scores is the log of the number of rankings', () => {
    expect(lossOf([0.3, 0.3, 0.3, 0.3]).loss).toBeCloseTo(Math.log(24), 12);
  });

  it('says nothing of one attempt or none', () => {
    expect(lossOf([4]).loss).toBe(0);
    expect(lossOf([4]).gradients[0]).toBeCloseTo(0, 12);
    expect(lossOf([]).loss).toBe(0);
  });

  it('has the gradients that finite differences find', () => {
    fc.assert(
      fc.property(scoresOf(1), (scores) => {
        const { gradients } = lossOf(scores);
        scores.forEach((score, place) => {
          const at = (shift: number) => lossOf(scores.with(place, score + shift)).loss;
          expect(gradients[place]).toBeCloseTo((at(STEP) - at(-STEP)) / (2 * STEP), 5);
        });
      }),
    );
  });

  it('does not change when all scores move together', () => {
    fc.assert(
      fc.property(scoresOf(1), fc.double({ min: -50, max: 50, noNaN: true }), (scores, shift) => {
        const moved = lossOf(scores.map((score) => score + shift));
        expect(moved.loss).toBeCloseTo(lossOf(scores).loss, 8);
        expect(moved.gradients.reduce((sum, slope) => sum + slope, 0)).toBeCloseTo(0, 8);
      }),
    );
  });

  it('is a log-probability: over all rankings of three it sums to 1', () => {
    fc.assert(
      fc.property(scoresOf(3), ([a, b, c]) => {
        const rankings = [
          [a, b, c],
          [a, c, b],
          [b, a, c],
          [b, c, a],
          [c, a, b],
          [c, b, a],
        ] as [number, number, number][];
        const total = rankings.reduce((sum, scores) => sum + Math.exp(-lossOf(scores).loss), 0);
        expect(total).toBeCloseTo(1, 10);
      }),
    );
  });

  it('stays finite for enormous scores', () => {
    const { loss, gradients } = lossOf([-1e6, 1e6]);
    expect(loss).toBe(2e6);
    expect([...gradients]).toEqual([-1, 1]);
  });
});

function lossOf(scores: readonly number[]) {
  const gradients = new Float64Array(scores.length).fill(NaN);
  return { loss: plackettLuceLoss(Float64Array.from(scores), gradients), gradients };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { davidsonLoss, davidsonProbabilities, type ComparisonOutcome } from './davidson.ts';
import { logisticLoss, sigmoid } from './logistic.ts';

const score = fc.double({ min: -20, max: 20, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const outcome = fc.tuple(share, share).map(([tied, first]): ComparisonOutcome => ({
  tie: tied,
  firstWins: (1 - tied) * first,
  secondWins: (1 - tied) * (1 - first),
}));
const STEP = 1e-5;

describe('davidsonLoss', () => {
  it('is the loss of Bradley and Terry where there are no ties', () => {
    fc.assert(
      fc.property(score, score, share, (first, second, wins) => {
        const known = { firstWins: wins, secondWins: 1 - wins, tie: 0 };
        const { loss, firstSlope, secondSlope } = davidsonLoss(first, second, -Infinity, known);
        expect(loss).toBeCloseTo(logisticLoss(first - second, wins), 8);
        expect(firstSlope).toBeCloseTo(sigmoid(first - second) - wins, 10);
        expect(secondSlope).toBeCloseTo(-firstSlope, 10);
      }),
    );
  });

  it('has the slopes that finite differences find', () => {
    fc.assert(
      fc.property(score, score, score, outcome, (first, second, logTies, known) => {
        const { firstSlope, secondSlope, logTiesSlope } = davidsonLoss(
          first,
          second,
          logTies,
          known,
        );
        const slope = (lossAt: (shift: number) => { readonly loss: number }) =>
          (lossAt(STEP).loss - lossAt(-STEP).loss) / (2 * STEP);
        expect(firstSlope).toBeCloseTo(
          slope((shift) => davidsonLoss(first + shift, second, logTies, known)),
          5,
        );
        expect(secondSlope).toBeCloseTo(
          slope((shift) => davidsonLoss(first, second + shift, logTies, known)),
          5,
        );
        expect(logTiesSlope).toBeCloseTo(
          slope((shift) => davidsonLoss(first, second, logTies + shift, known)),
          5,
        );
      }),
    );
  });

  it('does not care which side is called first', () => {
    fc.assert(
      fc.property(score, score, score, outcome, (first, second, logTies, known) => {
        const { firstWins, secondWins, tie } = known;
        const turned = { firstWins: secondWins, secondWins: firstWins, tie };
        const straight = davidsonLoss(first, second, logTies, known);
        const other = davidsonLoss(second, first, logTies, turned);
        expect(other.loss).toBeCloseTo(straight.loss, 10);
        expect(other.firstSlope).toBeCloseTo(straight.secondSlope, 10);
      }),
    );
  });

  it('brings scores together after a tie', () => {
    const { firstSlope, secondSlope } = davidsonLoss(2, 0, 0, {
      firstWins: 0,
      secondWins: 0,
      tie: 1,
    });
    expect(firstSlope).toBeGreaterThan(0);
    expect(secondSlope).toBeLessThan(0);
  });

  it('stays finite for enormous scores', () => {
    const known = { firstWins: 1, secondWins: 0, tie: 0 };
    expect(davidsonLoss(-1e6, 1e6, 0, known)).toEqual({
      loss: 2e6,
      firstSlope: -1,
      secondSlope: 1,
      logTiesSlope: 0,
    });
  });
});

describe('davidsonProbabilities', () => {
  it('sum to 1, and ties are likeliest between equals', () => {
    fc.assert(
      fc.property(score, score, score, (first, second, logTies) => {
        const { firstWins, secondWins, tie } = davidsonProbabilities(first, second, logTies);
        expect(firstWins + secondWins + tie).toBeCloseTo(1, 10);
        const middle = (first + second) / 2;
        expect(davidsonProbabilities(middle, middle, logTies).tie).toBeGreaterThanOrEqual(
          tie - 1e-12,
        );
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairLoss, type PairLossWeights, type ScoredBatch } from './losses.ts';

const PAIRWISE_ONLY = { centring: 0, anchor: 0 };

interface OnePair {
  readonly positive: number;
  readonly negative: number;
  readonly times?: number;
  readonly preference?: number;
  readonly margin?: number;
  readonly positiveTarget?: number;
  readonly negativeTarget?: number;
  readonly positiveWeight?: number;
  readonly negativeWeight?: number;
}

const score = fc.double({ min: -30, max: 30, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyPair: fc.Arbitrary<Required<OnePair>> = fc.record({
  times: fc.integer({ min: 0, max: 3 }),
  positive: score,
  negative: score,
  preference: share,
  margin: share,
  positiveTarget: share,
  negativeTarget: share,
  positiveWeight: share,
  negativeWeight: share,
});

describe('pairLoss', () => {
  it('is minus the log of the probability that the better side wins', () => {
    const { loss, positiveSlope, negativeSlope } = lossOf([{ positive: 2, negative: 0.5 }]);
    expect(loss).toBeCloseTo(-Math.log(1 / (1 + Math.exp(-1.5))), 12);
    expect(positiveSlope).toBeCloseTo(1 / (1 + Math.exp(-1.5)) - 1, 12);
    expect(negativeSlope).toBeCloseTo(-positiveSlope, 12);
  });

  it('is ln 2 for equal scores, whatever the preference', () => {
    fc.assert(
      fc.property(score, share, (value, preference) => {
        const { loss } = lossOf([{ positive: value, negative: value, preference }]);
        expect(loss).toBeCloseTo(Math.LN2, 12);
      }),
    );
  });

  it('asks for a difference of at least the margin', () => {
    const { loss } = lossOf([{ positive: 3, negative: 1, margin: 2 }]);
    expect(loss).toBeCloseTo(Math.LN2, 12);
  });

  it('pulls the sum of the scores to zero by the centring term', () => {
    const { loss, positiveSlope, negativeSlope } = lossOf(
      [{ positive: 3, negative: 3, preference: 0.5 }],
      { centring: 0.01, anchor: 0 },
    );
    expect(loss).toBeCloseTo(Math.LN2 + 0.36, 12);
    expect(positiveSlope).toBeCloseTo(0.12, 12);
    expect(negativeSlope).toBeCloseTo(0.12, 12);
  });

  it('pulls each score to the log-odds of its target by the anchor, as much as it weighs', () => {
    const { positiveSlope, negativeSlope } = lossOf(
      [{ positive: 0, negative: 0, preference: 0.5, positiveTarget: 1, negativeTarget: 0.25 }],
      { centring: 0, anchor: 0.2 },
    );
    expect(positiveSlope).toBeCloseTo(-0.1, 12);
    expect(negativeSlope).toBeCloseTo(0.05, 12);
    const unknown = lossOf(
      [{ positive: 0, negative: 0, preference: 0.5, positiveTarget: 1, positiveWeight: 0 }],
      { centring: 0, anchor: 0.2 },
    );
    expect(unknown.positiveSlope).toBeCloseTo(0, 12);
  });

  it('has the gradients that finite differences find', () => {
    fc.assert(
      fc.property(anyPair, (pair) => {
        const weights = { centring: 0.01, anchor: 0.2 };
        const { positiveSlope, negativeSlope } = lossOf([pair], weights);
        const step = 1e-5;
        const slope = (side: 'positive' | 'negative') => {
          const at = (shift: number) =>
            lossOf([{ ...pair, [side]: pair[side] + shift }], weights).loss;
          return (at(step) - at(-step)) / (2 * step);
        };
        expect(positiveSlope).toBeCloseTo(slope('positive'), 5);
        expect(negativeSlope).toBeCloseTo(slope('negative'), 5);
      }),
    );
  });

  it('does not care which side is called positive when the preference turns with it', () => {
    fc.assert(
      fc.property(anyPair, (pair) => {
        const turned = {
          times: pair.times,
          positive: pair.negative,
          negative: pair.positive,
          preference: 1 - pair.preference,
          positiveTarget: pair.negativeTarget,
          negativeTarget: pair.positiveTarget,
          positiveWeight: pair.negativeWeight,
          negativeWeight: pair.positiveWeight,
        };
        const weights = { centring: 0.01, anchor: 0.2 };
        const straight = lossOf([{ ...pair, margin: 0 }], weights);
        const other = lossOf([turned], weights);
        expect(other.loss).toBeCloseTo(straight.loss, 8);
        expect(other.positiveSlope).toBeCloseTo(straight.negativeSlope, 8);
      }),
    );
  });

  it('is the mean over the pairs', () => {
    fc.assert(
      fc.property(fc.array(anyPair, { minLength: 1, maxLength: 5 }), (pairs) => {
        const weights = { centring: 0.01, anchor: 0.2 };
        const single = pairs.map((pair) => lossOf([pair], weights).loss);
        const mean = single.reduce((sum, loss) => sum + loss, 0) / pairs.length;
        expect(lossOf(pairs, weights).loss).toBeCloseTo(mean, 8);
      }),
    );
  });

  it('counts a pair as often as it is said to', () => {
    const [one, other] = [
      { positive: 0.3, negative: -0.2 },
      { positive: -1, negative: 2 },
    ];
    const twice = lossOf([
      { ...one, times: 2 },
      { ...other, times: 0 },
    ]);
    expect(twice.loss).toBeCloseTo(lossOf([one, one]).loss, 12);
    expect(twice.positiveSlope).toBeCloseTo(lossOf([one]).positiveSlope, 12);
  });

  it('stays finite for enormous scores', () => {
    const { loss, positiveSlope } = lossOf([{ positive: -1e6, negative: 1e6 }], {
      centring: 0,
      anchor: 0.2,
    });
    expect(loss).toBeCloseTo(2e6 + 0.4e6, 3);
    expect(positiveSlope).toBeCloseTo(-1.2, 12);
    expect(lossOf([{ positive: 1e6, negative: -1e6 }]).loss).toBe(0);
  });
});

function lossOf(pairs: readonly OnePair[], weights: PairLossWeights = PAIRWISE_ONLY) {
  const column = (value: (pair: OnePair) => number) => Float64Array.from(pairs, value);
  const batch: ScoredBatch = {
    positiveScores: column(({ positive }) => positive),
    negativeScores: column(({ negative }) => negative),
    multiplicities: column(({ times = 1 }) => times),
    preferences: column(({ preference = 1 }) => preference),
    margins: column(({ margin = 0 }) => margin),
    positiveTargets: column(({ positiveTarget = 1 }) => positiveTarget),
    negativeTargets: column(({ negativeTarget = 0 }) => negativeTarget),
    positiveWeights: column(({ positiveWeight = 1 }) => positiveWeight),
    negativeWeights: column(({ negativeWeight = 1 }) => negativeWeight),
  };
  const positiveGradients = new Float64Array(pairs.length);
  const negativeGradients = new Float64Array(pairs.length);
  const loss = pairLoss(batch, weights, positiveGradients, negativeGradients);
  return { loss, positiveSlope: positiveGradients[0]!, negativeSlope: negativeGradients[0]! };
}

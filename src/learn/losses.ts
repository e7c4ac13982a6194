import { logisticLoss, sigmoid } from './logistic.ts';

/**
 * Keeps rewards near 0, where the pairwise loss leaves their sum free (centring; Eisenstein et
 * al., arXiv 2312.09244; the value is the one that TRL's documentation recommends).
 */
export const CENTRING_WEIGHT = 1e-2;

/**
 * Ties rewards to the log-odds of success, so that 0 is a threshold and the reward of one
 * trajectory means something. Small against the pairwise loss, which ranks better (ARMAP, arXiv
 * 2502.12130, ablation of pairwise against pointwise).
 */
export const ANCHOR_WEIGHT = 0.2;

export interface PairLossWeights {
  readonly centring: number;
  readonly anchor: number;
}

/** A batch of n pairs; every array has `[n]` entries. */
export interface ScoredBatch {
  readonly positiveScores: Float64Array;
  readonly negativeScores: Float64Array;
  /** How often each pair counts. */
  readonly multiplicities: Float64Array;
  /** Probability that the positive is the better one. */
  readonly preferences: Float64Array;
  readonly margins: Float64Array;
  readonly positiveTargets: Float64Array;
  readonly negativeTargets: Float64Array;
  /** How much each target counts in the anchor. */
  readonly positiveWeights: Float64Array;
  readonly negativeWeights: Float64Array;
}

/**
 * The loss of a batch. With p and q the scores of the positives and negatives, y the preferences,
 * m the margins, s the targets and w their weights, all of it times how often the pair counts, a
 * mean over the n pairs:
 *
 *   softplus(z) - y z with z = p - q - m             Bradley-Terry with soft labels
 *   + centring * (p + q)^2
 *   + anchor * sum over both sides of w * cross-entropy(sigmoid(score), s)
 *
 * @param positiveGradients dLoss/dp, `[n]`, overwritten
 * @param negativeGradients dLoss/dq, `[n]`, overwritten
 */
export function pairLoss(
  batch: ScoredBatch,
  weights: PairLossWeights,
  positiveGradients: Float64Array,
  negativeGradients: Float64Array,
): number {
  const count = batch.positiveScores.length;
  let loss = 0;
  for (let index = 0; index < count; index += 1) {
    const times = batch.multiplicities[index]!;
    const positive = batch.positiveScores[index]!;
    const negative = batch.negativeScores[index]!;
    const preference = batch.preferences[index]!;
    const difference = positive - negative - batch.margins[index]!;
    const sum = positive + negative;
    const positiveTarget = batch.positiveTargets[index]!;
    const negativeTarget = batch.negativeTargets[index]!;
    const positiveWeight = weights.anchor * batch.positiveWeights[index]!;
    const negativeWeight = weights.anchor * batch.negativeWeights[index]!;

    loss +=
      times *
      (logisticLoss(difference, preference) +
        weights.centring * sum * sum +
        positiveWeight * logisticLoss(positive, positiveTarget) +
        negativeWeight * logisticLoss(negative, negativeTarget));

    const differenceSlope = sigmoid(difference) - preference;
    const centringSlope = 2 * weights.centring * sum;
    const positiveSlope = positiveWeight * (sigmoid(positive) - positiveTarget);
    const negativeSlope = negativeWeight * (sigmoid(negative) - negativeTarget);
    positiveGradients[index] = (times * (differenceSlope + centringSlope + positiveSlope)) / count;
    negativeGradients[index] = (times * (-differenceSlope + centringSlope + negativeSlope)) / count;
  }
  return loss / count;
}

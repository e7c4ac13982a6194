import type { PairStage } from './encoded-pair.ts';
import { logisticLoss } from './logistic.ts';

/** What a reward model said of the two sides of a pair, and what is true of them. */
export interface JudgedPair {
  readonly positive: JudgedSide;
  readonly negative: JudgedSide;
  /** Probability that the positive is the better one. */
  readonly preference: number;
  readonly stage: PairStage;
  readonly negativeKind: string;
}

export interface JudgedSide {
  readonly raw: number;
  readonly value: number;
  /** The probability that it succeeds; undefined where nothing is known of it. */
  readonly target?: number | undefined;
}

/** Undefined quantities, such as the accuracy over no pairs, are null. */
export interface MetricSet {
  readonly pairs: number;
  /**
   * Share of the pairs with a better side (preference not 0.5) that are ranked right; a pair with
   * equal raw rewards counts one half.
   */
  readonly pairAccuracy: number | null;
  /** Share of those pairs that have equal raw rewards. */
  readonly ties: number | null;
  /** Mean cross-entropy, in nats, of sigmoid(raw difference) against the preference. */
  readonly pairLogLoss: number | null;
  /** Expected calibration error of the values, 15 bins of equal mass (Naeini et al. 2015). */
  readonly calibrationError: number | null;
  /** Area under the ROC curve of the values; a target above 0.5 is a success. */
  readonly auroc: number | null;
}

export interface RewardMetrics {
  readonly overall: MetricSet;
  readonly stages: Readonly<Record<string, MetricSet>>;
  readonly negativeKinds: Readonly<Record<string, MetricSet>>;
}

const CALIBRATION_BINS = 15;

/** Measures all pairs, and apart from each other those of each stage and each negative kind. */
export function measure(pairs: readonly JudgedPair[]): RewardMetrics {
  return {
    overall: measureSet(pairs),
    stages: measureEach(pairs, ({ stage }) => stage),
    negativeKinds: measureEach(pairs, ({ negativeKind }) => negativeKind),
  };
}

function measureEach(
  pairs: readonly JudgedPair[],
  nameOf: (pair: JudgedPair) => string,
): Record<string, MetricSet> {
  const sets = new Map<string, JudgedPair[]>();
  for (const pair of pairs) {
    const name = nameOf(pair);
    const set = sets.get(name);
    if (set === undefined) sets.set(name, [pair]);
    else set.push(pair);
  }
  // Sorted, so that equal models are described by equal bytes.
  const names = [...sets.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, measureSet(sets.get(name)!)]));
}

export function measureSet(pairs: readonly JudgedPair[]): MetricSet {
  let decided = 0;
  let right = 0;
  let ties = 0;
  let logLoss = 0;
  const examples: { value: number; target: number }[] = [];
  for (const { positive, negative, preference } of pairs) {
    const difference = positive.raw - negative.raw;
    logLoss += logisticLoss(difference, preference);
    if (preference !== 0.5) {
      decided += 1;
      if (difference === 0) ties += 1;
      else if (difference > 0 === preference > 0.5) right += 1;
    }
    for (const { value, target } of [positive, negative]) {
      if (target !== undefined) examples.push({ value, target });
    }
  }
  return {
    pairs: pairs.length,
    pairAccuracy: decided === 0 ? null : (right + ties / 2) / decided,
    ties: decided === 0 ? null : ties / decided,
    pairLogLoss: pairs.length === 0 ? null : logLoss / pairs.length,
    calibrationError: calibrationError(examples),
    auroc: auroc(examples),
  };
}

type Example = Readonly<Record<'value' | 'target', number>>;

/**
 * Expected calibration error: sorted by value and cut into bins of equal size, the mean distance
 * between a bin's mean value and its mean target. Examples of equal value share their mean target
 * beforehand, so that their order does not matter.
 */
export function calibrationError(examples: readonly Example[]): number | null {
  if (examples.length === 0) return null;
  const sorted = runsOfEqualValue(examples).flatMap((run) => {
    const target = run.reduce((sum, example) => sum + example.target, 0) / run.length;
    return run.map(({ value }) => ({ value, target }));
  });
  let error = 0;
  for (let bin = 0; bin < CALIBRATION_BINS; bin += 1) {
    const start = Math.floor((bin * sorted.length) / CALIBRATION_BINS);
    const end = Math.floor(((bin + 1) * sorted.length) / CALIBRATION_BINS);
    let difference = 0;
    for (let index = start; index < end; index += 1) {
      difference += sorted[index]!.value - sorted[index]!.target;
    }
    error += Math.abs(difference);
  }
  return error / sorted.length;
}

/** Mann and Whitney's statistic: how often a success has the higher value; ties count one half. */
export function auroc(examples: readonly Example[]): number | null {
  let failures = 0;
  let successes = 0;
  let ordered = 0;
  for (const run of runsOfEqualValue(examples)) {
    const successesHere = run.filter(({ target }) => target > 0.5).length;
    const failuresHere = run.length - successesHere;
    ordered += successesHere * (failures + failuresHere / 2);
    successes += successesHere;
    failures += failuresHere;
  }
  return successes === 0 || failures === 0 ? null : ordered / (successes * failures);
}

/** The examples in ascending order of value, those of equal value together. */
function runsOfEqualValue(examples: readonly Example[]): Example[][] {
  const runs: Example[][] = [];
  for (const example of [...examples].sort((a, b) => a.value - b.value)) {
    const last = runs.at(-1);
    if (last?.[0]?.value === example.value) last.push(example);
    else runs.push([example]);
  }
  return runs;
}

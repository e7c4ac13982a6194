import { sigmoid } from './logistic.ts';

/** Turns a raw reward into a probability of success, the higher the higher it is. */
export type Calibration = PlattCalibration | IsotonicCalibration;

/** How a calibration is fitted. */
export type CalibrationMethod = 'platt' | 'isotonic';

/** sigmoid(a raw + b), with a > 0 */
export interface PlattCalibration {
  readonly kind?: 'platt' | undefined;
  readonly a: number;
  readonly b: number;
}

/**
 * Straight lines from knot to knot. Beyond the ends, where nothing was seen, it goes on as a logistic
 * curve of slope 1, for raw rewards are trained to be log-odds: so no two rewards tie there.
 */
export interface IsotonicCalibration {
  readonly kind: 'isotonic';
  /** At least one, rising in both; values lie between 0 and 1 and are neither. */
  readonly knots: readonly CalibrationKnot[];
}

export interface CalibrationKnot {
  readonly raw: number;
  readonly value: number;
}

/** What is known of one trajectory. */
export interface CalibrationExample {
  readonly raw: number;
  /** The probability that it succeeds, 0 to 1. */
  readonly target: number;
  /** How much it counts, from 0 up. */
  readonly weight: number;
}

export function calibrate(calibration: Calibration, raw: number): number {
  return calibration.kind === 'isotonic'
    ? interpolate(calibration.knots, raw)
    : sigmoid(calibration.a * raw + calibration.b);
}

function interpolate(knots: readonly CalibrationKnot[], raw: number): number {
  const [first, last] = [knots[0]!, knots.at(-1)!];
  // Bounded by the knots, since rounding must not turn the order of two rewards.
  if (raw <= first.raw) return Math.min(first.value, extend(first, raw));
  if (raw >= last.raw) return Math.max(last.value, extend(last, raw));
  let below = 0;
  let above = knots.length - 1;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (knots[middle]!.raw <= raw) below = middle;
    else above = middle;
  }
  const [low, high] = [knots[below]!, knots[above]!];
  const share = (raw - low.raw) / (high.raw - low.raw);
  return Math.min(high.value, low.value + share * (high.value - low.value));
}

function extend(end: CalibrationKnot, raw: number): number {
  return sigmoid(Math.log(end.value / (1 - end.value)) + raw - end.raw);
}

/**
 * Draws targets towards the middle by Platt's rule (Platt 1999, section 2.2): what a uniform prior
 * expects of successes and of failures. So no calibration is ever sure.
 */
export function smoothTargets(examples: readonly CalibrationExample[]): CalibrationExample[] {
  let successes = 0;
  let failures = 0;
  for (const { target, weight } of examples) {
    successes += weight * target;
    failures += weight * (1 - target);
  }
  const high = (successes + 1) / (successes + 2);
  const low = 1 / (failures + 2);
  return examples.map((example) => ({
    ...example,
    target: example.target * high + (1 - example.target) * low,
  }));
}

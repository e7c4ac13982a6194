import { smoothTargets, type CalibrationExample, type PlattCalibration } from './calibration.ts';
import { logisticLoss, sigmoid } from './logistic.ts';

/** The slope that is kept, per standard deviation of raw rewards, when the best one is not positive. */
const LEAST_SLOPE = 1e-3;

const MOST_ITERATIONS = 100;
const MOST_HALVINGS = 40;

/** Newton's method has arrived when a whole step would win less than this share of the loss. */
const TOLERANCE = 1e-12;

/** Keeps the Hessian invertible when all raw rewards are equal (Lin, Lin and Weng 2007). */
const RIDGE = 1e-12;

/**
 * Platt scaling: the maximum-likelihood `a` and `b`, found by Newton's method with backtracking
 * (Lin, Lin and Weng 2007). Targets are drawn towards the middle by Platt's rule (Platt 1999,
 * section 2.2), so that perfectly separated examples keep a finite slope. Order is kept: where the
 * best slope is not positive, it is set to a tiny positive one and `b` is fitted alone. Where no
 * target is known, as with preferences alone, raw rewards stay what they are to the pairwise loss:
 * log-odds, here of being better than an average trajectory.
 */
export function fitPlatt(examples: readonly CalibrationExample[]): PlattCalibration {
  if (examples.every(({ weight }) => weight === 0)) return { a: 1, b: 0 };
  const smoothed = smoothTargets(examples);
  const best = minimize(smoothed, 0, true);
  const least = LEAST_SLOPE / (spreadOf(smoothed) || 1);
  return best.a >= least ? best : minimize(smoothed, least, false);
}

/** The mean cross-entropy, in nats, of calibrated values against targets. */
export function calibrationLoss(
  { a, b }: PlattCalibration,
  examples: readonly CalibrationExample[],
): number {
  let loss = 0;
  let mass = 0;
  for (const { raw, target, weight } of examples) {
    loss += weight * logisticLoss(a * raw + b, target);
    mass += weight;
  }
  return mass === 0 ? 0 : loss / mass;
}

function minimize(
  examples: readonly CalibrationExample[],
  startSlope: number,
  slopeIsFree: boolean,
): PlattCalibration {
  let current: PlattCalibration = { a: startSlope, b: 0 };
  let loss = calibrationLoss(current, examples);
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration += 1) {
    const { direction, gain } = newtonStep(current, examples, slopeIsFree);
    if (gain <= TOLERANCE * loss) break;
    let scale = 1;
    let halvings = 0;
    for (; halvings < MOST_HALVINGS; halvings += 1) {
      const next = { a: current.a + scale * direction.a, b: current.b + scale * direction.b };
      const nextLoss = calibrationLoss(next, examples);
      if (nextLoss <= loss - 1e-4 * scale * gain) {
        current = next;
        loss = nextLoss;
        break;
      }
      scale /= 2;
    }
    if (halvings === MOST_HALVINGS) break;
  }
  return current;
}

/** The Newton direction and what it promises: minus its product with the gradient. */
function newtonStep(
  { a, b }: PlattCalibration,
  examples: readonly CalibrationExample[],
  slopeIsFree: boolean,
): { direction: PlattCalibration; gain: number } {
  let slopeA = 0;
  let slopeB = 0;
  let curveAA = 0;
  let curveAB = 0;
  let curveBB = 0;
  let mass = 0;
  for (const { raw, target, weight } of examples) {
    const value = sigmoid(a * raw + b);
    const slope = weight * (value - target);
    const curve = weight * value * (1 - value);
    slopeA += slope * raw;
    slopeB += slope;
    curveAA += curve * raw * raw;
    curveAB += curve * raw;
    curveBB += curve;
    mass += weight;
  }
  if (mass === 0) return { direction: { a: 0, b: 0 }, gain: 0 };
  const ridge = RIDGE * mass;
  if (!slopeIsFree) {
    const step = -slopeB / (curveBB + ridge);
    return { direction: { a: 0, b: step }, gain: (-slopeB * step) / mass };
  }
  const determinant = (curveAA + ridge) * (curveBB + ridge) - curveAB * curveAB;
  const stepA = -((curveBB + ridge) * slopeA - curveAB * slopeB) / determinant;
  const stepB = -((curveAA + ridge) * slopeB - curveAB * slopeA) / determinant;
  return {
    direction: { a: stepA, b: stepB },
    gain: -(stepA * slopeA + stepB * slopeB) / mass,
  };
}

/** The standard deviation of the raw rewards. */
function spreadOf(examples: readonly CalibrationExample[]): number {
  let mean = 0;
  for (const { raw } of examples) mean += raw / examples.length;
  let variance = 0;
  for (const { raw } of examples) variance += (raw - mean) ** 2 / examples.length;
  return Math.sqrt(variance);
}

import type { Rng } from '../core/rng.ts';

/** The two-sided 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

const RESAMPLES = 2000;

export type Interval = readonly [low: number, high: number];

/**
 * A 95 % interval for the mean over tasks. When every task is won or lost (all values 0 or 1):
 * Wilson's score interval (Wilson 1927), which behaves at the ends and for few tasks. Otherwise
 * the percentile bootstrap over tasks (Efron and Tibshirani 1993, chapter 13), seeded.
 */
export function meanInterval(values: readonly number[], rng: Rng): Interval {
  if (values.length === 0) return [0, 1];
  if (values.every((value) => value === 0 || value === 1)) {
    return wilson(sum(values), values.length);
  }
  return bootstrap(values, rng);
}

export function wilson(successes: number, trials: number): Interval {
  const share = successes / trials;
  const weight = 1 / (1 + Z ** 2 / trials);
  const centre = weight * (share + Z ** 2 / (2 * trials));
  const half = weight * Z * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

function bootstrap(values: readonly number[], rng: Rng): Interval {
  const means = Float64Array.from({ length: RESAMPLES }, () => {
    let total = 0;
    for (let draw = 0; draw < values.length; draw += 1)
      total += values[rng.integer(values.length)]!;
    return total / values.length;
  }).sort();
  const at = (quantile: number) => means[Math.round(quantile * (RESAMPLES - 1))]!;
  return [at(0.025), at(0.975)];
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

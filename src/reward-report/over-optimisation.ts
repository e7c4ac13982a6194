import type { BestOfN } from './best-of-n.ts';

/** Where picking harder by the predicted score stops to pay. */
export interface OverOptimisation {
  /** The N with the highest true score; the smallest of several. */
  readonly bestN: number;
  /** How much of the true score is lost from there to the largest N; 0 if nothing is. */
  readonly lost: number;
  /** Whether the true score falls by more than `TOLERANCE` while the predicted score rises. */
  readonly turns: boolean;
}

/** Of the true score: less is not worth a warning. */
export const TOLERANCE = 0.01;

/**
 * Compares the true score with the predicted one along a best-of-N curve (Gao, Schulman and Hilton
 * 2023, "Scaling laws for reward model overoptimization"). Undefined for an empty curve.
 */
export function overOptimisation(curve: readonly BestOfN[]): OverOptimisation | undefined {
  const last = curve.at(-1);
  if (last === undefined) return undefined;
  const best = curve.reduce((best, point) => (point.truth > best.truth ? point : best));
  const lost = best.truth - last.truth;
  const turns = lost > TOLERANCE && last.predicted > best.predicted;
  return { bestN: best.n, lost, turns };
}

export function describeOverOptimisation(curve: readonly BestOfN[]): string {
  const found = overOptimisation(curve);
  if (found === undefined) return 'There are no candidates to pick from.';
  const { bestN, lost, turns } = found;
  const last = curve.at(-1)!.n;
  if (turns) {
    return `**The curve turns at N = ${bestN}**: up to N = ${last} the predicted score still rises, and ${lost.toFixed(3)} of the true score is lost.`;
  }
  return `The curve does not turn up to N = ${last}: picking harder by this reward loses no true score (more than ${TOLERANCE}).`;
}

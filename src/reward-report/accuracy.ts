import { createRng } from '../core/rng.ts';
import { wilson, type Interval } from '../evaluate/statistics.ts';

/** One held-out comparison: 1 ranked right, 0 wrong, 0.5 equal raw rewards. */
export interface RankedPair {
  readonly right: number;
  readonly group: string;
}

export interface Accuracy {
  readonly pairs: number;
  readonly groups: number;
  readonly share: number;
  /** 95 %, over groups. */
  readonly interval: Interval;
}

const RESAMPLES = 1000;

/**
 * The share of pairs that are ranked right, with a 95 % interval. Pairs of one group of tasks resemble
 * each other, so groups are resampled (percentile bootstrap, always the same draws); where that shows
 * no spread, Wilson's interval for as many trials as there are groups. Null for no pairs.
 */
export function accuracyOf(pairs: readonly RankedPair[]): Accuracy | null {
  const totals = new Map<string, { right: number; count: number }>();
  for (const { right, group } of pairs) {
    const total = totals.get(group) ?? { right: 0, count: 0 };
    totals.set(group, { right: total.right + right, count: total.count + 1 });
  }
  const groups = [...totals.values()];
  if (groups.length === 0) return null;
  const share = shareOf(groups);
  return { pairs: pairs.length, groups: groups.length, share, interval: intervalOf(groups, share) };
}

type Total = Readonly<Record<'right' | 'count', number>>;

function shareOf(groups: readonly Total[]): number {
  let [right, count] = [0, 0];
  for (const group of groups) {
    right += group.right;
    count += group.count;
  }
  return right / count;
}

function intervalOf(groups: readonly Total[], share: number): Interval {
  const rng = createRng('accuracy');
  const shares = Float64Array.from({ length: RESAMPLES }, () =>
    shareOf(groups.map(() => rng.pick(groups))),
  ).sort();
  const low = shares[Math.round(0.025 * (RESAMPLES - 1))]!;
  const high = shares[Math.round(0.975 * (RESAMPLES - 1))]!;
  return low < high ? [low, high] : wilson(share * groups.length, groups.length);
}

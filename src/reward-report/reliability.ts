/** What a group of values promises, and what came of it. */
export interface ReliabilityBin {
  readonly rows: number;
  readonly meanValue: number;
  readonly successShare: number;
}

const BINS = 5;

/**
 * The values in ascending order, cut into bins of equal size: the mean value of each against the share
 * of successes. Where few rows are there, as many bins as rows; where values are equal, the order given
 * decides.
 */
export function reliability(
  rows: readonly { readonly value: number; readonly target: number }[],
): ReliabilityBin[] {
  const sorted = [...rows].sort((a, b) => a.value - b.value || a.target - b.target);
  const bins = Math.min(BINS, sorted.length);
  return Array.from({ length: bins }, (_, bin) => {
    const start = Math.floor((bin * sorted.length) / bins);
    const members = sorted.slice(start, Math.floor(((bin + 1) * sorted.length) / bins));
    const mean = (of: (row: (typeof members)[number]) => number) =>
      members.reduce((total, row) => total + of(row), 0) / members.length;
    return {
      rows: members.length,
      meanValue: mean(({ value }) => value),
      successShare: mean(({ target }) => target),
    };
  });
}

/** One attempt of several at one intent. */
export interface Candidate {
  /** What the reward model says. */
  readonly predicted: number;
  /** The true score. */
  readonly truth: number;
}

/** What picking the best of `n` by the prediction comes to, on average over the intents. */
export interface BestOfN {
  readonly n: number;
  readonly predicted: number;
  readonly truth: number;
  /** The true score had the truth itself picked. */
  readonly oracle: number;
}

/**
 * The best of N candidates against N, for each N in expectation over N draws with replacement from the
 * candidates of an intent: nothing is sampled, and every intent counts at every N. Among equal
 * predictions the pick is random. At N = 1 all three are plain means.
 *
 * @param sets the candidates of each intent; empty ones are left out
 */
export function bestOfNCurve(
  sets: readonly (readonly Candidate[])[],
  counts: readonly number[],
): BestOfN[] {
  const filled = sets.filter((set) => set.length > 0);
  if (filled.length === 0) return [];
  const over = (value: (set: readonly Candidate[]) => number) =>
    filled.reduce((total, set) => total + value(set), 0) / filled.length;
  return counts.map((n) => ({
    n,
    predicted: over((set) => expectedBest(set, n, predictedOf, predictedOf)),
    truth: over((set) => expectedBest(set, n, predictedOf, truthOf)),
    oracle: over((set) => expectedBest(set, n, truthOf, truthOf)),
  }));
}

/** The powers of two up to the first that is at least `most`. */
export function powersOfTwo(most: number): number[] {
  const counts = [1];
  while (counts.at(-1)! < most) counts.push(2 * counts.at(-1)!);
  return counts;
}

const predictedOf = ({ predicted }: Candidate) => predicted;
const truthOf = ({ truth }: Candidate) => truth;

/** The mean of `value` over the one that `key` ranks highest of `n` draws. */
function expectedBest(
  set: readonly Candidate[],
  n: number,
  key: (candidate: Candidate) => number,
  value: (candidate: Candidate) => number,
): number {
  const sorted = [...set].sort((a, b) => key(a) - key(b));
  let expected = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start;
    let sum = 0;
    while (end < sorted.length && key(sorted[end]!) === key(sorted[start]!)) {
      sum += value(sorted[end]!);
      end += 1;
    }
    // That the highest of n draws is among these: all n are up to here, and not all are below.
    const share = (end / sorted.length) ** n - (start / sorted.length) ** n;
    expected += (share * sum) / (end - start);
    start = end;
  }
  return expected;
}

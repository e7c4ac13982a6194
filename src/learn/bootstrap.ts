import type { Rng } from '../core/rng.ts';

/**
 * How often each pair counts in a bootstrap sample, drawn with replacement. Pairs of one group are
 * drawn together: they resemble each other, and a head is to be unsure about tasks that it has not
 * seen. Each group counts by a Poisson number of mean 1, as in large samples with replacement (Oza
 * and Russell 2001, "Online bagging and boosting").
 *
 * @param groups the group of each pair
 */
export function bootstrapOf(groups: readonly string[], rng: Rng): (pair: number) => number {
  const times = new Map<string, number>();
  for (const group of groups) {
    if (!times.has(group)) times.set(group, poisson(rng.fork(group)));
  }
  return (pair) => times.get(groups[pair]!)!;
}

/** Of mean 1 (Knuth, The Art of Computer Programming, volume 2, section 3.4.1). */
function poisson(rng: Rng): number {
  let count = 0;
  for (let product = rng.next(); product > Math.exp(-1); product *= rng.next()) count += 1;
  return count;
}

import type { Rng } from '../../../src/core/rng.ts';

export function chance(rng: Rng, probability: number): boolean {
  return rng.next() < probability;
}

/** From `least` to `most`, both included. */
export function between(rng: Rng, least: number, most: number): number {
  return least + rng.integer(most - least + 1);
}

/** Some of the items, in their own order. */
export function some<T>(rng: Rng, items: readonly T[], count: number): readonly T[] {
  const chosen = new Set(rng.shuffle(items.map((_, index) => index)).slice(0, count));
  return items.filter((_, index) => chosen.has(index));
}

/** Some neighbouring items. */
export function someInARow<T>(rng: Rng, items: readonly T[], count: number): readonly T[] {
  const start = rng.integer(items.length - count + 1);
  return items.slice(start, start + count);
}

import { remembered } from '../../../src/core/remembered.ts';
import { contentStems } from './stems.ts';

/** The stems that a text says. */
export const stemSet: (text: string) => ReadonlySet<string> = remembered(
  (text) => new Set(contentStems(text)),
  20_000,
);

/** The stems that stand next to each other in a text, as `first second`. */
export const pairSet: (text: string) => ReadonlySet<string> = remembered(
  (text) => new Set(pairsOf(contentStems(text))),
  20_000,
);

export function pairsOf(stems: readonly string[]): string[] {
  return stems.slice(1).map((stem, index) => `${stems[index]!} ${stem}`);
}

/** The share of `wanted` that is in `said`; 0 when nothing is wanted. */
export function share(wanted: readonly string[], said: ReadonlySet<string>): number {
  if (wanted.length === 0) return 0;
  return wanted.filter((stem) => said.has(stem)).length / wanted.length;
}

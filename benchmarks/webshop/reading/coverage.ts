import { contentStems } from './stems.ts';

/** Titles and wishes come again at every step of a search. */
const MOST_REMEMBERED = 20_000;
const remembered = new Map<string, ReadonlySet<string>>();

/** The stems that a text says. */
export function stemSet(text: string): ReadonlySet<string> {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const stems = new Set(contentStems(text));
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(text, stems);
  return stems;
}

/** The share of `wanted` that is in `said`; 0 when nothing is wanted. */
export function share(wanted: readonly string[], said: ReadonlySet<string>): number {
  if (wanted.length === 0) return 0;
  return wanted.filter((stem) => said.has(stem)).length / wanted.length;
}

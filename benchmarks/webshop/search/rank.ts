import { NO_MORE, type TermCursor } from './term-cursor.ts';
import type { TopHits } from './top-hits.ts';

/** How many documents are scored together, one term after the other. */
const WINDOW = 4096;

/**
 * A sum in 64 bits that is lower than a 32-bit score by more than this share of it becomes a lower
 * score: half the distance between two floats, and room for the errors of adding up.
 */
const ROUNDING = 2 ** -23;

/**
 * Ranks all documents that have at least one of the terms, as if each were scored in full.
 *
 * MaxScore (H. Turtle, J. Flood, "Query evaluation: strategies and optimizations", 1995): once
 * enough hits are known, the terms that cannot lift a document above the worst of them even
 * together no longer bring documents in; they are only looked up for those that others bring.
 */
export function rank(cursors: readonly TermCursor[], top: TopHits): void {
  const terms = cursors.toSorted((a, b) => a.bound - b.bound);
  /** What the first n terms can add together. */
  const bounds = [0];
  for (const { bound } of terms) bounds.push(bounds.at(-1)! + bound);

  const sums = new Float64Array(WINDOW);
  let optional = 0;
  let required = 0;
  for (;;) {
    while (optional < terms.length && bounds[optional + 1]! < required) optional += 1;
    const essential = terms.slice(optional);
    const start = Math.min(NO_MORE, ...essential.map((cursor) => cursor.position));
    if (start === NO_MORE) return;
    sums.fill(0);
    for (const cursor of essential) cursor.addScores(start, start + WINDOW, sums);
    for (let place = 0; place < WINDOW; place += 1) {
      let sum = sums[place]!;
      if (sum === 0 || sum + bounds[optional]! < required) continue;
      let open = optional;
      for (; open > 0 && sum + bounds[open]! >= required; open -= 1) {
        const cursor = terms[open - 1]!;
        cursor.advance(start + place);
        if (cursor.position === start + place) sum += cursor.score();
      }
      if (open > 0 || sum < required) continue;
      top.add(start + place, Math.fround(sum));
      required = top.threshold * (1 - ROUNDING);
    }
  }
}

import { termScore } from './bm25.ts';
import { NO_MORE, type TermCursor } from './term-cursor.ts';
import type { TopHits } from './top-hits.ts';

/** How many documents are scored together, one term after the other. */
const WINDOW = 4096;

/** Above every error that adding up floats in 64 bits can make. */
const ROUNDING = 1 + 1e-9;

export interface WeightedTerm {
  readonly cursor: TermCursor;
  readonly weight: number;
}

/**
 * Ranks all documents that have at least one of the terms, as if each were scored in full.
 *
 * MaxScore (H. Turtle, J. Flood, "Query evaluation: strategies and optimizations", 1995): once
 * enough hits are known, the terms that cannot lift a document above the worst of them even
 * together no longer bring documents in; they are only looked up for those that others bring.
 */
export function rank(terms: readonly WeightedTerm[], top: TopHits): void {
  const bounded = terms
    .map((term) => ({ ...term, bound: termScore(term.weight, term.cursor.bestEvidence) }))
    .sort((a, b) => a.bound - b.bound);
  /** What the first n terms can add together. */
  const bounds = [0];
  for (const { bound } of bounded) bounds.push(bounds.at(-1)! + bound);

  const sums = new Float64Array(WINDOW);
  const reaches = (sum: number) => Math.fround(sum * ROUNDING) >= top.threshold;
  let optional = 0;
  for (;;) {
    while (optional < bounded.length && !reaches(bounds[optional + 1]!)) optional += 1;
    let start = NO_MORE;
    for (let index = optional; index < bounded.length; index += 1) {
      start = Math.min(start, bounded[index]!.cursor.position);
    }
    if (start === NO_MORE) return;
    sums.fill(0);
    for (let index = optional; index < bounded.length; index += 1) {
      const { cursor, weight } = bounded[index]!;
      cursor.addScores(weight, start, start + WINDOW, sums);
    }
    for (let place = 0; place < WINDOW; place += 1) {
      let sum = sums[place]!;
      if (sum === 0) continue;
      let open = optional;
      while (open > 0 && reaches(sum + bounds[open]!)) {
        open -= 1;
        const { cursor, weight } = bounded[open]!;
        cursor.advance(start + place);
        if (cursor.position === start + place) sum += cursor.score(weight);
      }
      if (open === 0) top.add(start + place, Math.fround(sum));
    }
  }
}

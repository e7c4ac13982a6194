/** From this length on, very frequent elements of the second sequence start no match. */
const AUTOJUNK_LENGTH = 200;

/** The longest match within two half-open ranges. */
interface Match {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

/**
 * How alike two texts are, 0 to 1: twice the matched length over both lengths, as `ratio` of
 * Python's `difflib.SequenceMatcher` computes it (Ratcliff and Obershelp: the longest common block,
 * then the same to its left and to its right), its `autojunk` heuristic included. Lengths count code
 * points. Not symmetric: of several longest blocks the earliest in `a` wins.
 */
export function sequenceRatio(a: string, b: string): number {
  const left = codePoints(a);
  const right = codePoints(b);
  const total = left.length + right.length;
  return total === 0 ? 1 : (2 * matchedLength(left, right)) / total;
}

function codePoints(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0)!);
}

function matchedLength(a: readonly number[], b: readonly number[]): number {
  const places = placesOf(b);
  const open = [{ aStart: 0, aEnd: a.length, bStart: 0, bEnd: b.length }];
  let matched = 0;
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const { aStart, aEnd, bStart, bEnd } = range;
    const match = longestMatch(a, b, places, range);
    if (match.size === 0) continue;
    matched += match.size;
    if (aStart < match.a && bStart < match.b) {
      open.push({ aStart, aEnd: match.a, bStart, bEnd: match.b });
    }
    const aNext = match.a + match.size;
    const bNext = match.b + match.size;
    if (aNext < aEnd && bNext < bEnd) {
      open.push({ aStart: aNext, aEnd, bStart: bNext, bEnd });
    }
  }
  return matched;
}

/** Where each element of `b` stands, in ascending order, without the very frequent ones. */
function placesOf(b: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  b.forEach((element, index) => {
    const known = places.get(element);
    if (known === undefined) places.set(element, [index]);
    else known.push(index);
  });
  if (b.length < AUTOJUNK_LENGTH) return places;
  const limit = Math.floor(b.length / 100) + 1;
  return new Map([...places].filter(([, indices]) => indices.length <= limit));
}

function longestMatch(
  a: readonly number[],
  b: readonly number[],
  places: ReadonlyMap<number, readonly number[]>,
  range: { aStart: number; aEnd: number; bStart: number; bEnd: number },
): Match {
  const { aStart, aEnd, bStart, bEnd } = range;
  let best: Match = { a: aStart, b: bStart, size: 0 };
  // How long the match is that ends at the previous element of `a` and at each place of `b`.
  let endingAt = new Map<number, number>();
  for (let i = aStart; i < aEnd; i += 1) {
    const next = new Map<number, number>();
    for (const j of places.get(a[i]!) ?? []) {
      if (j < bStart) continue;
      if (j >= bEnd) break;
      const size = (endingAt.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    endingAt = next;
  }
  return extend(a, b, best, range);
}

/** Frequent elements start no match, but they lengthen one. */
function extend(
  a: readonly number[],
  b: readonly number[],
  match: Match,
  range: { aStart: number; aEnd: number; bStart: number; bEnd: number },
): Match {
  let { a: i, b: j, size } = match;
  while (i > range.aStart && j > range.bStart && a[i - 1] === b[j - 1]) {
    i -= 1;
    j -= 1;
    size += 1;
  }
  while (i + size < range.aEnd && j + size < range.bEnd && a[i + size] === b[j + size]) size += 1;
  return { a: i, b: j, size };
}

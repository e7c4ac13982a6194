import type { Pattern } from './pattern.ts';

/** From this state no text that follows is matched. */
export const DEAD = 0;
export const START = 1;

/** A deterministic automaton: a text is matched when reading it ends in an accepting state. */
export interface Automaton {
  /** The state after `state` on `symbol` stands at `state * symbols + symbol`. */
  readonly next: Uint16Array;
  readonly accepting: Uint8Array;
}

/**
 * The automaton of a pattern by Glushkov's construction: its states are the sets of places of the
 * pattern at which a reader may stand.
 *
 * @param symbols how many symbols there are.
 */
export function compile(pattern: Pattern, symbols: number): Automaton {
  const places: Place[] = [];
  const whole = lay(pattern, places);
  const first: Place = { number: -1, symbols: [], followers: whole.first };
  const accepted = new Set(whole.last);
  if (whole.empty) accepted.add(first);

  const states: (readonly Place[])[] = [[], [first]];
  const numbers = new Map<string, number>();
  const rows: number[][] = [Array<number>(symbols).fill(DEAD)];
  for (let state = START; state < states.length; state += 1) {
    const targets = Array.from({ length: symbols }, () => new Set<Place>());
    for (const place of states[state]!) {
      for (const follower of place.followers) {
        for (const symbol of follower.symbols) targets[symbol]!.add(follower);
      }
    }
    rows.push(targets.map(numberOf));
  }

  function numberOf(target: ReadonlySet<Place>): number {
    if (target.size === 0) return DEAD;
    const name = Array.from(target, (place) => place.number)
      .sort((a, b) => a - b)
      .join();
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, states.length);
    return states.push([...target]) - 1;
  }

  return {
    next: Uint16Array.from(rows.flat()),
    accepting: Uint8Array.from(states, (places) => (places.some((p) => accepted.has(p)) ? 1 : 0)),
  };
}

/** One symbol of the pattern, as it stands in it. */
interface Place {
  readonly number: number;
  readonly symbols: readonly number[];
  readonly followers: Set<Place>;
}

interface Span {
  /** Whether it matches the empty text. */
  readonly empty: boolean;
  readonly first: Set<Place>;
  readonly last: Set<Place>;
}

function lay(pattern: Pattern, places: Place[]): Span {
  switch (pattern.kind) {
    case 'symbol': {
      const place: Place = {
        number: places.length,
        symbols: pattern.symbols,
        followers: new Set(),
      };
      places.push(place);
      return { empty: false, first: new Set([place]), last: new Set([place]) };
    }
    case 'sequence': {
      const nothing: Span = { empty: true, first: new Set(), last: new Set() };
      return pattern.parts.map((part) => lay(part, places)).reduce(join, nothing);
    }
    case 'choice': {
      const spans = pattern.parts.map((part) => lay(part, places));
      return {
        empty: spans.some((span) => span.empty),
        first: new Set(spans.flatMap((span) => [...span.first])),
        last: new Set(spans.flatMap((span) => [...span.last])),
      };
    }
    case 'repeat': {
      const span = lay(pattern.part, places);
      link(span, span);
      return { ...span, empty: span.empty || pattern.optional };
    }
  }
}

function join(left: Span, right: Span): Span {
  link(left, right);
  return {
    empty: left.empty && right.empty,
    first: left.empty ? new Set([...left.first, ...right.first]) : left.first,
    last: right.empty ? new Set([...left.last, ...right.last]) : right.last,
  };
}

function link(left: Span, right: Span): void {
  for (const end of left.last) for (const start of right.first) end.followers.add(start);
}

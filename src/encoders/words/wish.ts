import { amountOf, Reading } from './reading.ts';

/** What an intent asks for, as far as words and numbers tell without knowing the environment. */
export interface Wish {
  /** Words that carry meaning, each once. */
  readonly words: readonly string[];
  readonly wordSet: ReadonlySet<string>;
  readonly pairs: readonly string[];
  readonly numbers: readonly number[];
  /** Parts between commas, without their name: "red" of "color: red". */
  readonly clauses: readonly Clause[];
  /** The least and the most that a price or an amount may be. */
  readonly least: number;
  readonly most: number;
}

export interface Clause {
  /** Whether the intent names what the value is for, as in "size: 11". */
  readonly isNamed: boolean;
  readonly words: readonly string[];
  /** The words joined by blanks, to be compared with what was chosen. */
  readonly value: string;
}

const FILLERS = new Set(
  `a an and are at be by can could do find for from get have i in is it looking me my need of on or
   please so some that the there this to want which with would you your`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

const AMOUNT = String.raw`\s+(?:than\s+)?[$€£¥]?\s?(\d[\d,]*(?:\.\d+)?)`;
const MOST = new RegExp(
  String.raw`\b(?:lower|less|cheaper|smaller|fewer|under|below|at most|up to|within|(?:no|not) more)${AMOUNT}`,
  'i',
);
const LEAST = new RegExp(
  String.raw`\b(?:higher|greater|larger|at least|above|over|(?<!no |not )more|(?:no|not) less)${AMOUNT}`,
  'i',
);

export function readWish(intent: string): Wish {
  const most = MOST.exec(intent)?.[1];
  const least = LEAST.exec(intent)?.[1];
  const reading = new Reading(intent);
  const words = contentWords(reading);
  return {
    words,
    wordSet: new Set(words),
    pairs: [...reading.pairs].filter((pair) => pair.split(' ').every((word) => !FILLERS.has(word))),
    numbers: [...reading.numbers],
    clauses: intent.split(/[,;]\s|\s+and\s+/).flatMap(readClause),
    least: least === undefined ? -Infinity : amountOf(least),
    most: most === undefined ? Infinity : amountOf(most),
  };
}

export function contentWords({ wordSet }: Pick<Reading, 'wordSet'>): string[] {
  return [...wordSet].filter((word) => !FILLERS.has(word));
}

function readClause(text: string): Clause[] {
  const [, named] = /^[^:]*:\s*(.+)$/s.exec(text) ?? [];
  const reading = new Reading(named ?? text);
  const words = contentWords(reading);
  if (words.length === 0) return [];
  return [{ isNamed: named !== undefined, words, value: reading.words.join(' ') }];
}

import {
  apply,
  compare,
  equals,
  format,
  OPERATORS,
  parseRational,
  type Operator,
  type Rational,
} from './rational.ts';

/** A number still to be used, with the expression that made it. */
export interface Tile {
  readonly value: Rational;
  readonly expression: string;
  /** The last operator of the expression; undefined for a number of the puzzle. */
  readonly operator?: Operator | undefined;
}

/** One legal step: two tiles become one. */
export interface Move {
  readonly action: string;
  readonly left: readonly Tile[];
}

/** `left` in the order in which it is shown: by value. */
export function formatTiles(tiles: readonly Tile[]): string {
  return tiles.map((tile) => format(tile.value)).join(' ');
}

/** Every legal step, each once; numbers that commute are not offered in both orders. */
export function legalMoves(tiles: readonly Tile[]): Move[] {
  const moves = new Map<string, Move>();
  for (let i = 0; i < tiles.length; i += 1) {
    for (let j = 0; j < tiles.length; j += 1) {
      if (i === j) continue;
      for (const operator of OPERATORS) {
        if (i > j && (operator === '+' || operator === '*')) continue;
        const move = combine(tiles, i, operator, j);
        if (move !== undefined) moves.set(move.action, move);
      }
    }
  }
  return [...moves.values()];
}

/** The tiles after `tiles[i] operator tiles[j]`; undefined for a division by zero. */
export function combine(
  tiles: readonly Tile[],
  i: number,
  operator: Operator,
  j: number,
): Move | undefined {
  const a = tiles[i]!;
  const b = tiles[j]!;
  const value = apply(a.value, operator, b.value);
  if (value === undefined) return undefined;
  const made: Tile = { value, expression: join(a, operator, b), operator };
  const left: Tile[] = [];
  for (let index = 0; index < tiles.length; index += 1) {
    if (index !== i && index !== j) left.push(tiles[index]!);
  }
  left.push(made);
  left.sort(byValue);
  const step = `${format(a.value)} ${operator} ${format(b.value)} = ${format(value)}`;
  return { action: `${step} (left: ${formatTiles(left)})`, left };
}

function byValue(a: Tile, b: Tile): number {
  return compare(a.value, b.value);
}

function isSum({ operator }: Tile): boolean {
  return operator === '+' || operator === '-';
}

/** Writes an operation with the parentheses that it needs and no others. */
function join(a: Tile, operator: Operator, b: Tile): string {
  const tight = operator === '*' || operator === '/';
  const left = tight && isSum(a) ? `(${a.expression})` : a.expression;
  const rightNeedsParentheses =
    (tight && isSum(b)) ||
    (operator === '-' && isSum(b)) ||
    (operator === '/' && b.operator !== undefined);
  const right = rightNeedsParentheses ? `(${b.expression})` : b.expression;
  return `${left} ${operator} ${right}`;
}

const NUMBER = String.raw`-?\d{1,12}(?:\.\d{1,12}|\/\d{1,12})?`;
const STEP = new RegExp(
  String.raw`^(${NUMBER})\s*([-+*/x×÷])\s*(${NUMBER})\s*(?:=\s*(${NUMBER}))?\s*(?:\(.*)?$`,
  'i',
);
const SPELLINGS: Readonly<Record<string, Operator>> = { x: '*', X: '*', '×': '*', '÷': '/' };

/** Whether a text has the form of a step, legal or not. */
export function looksLikeStep(text: string): boolean {
  return STEP.test(text.trim());
}

/** What an attempted step comes to: a move, or why it is none. */
export type StepReading = Move | { readonly problem: string };

/**
 * Reads a step leniently: other signs for times and divided by, a missing result, decimals for
 * fractions. What it says must be true: a wrong result or a number that is not left is a problem.
 */
export function readStep(tiles: readonly Tile[], text: string): StepReading {
  const match = STEP.exec(text.trim());
  if (match === null) return { problem: 'expected "a op b = c" or "Answer: expression"' };
  const [, leftText, sign, rightText, resultText] = match as unknown as [
    string,
    string,
    string,
    string,
    string?,
  ];
  const operator = SPELLINGS[sign] ?? (sign as Operator);
  const i = tiles.findIndex((tile) => isWritten(tile.value, leftText));
  if (i < 0) return { problem: `${leftText} is not among the numbers left` };
  const j = tiles.findIndex((tile, index) => index !== i && isWritten(tile.value, rightText));
  if (j < 0) return { problem: `${rightText} is not among the numbers left` };
  const move = combine(tiles, i, operator, j);
  if (move === undefined) return { problem: 'division by zero' };
  const result = apply(tiles[i]!.value, operator, tiles[j]!.value)!;
  if (resultText !== undefined && !isWritten(result, resultText)) {
    return {
      problem: `${leftText} ${operator} ${rightText} is ${format(result)}, not ${resultText}`,
    };
  }
  return move;
}

/** True when `text` is this value, exactly or as a decimal rounded to its last digit. */
function isWritten(value: Rational, text: string): boolean {
  const exact = parseRational(text);
  if (exact !== undefined) return equals(exact, value);
  const decimals = text.split('.')[1]?.length;
  if (decimals === undefined) return false;
  const distance = Math.abs(Number(text) - value.numerator / value.denominator);
  return distance <= 0.5000001 * 10 ** -decimals;
}

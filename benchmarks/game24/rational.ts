/**
 * An exact fraction in lowest terms with a positive denominator. Numerators and denominators stay
 * within safe integers: each puzzle number (at most 999, see `puzzle.ts`) enters a value once.
 */
export interface Rational {
  readonly numerator: number;
  readonly denominator: number;
}

export type Operator = '+' | '-' | '*' | '/';

export const OPERATORS: readonly Operator[] = ['+', '-', '*', '/'];

export function integer(value: number): Rational {
  return { numerator: value, denominator: 1 };
}

/** Undefined for a division by zero. */
export function apply(a: Rational, operator: Operator, b: Rational): Rational | undefined {
  switch (operator) {
    case '+':
      return reduce(
        a.numerator * b.denominator + b.numerator * a.denominator,
        a.denominator * b.denominator,
      );
    case '-':
      return reduce(
        a.numerator * b.denominator - b.numerator * a.denominator,
        a.denominator * b.denominator,
      );
    case '*':
      return reduce(a.numerator * b.numerator, a.denominator * b.denominator);
    case '/':
      if (b.numerator === 0) return undefined;
      return reduce(a.numerator * b.denominator, a.denominator * b.numerator);
  }
}

export function negate(a: Rational): Rational {
  return { numerator: 0 - a.numerator, denominator: a.denominator };
}

export function equals(a: Rational, b: Rational): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator;
}

export function compare(a: Rational, b: Rational): number {
  return a.numerator * b.denominator - b.numerator * a.denominator;
}

export function toNumber(a: Rational): number {
  return a.numerator / a.denominator;
}

/** `6`, `-6`, `8/3`. */
export function format(a: Rational): string {
  return a.denominator === 1 ? String(a.numerator) : `${a.numerator}/${a.denominator}`;
}

/** Reads what `format` writes; undefined for anything else. */
export function parseRational(text: string): Rational | undefined {
  const match = /^(-?\d{1,15})(?:\/(\d{1,15}))?$/.exec(text);
  if (match === null) return undefined;
  const denominator = Number(match[2] ?? '1');
  return denominator === 0 ? undefined : reduce(Number(match[1]), denominator);
}

function reduce(numerator: number, denominator: number): Rational {
  const divisor = greatestCommonDivisor(Math.abs(numerator), Math.abs(denominator));
  const sign = denominator < 0 ? -1 : 1;
  // Adding 0 turns -0 into 0, so that equal values are equal in JSON too.
  return {
    numerator: (sign * numerator) / divisor + 0,
    denominator: Math.abs(denominator) / divisor,
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

import { apply, integer, negate, type Operator, type Rational } from './rational.ts';

/** Unary minus binds tighter than `*`, so that `-2 * 3` and `2 * -3` both read as expected. */
const PRECEDENCE: Readonly<Record<Operator | 'negate', number>> = {
  '+': 1,
  '-': 1,
  '*': 2,
  '/': 2,
  negate: 3,
};

type Pending = Operator | 'negate' | '(';

/**
 * The digit runs of a text, in order: the numbers that an answer uses. ASCII digits only, so
 * digits of other scripts are never numbers.
 */
export function digitRuns(text: string): string[] {
  return text.match(/[0-9]+/g) ?? [];
}

/** True when the text uses exactly these numbers, each as often as it occurs, in any order. */
export function usesExactly(text: string, numbers: readonly number[]): boolean {
  const used = digitRuns(text);
  if (used.length !== numbers.length) return false;
  const expected = numbers.map(String).sort();
  return used.sort().every((run, index) => run === expected[index]);
}

/**
 * The exact value of an expression of integers with `+ - * / ( )` and unary minus; undefined for
 * anything else and for a division by zero. Iterative (shunting-yard), so that deep nesting costs
 * memory in proportion to the text and no stack.
 */
export function evaluate(text: string): Rational | undefined {
  const values: Rational[] = [];
  const pending: Pending[] = [];
  let expectsOperand = true;

  for (const token of tokens(text)) {
    if (token === undefined) return undefined;
    if (typeof token === 'number') {
      if (!expectsOperand || !Number.isSafeInteger(token)) return undefined;
      values.push(integer(token));
      expectsOperand = false;
    } else if (token === '(') {
      if (!expectsOperand) return undefined;
      pending.push(token);
    } else if (token === ')') {
      if (expectsOperand) return undefined;
      if (!reduceWhile(values, pending, (top) => top !== '(')) return undefined;
      if (pending.pop() !== '(') return undefined;
    } else if (expectsOperand) {
      if (token !== '-') return undefined;
      pending.push('negate');
    } else {
      const binds = PRECEDENCE[token];
      if (!reduceWhile(values, pending, (top) => top !== '(' && PRECEDENCE[top] >= binds)) {
        return undefined;
      }
      pending.push(token);
      expectsOperand = true;
    }
  }
  if (expectsOperand || !reduceWhile(values, pending, () => true)) return undefined;
  return values.length === 1 ? values[0] : undefined;
}

function* tokens(text: string): Generator<number | Operator | '(' | ')' | undefined> {
  // Sticky, so that a character that is no token is found where it stands.
  const pattern = /\s*(?:([0-9]+)|([-+*/()]))/y;
  let end = 0;
  for (;;) {
    const match = pattern.exec(text);
    if (match === null) break;
    end = pattern.lastIndex;
    yield match[1] === undefined ? (match[2] as Operator | '(' | ')') : Number(match[1]);
  }
  if (text.slice(end).trim() !== '') yield undefined;
}

/** Applies pending operators while `condition` holds for the top one; false when one cannot be. */
function reduceWhile(
  values: Rational[],
  pending: Pending[],
  condition: (top: Pending) => boolean,
): boolean {
  for (;;) {
    const top = pending.at(-1);
    if (top === undefined || !condition(top)) return true;
    if (top === '(') return false;
    pending.pop();
    const right = values.pop();
    if (right === undefined) return false;
    if (top === 'negate') {
      values.push(negate(right));
      continue;
    }
    const left = values.pop();
    const result = left === undefined ? undefined : apply(left, top, right);
    if (result === undefined) return false;
    values.push(result);
  }
}

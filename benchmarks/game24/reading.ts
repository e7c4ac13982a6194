import type { Trajectory } from '../../src/core/trajectory.ts';
import { readAnswer } from './environment.ts';
import { evaluate, usesExactly } from './expression.ts';
import { parseIntent } from './puzzle.ts';
import { parseRational, type Rational } from './rational.ts';

/** What the answer of a trajectory says when it is worked out. */
export interface AnswerReading {
  readonly expression: string;
  /** Undefined when it is no expression of numbers. */
  readonly value: Rational | undefined;
  /** Whether it uses the numbers of the intent, each once. */
  readonly usesNumbers: boolean;
}

/** The numbers and the target that the intent of a trajectory names. */
export function goalOf(trajectory: Trajectory): { numbers: number[]; target: number } {
  const goal = parseIntent(trajectory.intent);
  if (goal === undefined) {
    throw new RangeError(`Not an intent of this game: "${trajectory.intent}"`);
  }
  return goal;
}

/** The expression of the answer that ended a trajectory, if one did. */
export function expressionOf({ steps }: Trajectory): string | undefined {
  const action = steps.at(-1)?.action;
  // A model often writes what it believes the value to be; only the expression counts.
  return action === undefined ? undefined : readAnswer(action)?.split('=', 1)[0]!.trim();
}

/** The answer that ended a trajectory, if one did. */
export function answerOf(
  trajectory: Trajectory,
  numbers: readonly number[],
): AnswerReading | undefined {
  const expression = expressionOf(trajectory);
  if (expression === undefined) return undefined;
  return {
    expression,
    value: evaluate(expression),
    usesNumbers: usesExactly(expression, numbers),
  };
}

/** The numbers that are left at the end of a page or an action; undefined when it lists none. */
export function numbersLeft(text: string): Rational[] | undefined {
  const start = text.lastIndexOf('left: ');
  if (start < 0) return undefined;
  const listed = text.slice(start + 'left: '.length).replace(')', '');
  const numbers = listed.split(' ').map(parseRational);
  return numbers.every((number) => number !== undefined) ? numbers : undefined;
}

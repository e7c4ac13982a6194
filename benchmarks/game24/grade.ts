import type { Grade } from '../../src/core/benchmark.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { readAnswer } from './environment.ts';
import { evaluate, usesExactly } from './expression.ts';
import type { Puzzle } from './puzzle.ts';
import { equals, integer } from './rational.ts';

/**
 * The published check (Tree of Thoughts, arXiv 2305.10601): of the last line of an output,
 * lower-cased, without `answer: ` and up to the first `=`, the digit runs must be the puzzle's
 * numbers and the value must be the target. Here the value is exact and the grammar strict:
 * + - * / ( ) and unary minus. The published checker hands the text to a computer algebra system,
 * which also takes `4!`, `**`, `^`, `%` and `sqrt`.
 */
export function gradeOutput(puzzle: Puzzle, output: string): Grade {
  const lines = output.trim().split('\n');
  const expression = lines.at(-1)!.toLowerCase().replace('answer: ', '').split('=', 1)[0]!;
  const success =
    usesExactly(expression, puzzle.numbers) && isTarget(evaluate(expression), puzzle.target);
  return { score: success ? 1 : 0, success };
}

/** Grades the answer that a trajectory gave; without an answer, 0. */
export function gradeTrajectory(puzzle: Puzzle, trajectory: Trajectory): Grade {
  const last = trajectory.steps.at(-1);
  const answer = last === undefined ? undefined : readAnswer(last.action);
  if (answer === undefined) return { score: 0, success: false };
  return gradeOutput(puzzle, answer);
}

function isTarget(value: ReturnType<typeof evaluate>, target: number): boolean {
  return value !== undefined && equals(value, integer(target));
}

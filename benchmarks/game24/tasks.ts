import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { TaskSet } from '../../src/core/benchmark.ts';
import { describeCause, InputError } from '../../src/core/errors.ts';
import { hindsight } from './hindsight.ts';
import { isPublishedTest } from './published-test.ts';
import {
  canonicalKey,
  createPuzzle,
  LARGEST_NUMBER,
  parsePuzzle,
  USUAL_TARGET,
  type Puzzle,
} from './puzzle.ts';
import { solvablePuzzles } from './solver.ts';

/** The column of the ranked file that holds the four numbers. */
const PUZZLE_COLUMN = 'Puzzles';

const goalSchema = z.strictObject({
  numbers: z.array(z.int().min(1).max(LARGEST_NUMBER)).length(4),
  target: z.int().min(0).max(999_999_999).default(USUAL_TARGET),
});

/**
 * The puzzles: from the ranked file (`24.csv`: one row a puzzle, in the order of human solving
 * time, so that rows 900 to 999 are the published test), or without it all 1,362 solvable ones in
 * ascending order.
 */
export async function loadPuzzles(options: {
  readonly data?: string | undefined;
}): Promise<TaskSet<Puzzle>> {
  const tasks = options.data === undefined ? solvablePuzzles() : await readRanked(options.data);
  const splits: { train: number[]; test: number[] } = { train: [], test: [] };
  tasks.forEach((puzzle, index) => {
    splits[isPublishedTest(canonicalKey(puzzle.numbers)) ? 'test' : 'train'].push(index);
  });
  return { tasks, splits, find: parsePuzzle, fromGoal, hindsight };
}

function fromGoal(goal: unknown): Puzzle {
  const parsed = goalSchema.safeParse(goal);
  if (!parsed.success) {
    throw new InputError({
      place: { field: 'goal' },
      problem: z.prettifyError(parsed.error).replaceAll('\n', ' '),
      remedy: 'Give { "numbers": [4, 5, 6, 10], "target": 24 }',
    });
  }
  return createPuzzle(parsed.data.numbers, parsed.data.target);
}

async function readRanked(file: string): Promise<Puzzle[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new InputError({
      place: { option: '--data', file },
      problem: `cannot be read (${describeCause(cause)})`,
      remedy: 'Give the path of 24.csv, or leave --data out to use the embedded puzzles',
      cause,
    });
  });
  const puzzles = readRows(file, text).map(({ cell, line }) => {
    const puzzle = parsePuzzle(cell);
    if (puzzle !== undefined) return puzzle;
    throw new InputError({
      place: { option: '--data', file, line, field: PUZZLE_COLUMN },
      problem: `"${cell}" is not a puzzle`,
      remedy: 'Write four numbers from 1 to 999, separated by blanks',
    });
  });
  if (puzzles.length > 0) return puzzles;
  throw new InputError({
    place: { option: '--data', file },
    problem: 'holds no puzzle',
    remedy: 'Give the path of the ranked file 24.csv',
  });
}

function readRows(file: string, text: string): { cell: string; line: number }[] {
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(text, {
      columns: true,
      info: true,
      bom: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (cause) {
    throw new InputError({
      place: { option: '--data', file },
      problem: `is not well-formed CSV (${describeCause(cause)})`,
      remedy: 'Give the ranked file 24.csv unchanged',
      cause,
    });
  }
  return rows.map(({ record, info }) => {
    const cell = record[PUZZLE_COLUMN];
    if (cell !== undefined) return { cell, line: info.lines };
    throw new InputError({
      place: { option: '--data', file, line: 1 },
      problem: `has no column "${PUZZLE_COLUMN}"`,
      remedy: 'Give the ranked file 24.csv with its header',
    });
  });
}

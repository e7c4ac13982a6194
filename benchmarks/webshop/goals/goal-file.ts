import writeFileAtomic from 'write-file-atomic';
import { InputError } from '../../../src/core/errors.ts';
import { readJsonLines } from '../../../src/store/jsonl.ts';
import { unwritable } from '../../../src/store/output-file.ts';
import { goalJson, goalSchema } from './goal-json.ts';
import type { Goal } from './goal.ts';

/**
 * Writes goals with their price bounds, one a line: whoever reads them back shops for the same
 * goals, whatever seed or data made them.
 */
export async function writeGoals(file: string, goals: readonly Goal[]): Promise<void> {
  const lines = goals.map((goal) => `${JSON.stringify(goalJson(goal))}\n`);
  await writeFileAtomic(file, lines.join('')).catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
}

/** @throws InputError where a line is no goal, or the file has none. */
export async function readGoals(file: string): Promise<readonly Goal[]> {
  const goals: Goal[] = [];
  for await (const { value } of readJsonLines(file, goalSchema)) goals.push(value);
  if (goals.length > 0) return goals;
  throw new InputError({
    place: { file },
    problem: 'holds no goal',
    remedy: 'Give a file with one goal a line',
  });
}

import { createHash } from 'node:crypto';
import type { Benchmark } from '../core/benchmark.ts';
import { InputError } from '../core/errors.ts';
import { isTriplet, type RewardRow } from '../core/preference.ts';
import { DigestSet } from '../store/digest-set.ts';
import { hashFile } from '../store/output-file.ts';
import { readRewardRows } from '../store/records.ts';
import { Interrupted } from './context.ts';

/**
 * The rows of some files for one benchmark to be trained on, in constant memory but for their ids.
 * Rejects with `InputError` for rows of another benchmark, rows on a task that only ever serves for
 * testing, and an id that a file has twice.
 */
export async function* trainingRows(
  files: readonly string[],
  benchmark: Benchmark,
  signal: AbortSignal,
): AsyncGenerator<RewardRow, void, undefined> {
  for (const file of files) {
    for await (const { value, line } of uniqueRows(file)) {
      if (signal.aborted) throw new Interrupted('Nothing was written.');
      if (value.benchmark !== benchmark.name) {
        throw new InputError({
          place: { file, line, field: 'benchmark' },
          problem: `"${value.benchmark}" among rows of "${benchmark.name}"`,
          remedy: 'Train each benchmark by itself',
        });
      }
      const touched = isTriplet(value) ? (value.touched ?? []) : [];
      const forTesting = [value.group, ...touched].find((group) => benchmark.isTestGroup(group));
      if (forTesting !== undefined) {
        throw new InputError({
          place: { file, line, field: forTesting === value.group ? 'group' : 'touched' },
          problem: `"${forTesting}" is kept for testing`,
          remedy: 'Remove the rows on test tasks; "armap synthesize" leaves them out',
        });
      }
      yield value;
    }
  }
}

/** The rows of a file. An id that was there before is an `InputError`. */
export async function* uniqueRows(file: string): ReturnType<typeof readRewardRows> {
  const ids = new DigestSet();
  for await (const row of readRewardRows(file)) {
    const { id } = row.value;
    if (!ids.add(id)) {
      throw new InputError({
        place: { file, line: row.line, field: 'id' },
        problem: `"${id}" is there twice`,
        remedy: 'Remove the repeated row, or give it an id of its own',
      });
    }
    yield row;
  }
}

/** The benchmark that the first row of the files names. */
export async function benchmarkNameOf(files: readonly string[]): Promise<string> {
  for (const file of files) {
    for await (const { value } of readRewardRows(file)) return value.benchmark;
  }
  throw new InputError({
    place: { file: files.join(', ') },
    problem: 'holds no triplet and no preference',
    remedy: 'Make some with "armap synthesize" or "armap label"',
  });
}

/** The hash of a file; of several, the hash of their hashes. */
export async function hashFiles(files: readonly string[]): Promise<string> {
  const hashes: string[] = [];
  for (const file of files) hashes.push(await hashFile(file));
  return hashes.length === 1
    ? hashes[0]!
    : createHash('sha256').update(hashes.join('\n')).digest('hex');
}

import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError, describeCause } from '../core/errors.ts';
import type { Score } from '../core/reward-model.ts';
import { isSystemError, parseLine } from '../store/jsonl.ts';
import type { ScoreStore } from './score-store.ts';

/** One line for each score. Another layout will need another name. */
const FILE_NAME = /^scores-(\d+)\.jsonl$/;
const fileName = (number: number): string => `scores-${number}.jsonl`;

const lineSchema = z.object({
  key: z.string().min(1),
  raw: z.number(),
  value: z.number(),
  deviation: z.number().optional(),
});

/**
 * A store of scores on disk, made where it does not exist. It knows what lay in the folder when it
 * was opened and what it was given since; all of it is in memory.
 *
 * Each opening that adds something writes a file of its own, one line a score, to which nobody else
 * ever appends: processes may share the folder, and a kill costs no more than a last line, which
 * is dropped when it is read. Files may be deleted while nobody uses them.
 *
 * Throws `InputError` when the folder cannot be used, or a line in it is not a score.
 */
export async function openScoreFolder(folder: string): Promise<ScoreStore> {
  const { scores, files } = await readAll(folder);
  let file: string | undefined;
  let written: Promise<void> = Promise.resolve();
  const append = async (lines: string): Promise<void> => {
    try {
      file ??= await createFile(folder, files);
      await appendFile(file, lines);
    } catch (cause) {
      throw unusable(file ?? folder, cause);
    }
  };
  return {
    get: (key) => scores.get(key),
    add: (entries) => {
      let lines = '';
      for (const [key, score] of entries) {
        scores.set(key, score);
        lines += `${JSON.stringify({ key, ...score })}\n`;
      }
      // One after the other, so that lines do not mix; a failure is that of its own call alone.
      const turn = written.then(() => append(lines));
      written = turn.catch(() => undefined);
      return turn;
    },
  };
}

async function readAll(
  folder: string,
): Promise<{ scores: Map<string, Score>; files: readonly string[] }> {
  const scores = new Map<string, Score>();
  try {
    await mkdir(folder, { recursive: true });
    const files = (await readdir(folder)).filter((name) => FILE_NAME.test(name));
    for (const name of files) await readInto(scores, join(folder, name));
    return { scores, files };
  } catch (cause) {
    throw unusable(folder, cause);
  }
}

async function readInto(scores: Map<string, Score>, file: string): Promise<void> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  // What follows the last line break was not written to its end, or is still being written.
  lines.pop();
  lines.forEach((text, index) => {
    const place = { file, line: index + 1 };
    const remedy = 'Delete the file: its scores will be asked for again';
    const { key, raw, value, deviation } = parseLine(text, place, lineSchema, remedy);
    scores.set(key, { raw, value, ...(deviation === undefined ? {} : { deviation }) });
  });
}

/** Takes the first free number; `wx` fails where another process was faster. */
async function createFile(folder: string, known: readonly string[]): Promise<string> {
  const numbers = known.map((name) => Number(FILE_NAME.exec(name)![1]));
  for (let number = Math.max(0, ...numbers) + 1; ; number += 1) {
    const file = join(folder, fileName(number));
    try {
      await writeFile(file, '', { flag: 'wx' });
      return file;
    } catch (cause) {
      if (!isSystemError(cause) || cause.code !== 'EEXIST') throw cause;
    }
  }
}

function unusable(path: string, cause: unknown): unknown {
  if (!isSystemError(cause)) return cause;
  return new InputError({
    place: { file: path },
    problem: `cannot be used for scores (${describeCause(cause)})`,
    remedy: 'Choose a folder that you may read and write',
    cause,
  });
}

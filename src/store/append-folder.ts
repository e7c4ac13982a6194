import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { InputError, describeCause } from '../core/errors.ts';
import { isSystemError, parseLine } from './jsonl.ts';

export interface AppendFolderOptions<T> {
  /** Files are named `PREFIX-1.jsonl` and so on. Another layout of lines needs another prefix. */
  readonly prefix: string;
  /** What the lines are, for errors: `scores`. */
  readonly what: string;
  readonly schema: z.ZodType<T>;
  /** Told every line that lies in the folder, before it opens. */
  readonly onLine: (line: T) => void;
}

/** Writes more lines; ends when they are written. */
export type Append<T> = (lines: readonly T[]) => Promise<void>;

/**
 * Lines of JSON in a folder, which is made where it does not exist.
 *
 * Each opening that adds something writes a file of its own, to which nobody else ever appends:
 * processes may share the folder, and a kill costs no more than a last line, which is dropped when
 * it is read. Files may be deleted while nobody uses them.
 *
 * Throws `InputError` when the folder cannot be used, or a line in it is not as it should be.
 */
export async function openAppendFolder<T>(
  folder: string,
  options: AppendFolderOptions<T>,
): Promise<Append<T>> {
  const files = await readAll(folder, options);
  let file: string | undefined;
  let written: Promise<void> = Promise.resolve();
  const append = async (text: string): Promise<void> => {
    try {
      file ??= await createFile(folder, files, options.prefix);
      await appendFile(file, text);
    } catch (cause) {
      throw unusable(file ?? folder, options.what, cause);
    }
  };
  return (lines) => {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    // One after the other, so that lines do not mix; a failure is that of its own call alone.
    const turn = written.then(() => append(text));
    written = turn.catch(() => undefined);
    return turn;
  };
}

async function readAll<T>(
  folder: string,
  { prefix, what, schema, onLine }: AppendFolderOptions<T>,
): Promise<readonly string[]> {
  try {
    await mkdir(folder, { recursive: true });
    const files = (await readdir(folder)).filter((name) => numberOf(name, prefix) !== undefined);
    for (const name of files) {
      const file = join(folder, name);
      const lines = (await readFile(file, 'utf8')).split('\n');
      // What follows the last line break was not written to its end, or is still being written.
      lines.pop();
      lines.forEach((text, index) => {
        const remedy = `Delete the file: its ${what} will be asked for again`;
        onLine(parseLine(text, { file, line: index + 1 }, schema, remedy));
      });
    }
    return files;
  } catch (cause) {
    throw unusable(folder, what, cause);
  }
}

function numberOf(name: string, prefix: string): number | undefined {
  const [, before, number] = /^(.+)-(\d+)\.jsonl$/.exec(name) ?? [];
  return before === prefix ? Number(number) : undefined;
}

/** Takes the first free number; `wx` fails where another process was faster. */
async function createFile(
  folder: string,
  known: readonly string[],
  prefix: string,
): Promise<string> {
  const numbers = known.map((name) => numberOf(name, prefix)!);
  for (let number = Math.max(0, ...numbers) + 1; ; number += 1) {
    const file = join(folder, `${prefix}-${number}.jsonl`);
    try {
      await writeFile(file, '', { flag: 'wx' });
      return file;
    } catch (cause) {
      if (!isSystemError(cause) || cause.code !== 'EEXIST') throw cause;
    }
  }
}

function unusable(path: string, what: string, cause: unknown): unknown {
  if (!isSystemError(cause)) return cause;
  return new InputError({
    place: { file: path },
    problem: `cannot be used for ${what} (${describeCause(cause)})`,
    remedy: 'Choose a folder that you may read and write',
    cause,
  });
}

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { describeCause, InputError } from '../core/errors.ts';
import { hashFile } from '../store/output-file.ts';
import { isSystemError } from '../store/jsonl.ts';

const REMEDY =
  'Give a folder with config.json, tokenizer.json and model.onnx (or text_model.onnx and vision_model.onnx), as docs/encoders.md says';

/** The hash of a file that is not there, so that putting it there changes what is derived. */
const ABSENT = '-';

/** The content of a JSON file in a folder of a model; undefined where there is none. */
export async function readOptional<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const file = join(folder, name);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (isSystemError(cause) && cause.code === 'ENOENT') return undefined;
    throw unusable(file, describeCause(cause), cause);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw unusable(file, `not valid JSON (${describeCause(cause)})`, cause);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError({
    place: { file, field: issue?.path.join('.') },
    problem: issue?.message ?? 'not what was expected',
    remedy: REMEDY,
  });
}

export async function readRequired<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<T> {
  const content = await readOptional(folder, name, schema);
  if (content !== undefined) return content;
  throw unusable(join(folder, name), 'there is no such file');
}

/** The first of these files that is there, also looked for in a subfolder `onnx`. */
export async function findModel(
  folder: string,
  names: readonly string[],
): Promise<string | undefined> {
  for (const place of [folder, join(folder, 'onnx')]) {
    for (const name of names) {
      const file = join(place, name);
      const isThere = await stat(file).then(
        (found) => found.isFile(),
        () => false,
      );
      if (isThere) return file;
    }
  }
  return undefined;
}

export async function requireModel(folder: string, names: readonly string[]): Promise<string> {
  const file = await findModel(folder, names);
  if (file !== undefined) return file;
  throw unusable(folder, `there is no ${names.join(' or ')} in it`);
}

/** The SHA-256 of each file, in order. */
export async function hashesOf(files: readonly string[]): Promise<string[]> {
  return Promise.all(
    files.map((file) =>
      hashFile(file).catch((cause: unknown) => {
        if (isSystemError(cause) && cause.code === 'ENOENT') return ABSENT;
        throw cause;
      }),
    ),
  );
}

function unusable(file: string, problem: string, cause?: unknown): InputError {
  return new InputError({ place: { file }, problem, remedy: REMEDY, cause });
}

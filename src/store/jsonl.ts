import { createReadStream } from 'node:fs';
import type { z } from 'zod';
import { describeCause, InputError } from '../core/errors.ts';

export interface Line<T> {
  readonly value: T;
  /** Counted from 1. */
  readonly line: number;
}

/**
 * Reads one JSON value a line, in constant memory. Blank lines are passed over. A line that is not
 * JSON, or not what the schema asks for, is an `InputError` that names file, line and field.
 */
export async function* readJsonLines<T>(
  file: string,
  schema: z.ZodType<T>,
  remedy = 'Repair or remove that line',
): AsyncGenerator<Line<T>, void, undefined> {
  let line = 0;
  try {
    for await (const text of linesOf(file)) {
      line += 1;
      if (text.trim() !== '')
        yield { value: parseLine(text, { file, line }, schema, remedy), line };
    }
  } catch (cause) {
    if (cause instanceof InputError || !isSystemError(cause)) throw cause;
    throw new InputError({
      place: { file },
      problem: `cannot be read (${describeCause(cause)})`,
      remedy: 'Check the path and its permissions',
      cause,
    });
  }
}

/**
 * Ends lines at line feeds only. Node's readline also ends them at U+2028 and U+2029, which are
 * allowed inside JSON strings and occur in texts of the web. Throws the system's error where the
 * file cannot be read.
 */
export async function* linesOf(file: string): AsyncGenerator<string, void, undefined> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (rest + (chunk as string)).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}

export function parseLine<T>(
  text: string,
  place: { readonly file: string; readonly line: number },
  schema: z.ZodType<T>,
  remedy: string,
): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InputError({
      place,
      problem: `not valid JSON (${describeCause(cause)})`,
      remedy,
      cause,
    });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError({
    place: { ...place, field: issue?.path.join('.') },
    problem: issue?.message ?? 'not what was expected',
    remedy,
  });
}

/** Errors of the operating system carry the call that failed. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

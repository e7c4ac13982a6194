import { createReadStream } from 'node:fs';
import { InputError } from '../../../src/core/errors.ts';
import { JsonSplitter } from './json-splitter.ts';
import { unreadable } from './unreadable.ts';

const CHUNK_BYTES = 1 << 20;
/** No product comes near; a file that loses a quote would else be held whole in memory. */
const LARGEST_MEMBER_BYTES = 64 << 20;

/**
 * The texts of the members of the one JSON array or object that a file holds, in order; those of an
 * object with their names: `"B08GFNJN5R": {...}`. The file may be of any size.
 * @throws InputError if the file cannot be read, holds something else, or ends too early.
 */
export async function* jsonMembers(
  file: string,
  container: 'array' | 'object',
): AsyncGenerator<string, void, undefined> {
  const splitter = new JsonSplitter();
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
      if (splitter.state === 'before') checkStart(file, chunk as Buffer, container);
      yield* splitter.push(chunk as Buffer);
      if (splitter.pending > LARGEST_MEMBER_BYTES) {
        throw unusable(file, `has a record of more than ${LARGEST_MEMBER_BYTES >> 20} MiB`);
      }
      if (splitter.state === 'after') return;
    }
  } catch (cause) {
    throw unreadable(file, cause);
  }
  if (splitter.state === 'inside') throw unusable(file, 'ends inside a record');
  throw unusable(file, 'is empty');
}

/** Nothing but blanks and a byte order mark may come before the bracket. */
function checkStart(file: string, chunk: Buffer, container: 'array' | 'object'): void {
  const start = chunk
    .subarray(0, 64)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start.startsWith(container === 'array' ? '[' : '{')) return;
  throw unusable(file, `is not a JSON ${container}`);
}

function unusable(file: string, problem: string): InputError {
  return new InputError({
    place: { file },
    problem,
    remedy: "Give WebShop's file unchanged; download it again if it is damaged",
  });
}

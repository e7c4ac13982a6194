import { open, rename, rm } from 'node:fs/promises';
import { describeCause, InputError } from '../../../src/core/errors.ts';
import { isSystemError } from '../../../src/store/jsonl.ts';
import { fileSource, memorySource } from './byte-source.ts';
import { encodeIndex } from './index-encoder.ts';
import { invert, type SearchDocuments } from './invert.ts';
import { Bm25Index } from './search-index.ts';

export interface BuildOptions {
  /** Names the data, so that an index of other data is noticed; see `openIndex`. */
  readonly fingerprint?: string | undefined;
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type BuildProgress =
  | { readonly stage: 'reading'; readonly documents: number }
  | { readonly stage: 'writing'; readonly bytes: number };

/** Builds an index in memory. */
export async function buildIndex(
  documents: SearchDocuments,
  options: BuildOptions = {},
): Promise<Bm25Index> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of build(documents, options)) chunks.push(chunk);
  return new Bm25Index(memorySource(joined(chunks)));
}

/**
 * Builds an index in a file, which appears under its name only when it is complete.
 *
 * @throws InputError if the file cannot be written.
 */
export async function writeIndex(
  file: string,
  documents: SearchDocuments,
  options: BuildOptions = {},
): Promise<void> {
  const partial = `${file}.partial`;
  try {
    const handle = await open(partial, 'w');
    try {
      for await (const chunk of build(documents, options)) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true });
    if (!isSystemError(cause)) throw cause;
    throw new InputError({
      place: { file },
      problem: `cannot be written (${describeCause(cause)})`,
      remedy: 'Choose a path that you may write to, with enough room',
      cause,
    });
  }
}

/**
 * Opens the index that `writeIndex` has made.
 *
 * @param fingerprint what the index must have been built with; any if left out.
 * @throws InputError if the file is no whole index, or one of other data.
 */
export function openIndex(file: string, fingerprint?: string): Bm25Index {
  const source = fileSource(file);
  try {
    const index = new Bm25Index(source);
    if (fingerprint === undefined || fingerprint === index.fingerprint) return index;
    throw new InputError({
      place: { file },
      problem: 'is the index of other data, or of data that has changed since',
      remedy: 'Delete it and build the index again',
    });
  } catch (error) {
    source.close();
    throw error;
  }
}

async function* build(
  documents: SearchDocuments,
  { fingerprint = '', onProgress, signal }: BuildOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const inverted = await invert(
    documents,
    (count) => onProgress?.({ stage: 'reading', documents: count }),
    signal,
  );
  let bytes = 0;
  for (const chunk of encodeIndex(inverted, fingerprint)) {
    yield chunk;
    signal?.throwIfAborted();
    bytes += chunk.length;
    onProgress?.({ stage: 'writing', bytes });
  }
}

/** In memory of their own, where sections lie at multiples of 8. */
function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

import { z } from 'zod';
import type { Awaitable } from '../core/awaitable.ts';
import { requireCount } from '../search/option-check.ts';
import { openAppendFolder } from '../store/append-folder.ts';

/** Keeps vectors by key. Embedders of any number may share one: their keys differ. */
export interface EmbeddingStore {
  get(key: string): Float32Array | undefined;
  /** Ends when they are kept as safely as this store keeps anything. */
  add(vectors: ReadonlyMap<string, Float32Array>): Awaitable<void>;
}

/** Numbers, at 4 bytes each: 200 MB, or 130,000 vectors of MiniLM. */
const CAPACITY = 50_000_000;

/** Keeps the vectors that were used last, up to `capacity` numbers in all (50 million if absent). */
export function createEmbeddingMemory(
  options: { readonly capacity?: number } = {},
): EmbeddingStore {
  const capacity = requireCount('capacity', options.capacity ?? CAPACITY);
  // A map lists its keys in the order in which they came: the first is the one unused longest.
  const vectors = new Map<string, Float32Array>();
  let size = 0;
  const remove = (key: string): void => {
    size -= vectors.get(key)?.length ?? 0;
    vectors.delete(key);
  };
  const put = (key: string, vector: Float32Array): void => {
    remove(key);
    vectors.set(key, vector);
    size += vector.length;
  };
  return {
    get: (key) => {
      const vector = vectors.get(key);
      if (vector !== undefined) put(key, vector);
      return vector;
    },
    add: (entries) => {
      for (const [key, vector] of entries) put(key, vector);
      for (const key of vectors.keys()) {
        if (size <= capacity) break;
        remove(key);
      }
    },
  };
}

/** Little-endian 32-bit floats in base64. */
const lineSchema = z.object({ key: z.string().min(1), vector: z.base64() });

/**
 * A store of vectors on disk, made where it does not exist. It knows what lay in the folder when it
 * was opened and what it was given since; all of it is in memory, 4 bytes a number. Processes may
 * share it, see `openAppendFolder`.
 *
 * Throws `InputError` when the folder cannot be used, or a line in it is not a vector.
 */
export async function openEmbeddingFolder(folder: string): Promise<EmbeddingStore> {
  const vectors = new Map<string, Float32Array>();
  const append = await openAppendFolder(folder, {
    prefix: 'embeddings',
    what: 'embeddings',
    schema: lineSchema,
    onLine: ({ key, vector }) => vectors.set(key, fromBase64(vector)),
  });
  return {
    get: (key) => vectors.get(key),
    add: (entries) => {
      for (const [key, vector] of entries) vectors.set(key, vector);
      return append([...entries].map(([key, vector]) => ({ key, vector: toBase64(vector) })));
    },
  };
}

function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, at) => bytes.writeFloatLE(value, at * 4));
  return bytes.toString('base64');
}

function fromBase64(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
}

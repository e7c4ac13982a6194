import { createHash } from 'node:crypto';
import type { ImageSource } from '../../core/image-source.ts';
import type { TextEmbedder } from '../embedder.ts';

export interface LetterEmbedder extends TextEmbedder {
  /** What was asked for, request by request. */
  readonly requests: (readonly string[])[];
}

/** Counts letters, which is enough to tell texts apart. */
export function createLetterEmbedder(letters = 'abcdefghijklmnopqrstuvwxyz'): LetterEmbedder {
  const requests: (readonly string[])[] = [];
  return {
    kind: 'text',
    id: `letters-${letters}`,
    dimensions: letters.length,
    requests,
    embed: async (texts, { signal } = {}) => {
      requests.push(texts);
      await new Promise((resolve) => setTimeout(resolve, 1));
      signal?.throwIfAborted();
      return texts.map((text) =>
        Float32Array.from(letters, (letter) => text.split(letter).length - 1),
      );
    },
  };
}

/** Pictures in memory, with their hashes in order. */
export function picturesInMemory(
  pictures: readonly Uint8Array[],
): ImageSource & { readonly hashes: readonly string[] } {
  const byHash = new Map(
    pictures.map((bytes) => [createHash('sha256').update(bytes).digest('hex'), bytes]),
  );
  return {
    hashes: [...byHash.keys()],
    read: async (hash) => {
      const bytes = byHash.get(hash);
      if (bytes === undefined) throw new Error(`there is no picture ${hash}`);
      return bytes;
    },
  };
}

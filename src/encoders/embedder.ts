import type { Awaitable } from '../core/awaitable.ts';

/**
 * Turns inputs into vectors of one length, such that what is alike lies in a like direction. What
 * an input becomes depends on nothing else in the request.
 */
export interface Embedder {
  /** What an input is: a text, or the hash of a picture that the embedder can read. */
  readonly kind: 'text' | 'image';
  /** Names weights and preprocessing; caches key on it. Equal ids embed alike. */
  readonly id: string;
  readonly dimensions: number;
  /** One vector of finite numbers for each input, in order. Rejects with the signal's reason. */
  embed(
    inputs: readonly string[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<readonly Float32Array[]>;
  close?(): Awaitable<void>;
}

/** Embeds texts. */
export interface TextEmbedder extends Embedder {
  readonly kind: 'text';
}

/** Embeds pictures, named by the SHA-256 of their bytes as in an `ImageReference`. */
export interface ImageEmbedder extends Embedder {
  readonly kind: 'image';
}

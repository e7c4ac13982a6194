import type { Encoder } from '../core/encoder.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { CachedEmbedder } from './cached-embedder.ts';
import { EncoderError } from './tensor-session.ts';

/** An encoder whose `prepare` asks embedders; `encode` then finds all in memory. */
export interface PreparedEncoder extends Encoder {
  prepare(
    trajectories: readonly Trajectory[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<void>;
  close(): Promise<void>;
}

/** Gives the vector of an input that was prepared. */
export type Lookup = (input: string) => Float32Array;

/** @throws EncoderError for what was not prepared, or not kept for want of room. */
export function lookupIn(embedder: CachedEmbedder, encoder: string): Lookup {
  return (input) => {
    const vector = embedder.known(input);
    if (vector !== undefined) return vector;
    const problem = `${JSON.stringify(input.slice(0, 60))} is not in its cache: call prepare before encode, with fewer trajectories at once`;
    throw new EncoderError({ encoder, problem });
  };
}

/** The same encoder, for those who wait for `prepare` and close what they opened. */
export function asPrepared(encoder: Encoder): PreparedEncoder {
  const { id, version, featureNames, seesImages } = encoder;
  return {
    id,
    version,
    featureNames,
    seesImages,
    prepare: async (trajectories, options) => encoder.prepare?.(trajectories, options),
    encode: (trajectory, out) => {
      encoder.encode(trajectory, out);
    },
    close: async () => encoder.close?.(),
  };
}

/** The features of several encoders, one after the other. Closing it closes them. */
export function joinEncoders(parts: readonly Encoder[]): PreparedEncoder {
  return {
    id: parts.map(({ id, version }) => `${id}@${version}`).join('+'),
    version: 1,
    featureNames: parts.flatMap(({ featureNames }) => featureNames),
    seesImages: parts.some(({ seesImages }) => seesImages === true),
    prepare: async (trajectories, options) => {
      // One after the other: they may share an embedder, and the processor.
      for (const part of parts) await part.prepare?.(trajectories, options);
    },
    encode: (trajectory, out) => {
      let start = 0;
      for (const part of parts) {
        const end = start + part.featureNames.length;
        part.encode(trajectory, out.subarray(start, end));
        start = end;
      }
    },
    close: async () => {
      await Promise.all(parts.map(async (part) => part.close?.()));
    },
  };
}

import { createHash } from 'node:crypto';
import { takeTurns } from '../core/turns.ts';
import type { Embedder } from './embedder.ts';
import { createEmbeddingMemory, type EmbeddingStore } from './embedding-store.ts';

export interface EmbedderCounts {
  /** Inputs that were to be embedded, equal ones of a request counted once. */
  readonly requested: number;
  /** Of those, how many were known, or being asked for already. */
  readonly hits: number;
}

export interface CachedEmbedder extends Embedder {
  /** The vector of an input, at once; undefined where it is not known. */
  known(input: string): Float32Array | undefined;
  /** A copy, as of now. */
  counts(): EmbedderCounts;
}

/** What hashing costs, as work in the sense of `Turns`. */
const WORK_OF_KEY = 30;
const CHARACTERS_HASHED = 16;

type Vectors = ReadonlyMap<string, Float32Array>;

/**
 * The same embedder, asked once for each content, also by requests at the same time. The store
 * keeps vectors under the embedder's id and a hash of the input, so it may serve several embedders
 * and several runs. In memory if no store is given.
 *
 * Closing it closes the embedder.
 */
export function cachedEmbedder(
  embedder: Embedder,
  store: EmbeddingStore = createEmbeddingMemory(),
): CachedEmbedder {
  const inFlight = new Map<string, Promise<Vectors>>();
  let [requested, hits] = [0, 0];
  const keyOf = (input: string) =>
    `${embedder.id}:${createHash('sha256').update(input).digest('base64url')}`;

  const keysOf = async (inputs: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    const turns = takeTurns();
    const keys = new Map<string, string>();
    for (const input of inputs) {
      keys.set(input, keyOf(input));
      await turns(WORK_OF_KEY + input.length / CHARACTERS_HASHED);
    }
    return keys;
  };

  /** Asks the embedder, in one call; until it has answered, others wait for the same answer. */
  const request = (
    inputs: readonly string[],
    keys: ReadonlyMap<string, string>,
    options: Parameters<Embedder['embed']>[1],
  ): Promise<Vectors> => {
    const answer = (async () => {
      const vectors = await embedder.embed(inputs, options);
      const entries = inputs.map((input, index) => [input, vectors[index]!] as const);
      await store.add(new Map(entries.map(([input, vector]) => [keys.get(input)!, vector])));
      return new Map(entries);
    })().finally(() => {
      for (const input of inputs) inFlight.delete(input);
    });
    for (const input of inputs) inFlight.set(input, answer);
    return answer;
  };

  return {
    kind: embedder.kind,
    id: embedder.id,
    dimensions: embedder.dimensions,
    known: (input) => store.get(keyOf(input)),
    counts: () => ({ requested, hits }),
    embed: async (inputs, options) => {
      const found = new Map<string, Float32Array>();
      const keys = await keysOf([...new Set(inputs)]);
      let open = [...keys.keys()].filter((input) => {
        const vector = store.get(keys.get(input)!);
        if (vector !== undefined) found.set(input, vector);
        return vector === undefined;
      });
      const own = open.filter((input) => !inFlight.has(input));
      requested += found.size + open.length;
      hits += found.size + open.length - own.length;
      while (open.length > 0) {
        options?.signal?.throwIfAborted();
        const others = new Set(
          open.map((input) => inFlight.get(input)).filter((answer) => answer !== undefined),
        );
        const mine = open.filter((input) => !inFlight.has(input));
        const answers = mine.length === 0 ? [] : [await request(mine, keys, options)];
        // When the other request fails, or its owner gives up, this one asks for itself.
        for (const other of others) answers.push(await other.catch((): Vectors => new Map()));
        for (const answer of answers)
          for (const [input, vector] of answer) found.set(input, vector);
        open = open.filter((input) => !found.has(input));
      }
      return inputs.map((input) => found.get(input)!);
    },
    ...(embedder.close === undefined ? {} : { close: embedder.close.bind(embedder) }),
  };
}

import type { Encoder } from '../core/encoder.ts';
import type { Rng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { Triplet } from '../core/triplet.ts';
import { encodeTriplets } from '../learn/encode-triplets.ts';
import { splitByGroup } from '../learn/split.ts';
import { trainReward } from '../learn/trainer.ts';

/** Words of the last page are told apart in so many places. */
const WORD_PLACES = 512;

/** Numbers of actions that are told apart one by one; more count as this many. */
const LENGTHS = 20;

/** A probe needs no more to show that it can guess, and may not take long. */
export const MOST_PROBED_ROWS = 4000;
const EPOCHS = 15;

/** A model that sees little: what it can tell of a pair, the data gives away. */
export type ProbeName = 'length' | 'lastObservation' | 'intent';

export interface ProbeReport {
  readonly trainPairs: number;
  readonly heldOutPairs: number;
  /**
   * Share of the held-out pairs that a model ranks right, ties counted one half: by what it sees, and
   * the benchmark's own encoder beside them.
   */
  readonly pairAccuracy: Readonly<Record<ProbeName | 'encoder', number | null>>;
  /** The same for finished trajectories alone. */
  readonly finishedAccuracy: Readonly<Record<ProbeName | 'encoder', number | null>>;
}

/**
 * Trains models that see only the number of actions, only the last page, only the intent, and one
 * with the benchmark's encoder, each on the same pairs, split by group; each reads the rows once. A data set whose probes come
 * near the encoder can be learned without understanding it. Throws `InputError` when there are too
 * few pairs or groups.
 */
export async function probe(
  triplets: () => AsyncIterable<Triplet>,
  encoder: Encoder,
  run: { readonly rng: Rng; readonly signal?: AbortSignal | undefined },
): Promise<ProbeReport> {
  const views = { ...PROBES, encoder };
  const results = new Map<string, Awaited<ReturnType<typeof trainReward>>>();
  for (const [name, view] of Object.entries(views)) {
    const pairs = await encodeTriplets(triplets(), view);
    const trained = await trainReward(
      { pairs, split: splitByGroup(pairs.groups) },
      { kind: 'mlp', epochs: EPOCHS },
      { rng: run.rng.fork(name), signal: run.signal },
    );
    results.set(name, trained);
  }
  const accuracy = (stage: 'overall' | 'finished') =>
    Object.fromEntries(
      [...results].map(([name, { metrics }]) => {
        const set = stage === 'overall' ? metrics.overall : metrics.stages['finished'];
        return [name, set?.pairAccuracy ?? null];
      }),
    ) as ProbeReport['pairAccuracy'];
  const { trainPairs, heldOutPairs } = results.get('encoder')!;
  return {
    trainPairs,
    heldOutPairs,
    pairAccuracy: accuracy('overall'),
    finishedAccuracy: accuracy('finished'),
  };
}

export function probeLines({
  pairAccuracy,
  heldOutPairs,
  finishedAccuracy,
}: ProbeReport): string[] {
  const percent = (share: number | null) =>
    share === null ? '-' : `${(100 * share).toFixed(1)} %`;
  const all = (set: ProbeReport['pairAccuracy']) =>
    `length ${percent(set.length)}, last page ${percent(set.lastObservation)}, intent ${percent(set.intent)}; the encoder ${percent(set.encoder)}`;
  return [
    `  probes, pair accuracy on ${heldOutPairs} held-out pairs: ${all(pairAccuracy)}`,
    `    finished ones alone: ${all(finishedAccuracy)}`,
  ];
}

/** Of `rows` triplets about `MOST_PROBED_ROWS`, at equal distances. */
export async function* sampled(
  triplets: AsyncIterable<Triplet>,
  rows: number,
): AsyncGenerator<Triplet, void, undefined> {
  const stride = Math.ceil(rows / MOST_PROBED_ROWS);
  let index = 0;
  for await (const triplet of triplets) {
    if (index % stride === 0) yield triplet;
    index += 1;
  }
}

const PROBES: Readonly<Record<ProbeName, Encoder>> = {
  length: {
    ...identity('length', LENGTHS + 1),
    encode: ({ steps }, out) => {
      out.fill(0);
      out[Math.min(LENGTHS, steps.length)] = 1;
    },
  },
  lastObservation: {
    ...identity('last page', WORD_PLACES),
    encode: ({ final, intent }, out) => {
      // Pages repeat the intent; without it, the page alone is left.
      countWords(final.text.replaceAll(intent, ' '), out);
    },
  },
  intent: {
    ...identity('intent', WORD_PLACES),
    encode: ({ intent }: Trajectory, out) => {
      countWords(intent, out);
    },
  },
};

function identity(id: string, places: number): Omit<Encoder, 'encode'> {
  const featureNames = Array.from({ length: places }, (_, place) => `${id} ${place}`);
  return { id: `probe, ${id}`, version: 1, featureNames };
}

/** How often each word occurs, in places by hash (Weinberger et al. 2009), logarithmic. */
function countWords(text: string, out: Float64Array): void {
  out.fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    let hash = 0x811c9dc5;
    for (let index = 0; index < word.length; index += 1) {
      hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
    }
    out[(hash >>> 8) % out.length]! += 1;
  }
  out.forEach((count, place) => (out[place] = Math.log1p(count)));
}

import type { Awaitable } from '../core/awaitable.ts';
import { InputError } from '../core/errors.ts';
import type { Score } from '../core/reward-model.ts';

/** Keeps scores by key. Rewards of any number may share one: their keys differ. */
export interface ScoreStore {
  get(key: string): Score | undefined;
  /** Ends when the scores are kept as safely as this store keeps anything. */
  add(scores: ReadonlyMap<string, Score>): Awaitable<void>;
}

/** Tens of megabytes: a score and its key take some hundred bytes each. */
const CAPACITY = 100_000;

/** Keeps the scores that were used last, as many as `capacity` (100,000 if absent). */
export function createScoreMemory(options: { readonly capacity?: number } = {}): ScoreStore {
  const { capacity = CAPACITY } = options;
  if (!(Number.isSafeInteger(capacity) && capacity >= 1)) {
    throw new InputError({
      place: { field: 'capacity' },
      problem: `it is ${capacity}`,
      remedy: 'Give a whole number of at least 1',
    });
  }
  // A map lists its keys in the order in which they came: the first is the one unused longest.
  const scores = new Map<string, Score>();
  const touch = (key: string, score: Score): void => {
    scores.delete(key);
    scores.set(key, score);
  };
  return {
    get: (key) => {
      const score = scores.get(key);
      if (score !== undefined) touch(key, score);
      return score;
    },
    add: (entries) => {
      for (const [key, score] of entries) touch(key, score);
      for (const key of scores.keys()) {
        if (scores.size <= capacity) break;
        scores.delete(key);
      }
    },
  };
}

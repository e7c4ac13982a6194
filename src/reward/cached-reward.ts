import type { RewardModel, Score } from '../core/reward-model.ts';
import { contentKey, type Trajectory } from '../core/trajectory.ts';
import { derivedVersion } from './derived-version.ts';
import { ask, type ScoreOptions } from './parts.ts';
import { createScoreMemory, type ScoreStore } from './score-store.ts';

export interface CacheCounts {
  /** Trajectories that were to be scored. */
  readonly requested: number;
  /** Of those, how many the store knew. */
  readonly hits: number;
  /**
   * How many the reward was asked about. What is left were duplicates of those, in the same
   * request or in one that was still under way.
   */
  readonly asked: number;
}

export interface CachedReward extends RewardModel {
  /** A copy, as of now. */
  counts(): CacheCounts;
}

/**
 * The same reward, asked once for each content (intent, pages, actions, end and facts; see
 * `contentKey`). The store keeps scores under the reward's name and version and the content, so it
 * may serve several rewards and several runs. In memory if no store is given.
 *
 * Closing it closes the reward.
 *
 * @example const reward = cachedReward(judge, await openScoreFolder('runs/scores'));
 */
export function cachedReward(
  reward: RewardModel,
  store: ScoreStore = createScoreMemory(),
): CachedReward {
  const owner = derivedVersion(reward.name, reward.version);
  const inFlight = new Map<string, Promise<ReadonlyMap<string, Score>>>();
  const counts = { requested: 0, hits: 0, asked: 0 };

  /** Asks the reward, in one call; until it has answered, others wait for the same answer. */
  const request = (
    open: ReadonlyMap<string, Trajectory>,
    options: ScoreOptions,
  ): Promise<ReadonlyMap<string, Score>> => {
    const answer = (async () => {
      const scores = await ask(reward, [...open.values()], options);
      const entries = new Map([...open.keys()].map((key, index) => [key, scores[index]!]));
      await store.add(entries);
      return entries;
    })().finally(() => {
      for (const key of open.keys()) inFlight.delete(key);
    });
    for (const key of open.keys()) inFlight.set(key, answer);
    counts.asked += open.size;
    return answer;
  };

  const fill = async (
    keys: readonly string[],
    trajectories: readonly Trajectory[],
    known: Map<string, Score>,
    options: ScoreOptions,
  ): Promise<Score[]> => {
    while (keys.some((key) => !known.has(key))) {
      options?.signal?.throwIfAborted();
      const own = new Map<string, Trajectory>();
      const others = new Set<Promise<ReadonlyMap<string, Score>>>();
      keys.forEach((key, index) => {
        if (known.has(key)) return;
        const underWay = inFlight.get(key);
        if (underWay === undefined) own.set(key, trajectories[index]!);
        else others.add(underWay);
      });
      if (own.size > 0) addAll(known, await request(own, options));
      for (const other of others) {
        // When the other request fails, or its owner gives up, this one asks for itself.
        addAll(known, await other.catch(() => new Map<string, Score>()));
      }
    }
    return keys.map((key) => known.get(key)!);
  };

  return {
    name: reward.name,
    version: reward.version,
    calibrated: reward.calibrated,
    sees: reward.sees,
    score: (trajectories, options) => {
      const keys = trajectories.map((trajectory) => `${owner}:${contentKey(trajectory)}`);
      const known = new Map<string, Score>();
      const scores = keys.map((key) => {
        const score = store.get(key);
        if (score !== undefined) known.set(key, score);
        return score;
      });
      const hits = scores.filter((score) => score !== undefined);
      counts.requested += keys.length;
      counts.hits += hits.length;
      // At once, where nothing is missing: a search then loses no turn.
      return hits.length === keys.length ? hits : fill(keys, trajectories, known, options);
    },
    counts: () => ({ ...counts }),
    ...(reward.close === undefined ? {} : { close: reward.close.bind(reward) }),
  };
}

function addAll(known: Map<string, Score>, more: ReadonlyMap<string, Score>): void {
  for (const [key, score] of more) known.set(key, score);
}

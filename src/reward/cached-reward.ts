import type { Awaitable } from '../core/awaitable.ts';
import type { RewardModel, Score } from '../core/reward-model.ts';
import { contentKey, type Trajectory } from '../core/trajectory.ts';
import { takeTurns, WORK_IN_ONE_TURN, workOf } from '../core/turns.ts';
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
      await addInTurns(store, entries);
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

  const keyOf = (trajectory: Trajectory) => `${owner}:${contentKey(trajectory)}`;

  const keysOf = async (trajectories: readonly Trajectory[]): Promise<string[]> => {
    const turns = takeTurns();
    const keys: string[] = [];
    for (const trajectory of trajectories) {
      keys.push(keyOf(trajectory));
      await turns(hashingOf(trajectory));
    }
    return keys;
  };

  const lookUp = (
    keys: readonly string[],
    trajectories: readonly Trajectory[],
    options: ScoreOptions,
  ): Awaitable<readonly Score[]> => {
    const known = new Map<string, Score>();
    const scores = keys.map((key) => {
      const score = store.get(key);
      if (score !== undefined) known.set(key, score);
      return score;
    });
    const hits = scores.filter((score) => score !== undefined);
    counts.requested += keys.length;
    counts.hits += hits.length;
    return hits.length === keys.length ? hits : fill(keys, trajectories, known, options);
  };

  return {
    name: reward.name,
    version: reward.version,
    calibrated: reward.calibrated,
    sees: reward.sees,
    score: (trajectories, options) => {
      // At once, where little is asked and nothing is missing: a search then loses no turn.
      const hashing = trajectories.reduce((sum, trajectory) => sum + hashingOf(trajectory), 0);
      const look = (keys: readonly string[]) => lookUp(keys, trajectories, options);
      return hashing < WORK_IN_ONE_TURN
        ? look(trajectories.map(keyOf))
        : keysOf(trajectories).then(look);
    },
    counts: () => ({ ...counts }),
    ...(reward.close === undefined ? {} : { close: reward.close.bind(reward) }),
  };
}

/** Hashing a text takes a small part of the time of reading it. */
function hashingOf(trajectory: Trajectory): number {
  return workOf(trajectory) / 16;
}

/** Scores that are kept in one turn. */
const ADDED_TOGETHER = 512;

async function addInTurns(store: ScoreStore, scores: ReadonlyMap<string, Score>): Promise<void> {
  const entries = [...scores];
  const turns = takeTurns();
  for (let start = 0; start < entries.length; start += ADDED_TOGETHER) {
    await store.add(new Map(entries.slice(start, start + ADDED_TOGETHER)));
    await turns(WORK_IN_ONE_TURN);
  }
}

function addAll(known: Map<string, Score>, more: ReadonlyMap<string, Score>): void {
  for (const [key, score] of more) known.set(key, score);
}

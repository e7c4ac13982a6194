import type { RewardModel } from '../src/core/reward-model.ts';
import { derivedVersion } from '../src/reward/derived-version.ts';
import { requireCount } from '../src/search/option-check.ts';
import { checklist } from './judge-checklist.ts';
import { JudgeClient, type JudgeClientOptions, type JudgeSpend } from './judge-client.ts';
import type { JudgeMethod } from './judge-method.ts';
import { pairwise } from './judge-pairwise.ts';
import { pointwise } from './judge-pointwise.ts';
import { PROMPT_VERSION } from './judge-prompt.ts';

const METHODS = { pointwise, checklist, pairwise } as const satisfies Record<string, JudgeMethod>;

export type JudgeMethodName = keyof typeof METHODS;

export interface JudgeRewardOptions extends JudgeClientOptions {
  /** How it judges; `pointwise` if absent. */
  readonly method?: JudgeMethodName | undefined;
  /** Pictures of so many of the last pages are shown, if there are `images`; 1 if absent. */
  readonly pictures?: number | undefined;
}

export interface JudgeReward extends RewardModel {
  /** What it has cost so far, a copy. */
  readonly spent: JudgeSpend;
}

/**
 * A chat model as a reward. Each trajectory is judged by itself: its score depends on no other.
 * What the pages say is told as evidence, see `judgeInstruction`, and answers must follow a strict
 * form that carries a mark of the very record. Scores are not kept: wrap it in `cachedReward`.
 *
 * `pointwise` gives the model's probability of success (the model's own, which nobody has
 * measured: look at the report before you rely on it). `checklist` and `pairwise` give numbers that
 * only compare.
 *
 * Scoring rejects with `RewardError` when the server fails, answers with nothing readable, or the
 * budget is spent; with the signal's reason when that is aborted.
 */
export function createJudge(options: JudgeRewardOptions): JudgeReward {
  const client = new JudgeClient(options);
  const method: JudgeMethod = METHODS[options.method ?? 'pointwise'];
  const shown = requireCount('pictures', options.pictures ?? 1, 0);
  const pictures = options.images === undefined ? 0 : shown;
  return {
    name: `judge:${options.name}`,
    version: derivedVersion(PROMPT_VERSION, options.name, method.name, pictures),
    calibrated: method.calibrated,
    sees: { text: true, images: pictures > 0 },
    score: async (trajectories, { signal } = {}) => {
      // Where one cannot be judged, the others are not paid for.
      const stop = new AbortController();
      const until = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
      const judging = trajectories.map(async (trajectory) =>
        method.judge(client, trajectory, { pictures, signal: until }).catch((error: unknown) => {
          stop.abort(error);
          throw error;
        }),
      );
      // All come to their end first, so that the account is whole when one of them fails.
      await Promise.allSettled(judging);
      return Promise.all(judging);
    },
    get spent() {
      return client.spent;
    },
  };
}

import type { Trajectory } from '../core/trajectory.ts';
import {
  explainDifference,
  explainSteps,
  type Contribution,
  type ExplainedChange,
  type ExplainedStep,
} from './explain.ts';
import type { LearnedReward } from './learned-reward.ts';

export interface ExplainedAttempt {
  readonly id: string;
  readonly raw: number;
  readonly value: number;
  readonly steps: readonly ExplainedStep[];
}

/** Of two attempts at one task, why the one was ranked directly above the other. */
export interface Contrast {
  readonly task: string;
  readonly better: string;
  readonly worse: string;
  readonly change: ExplainedChange;
}

export interface RankingExplanation {
  /** In the order given. */
  readonly attempts: readonly ExplainedAttempt[];
  /** For each task with several attempts: the best against the next. */
  readonly contrasts: readonly Contrast[];
}

/** Explains the scores of trajectories, and for tasks with several of them the choice. */
export async function explainRanking(
  reward: LearnedReward,
  trajectories: readonly Trajectory[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<RankingExplanation> {
  const scores = await reward.score(trajectories, { signal });
  const attempts: ExplainedAttempt[] = [];
  for (const [index, trajectory] of trajectories.entries()) {
    signal?.throwIfAborted();
    const { raw, value } = scores[index]!;
    const steps = await explainSteps(reward.features, trajectory);
    attempts.push({ id: trajectory.id, raw, value, steps });
  }
  const contrasts: Contrast[] = [];
  const ranked = trajectories
    .map((trajectory, index) => ({ trajectory, raw: scores[index]!.raw }))
    .sort((a, b) => b.raw - a.raw);
  const byTask = new Map(trajectories.map(({ taskId }): [string, Trajectory[]] => [taskId, []]));
  for (const { trajectory } of ranked) byTask.get(trajectory.taskId)!.push(trajectory);
  for (const [task, [better, worse]] of byTask) {
    if (better === undefined || worse === undefined) continue;
    const change = await explainDifference(reward.features, worse, better);
    contrasts.push({ task, better: better.id, worse: worse.id, change });
  }
  return { attempts, contrasts };
}

/** A contribution below this share of the largest is not worth a line. */
const LEAST_SHARE = 0.05;

/** What decided, the strongest first. */
export function contrastOf({ contributions }: ExplainedChange): readonly Contribution[] {
  const least = LEAST_SHARE * Math.abs(contributions[0]?.contribution ?? 0);
  return contributions.filter(({ contribution }) => Math.abs(contribution) > least);
}

import { z } from 'zod';
import type { Benchmark, Grade, Task } from '../core/benchmark.ts';
import type { PlanResult } from '../core/planner.ts';
import { trajectorySchema, type Facts, type Trajectory } from '../core/trajectory.ts';
import type { TierCount } from '../reward/cascade-reward.ts';
import { mean } from './statistics.ts';

/** What one planner made of one task: one line of a journal. */
export interface Outcome {
  readonly planner: string;
  readonly task: string;
  /** The true score of the planner's choice; the mean over its draws when it does not choose. */
  readonly score: number;
  readonly success: number;
  /** The best true score among the candidates: what a perfect reward would have picked. */
  readonly oracleScore: number;
  readonly oracleSuccess: number;
  readonly stopReason: string;
  readonly spent: Spent;
  readonly wallMs: number;
  /** Why there is no result; such a task counts with score 0. */
  readonly crash?: string | undefined;
  readonly best?: Trajectory | undefined;
  /**
   * The facts of the planner's choice; the means over its draws when it does not choose. Empty for
   * a crash: an attempt that was cut short would look cheap.
   */
  readonly facts: Facts;
  /** False when the planner's choice breaks a hard constraint; absent when nothing judged it. */
  readonly feasible?: boolean | undefined;
  /** How often an environment did not repeat itself, see `PlanResult`; 0 if absent. */
  readonly divergences?: number | undefined;
  /** Who decided how often, where a verifier stood behind the reward; the reward comes first. */
  readonly tiers?: readonly TierCount[] | undefined;
  /** Every candidate, best first, without its pages: they follow from the actions. */
  readonly candidates: readonly GradedCandidate[];
}

export interface GradedCandidate {
  readonly actions: readonly string[];
  readonly end: string;
  readonly failure?: string | undefined;
  /** What the reward said, if it was asked. */
  readonly raw?: number | undefined;
  readonly value?: number | undefined;
  /** The true score. */
  readonly score: number;
}

const count = z.number().nonnegative();

const spentSchema = z.object({
  policyCalls: count,
  promptTokens: count,
  completionTokens: count,
  rewardCalls: count,
  environmentSteps: count,
  costUsd: count,
});

type Spent = z.infer<typeof spentSchema>;

export const outcomeSchema = z.object({
  planner: z.string(),
  task: z.string(),
  score: z.number(),
  success: z.number(),
  oracleScore: z.number(),
  oracleSuccess: z.number(),
  stopReason: z.string(),
  spent: spentSchema,
  wallMs: count,
  crash: z.string().optional(),
  best: trajectorySchema.optional(),
  // Journals of earlier versions have none.
  facts: z.record(z.string(), z.number()).default({}),
  feasible: z.boolean().optional(),
  divergences: count.optional(),
  tiers: z
    .array(z.object({ reward: z.string(), asked: count, decided: count, disagreed: count }))
    .optional(),
  candidates: z.array(
    z.object({
      actions: z.array(z.string()),
      end: z.string(),
      failure: z.string().optional(),
      raw: z.number().optional(),
      value: z.number().optional(),
      score: z.number(),
    }),
  ),
}) satisfies z.ZodType<Outcome>;

/** Grades a planner's result. This is the only place where planning meets the true score. */
export async function gradeResult<T extends Task>(
  benchmark: Benchmark<T>,
  task: T,
  planner: string,
  result: PlanResult,
  wallMs: number,
): Promise<Outcome> {
  const grades: Grade[] = [];
  for (const { trajectory } of result.candidates)
    grades.push(await benchmark.grade(task, trajectory));
  const scores = grades.map((grade) => grade.score);
  const successes = grades.map((grade) => Number(grade.success));
  const chosen = (values: readonly number[]) =>
    result.ranking === 'none' ? mean(values) : (values[0] ?? 0);
  const crash = crashOf(result);
  const feasible = result.best?.objective?.feasible;
  return {
    planner,
    task: task.id,
    score: chosen(scores),
    success: chosen(successes),
    oracleScore: Math.max(0, ...scores),
    oracleSuccess: Math.max(0, ...successes),
    stopReason: result.stopReason,
    spent: result.spent,
    wallMs,
    ...crash,
    ...(result.best === undefined ? {} : { best: result.best.trajectory }),
    facts: crash.crash === undefined ? factsOfChoice(result) : {},
    ...(feasible === undefined ? {} : { feasible }),
    ...(result.divergences === 0 ? {} : { divergences: result.divergences }),
    candidates: result.candidates.map(({ trajectory, score }, index) => ({
      actions: trajectory.steps.map((step) => step.action),
      end: trajectory.end,
      ...(trajectory.failure === undefined ? {} : { failure: trajectory.failure }),
      ...(score === undefined ? {} : { raw: score.raw, value: score.value }),
      score: scores[index]!,
    })),
  };
}

function factsOfChoice({ candidates, best, ranking }: PlanResult): Facts {
  if (ranking === 'none') return meanFacts(candidates.map(({ trajectory }) => trajectory.facts));
  return best?.trajectory.facts ?? {};
}

/** The mean of each fact over those that know it. */
export function meanFacts(all: readonly Facts[]): Facts {
  const names = [...new Set(all.flatMap((facts) => Object.keys(facts)))];
  return Object.fromEntries(
    names.map((name) => [
      name,
      mean(all.map((facts) => facts[name]).filter((value) => value !== undefined)),
    ]),
  );
}

/** A task crashed when every attempt at it failed; the first failure names the cause. */
function crashOf({ candidates }: PlanResult): { crash?: string } {
  const [first] = candidates;
  const allFailed = candidates.every(({ trajectory }) => trajectory.end === 'failed');
  if (first === undefined || !allFailed) return {};
  return { crash: first.trajectory.failure ?? 'failed' };
}

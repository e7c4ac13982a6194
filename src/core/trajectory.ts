import { createHash } from 'node:crypto';
import { z } from 'zod';
import { pageSchema, type Page } from './observation.ts';
import { usageSchema, type Usage } from './usage.ts';

/** One decision: what was seen, what was thought about it, what was done. */
export interface Step {
  readonly observation: Page;
  readonly thought?: string | undefined;
  readonly action: string;
}

/**
 * How a trajectory ended. `finished`: the environment said so. `pending`: its last action cannot be
 * taken back and was not taken; `final` is the page on which it would be, `facts` are those before
 * it. `truncated`: the step limit came first. `failed`: the policy or the environment could not go
 * on (see `failure`). `unfinished`: a prefix, as a search sees it on its way.
 */
export type TrajectoryEnd = 'finished' | 'pending' | 'truncated' | 'failed' | 'unfinished';

/** Whether a trajectory is a whole plan: it is finished, or would go on only by what a search must not do. */
export function isComplete({ end }: Pick<Trajectory, 'end'>): boolean {
  return end === 'finished' || end === 'pending';
}

/** Named numbers about a trajectory, with the unit in the name: `actions`, `priceUsd`. */
export type Facts = Readonly<Record<string, number>>;

/** An attempt at an intent. Plain JSON; one per line in a file. */
export interface Trajectory {
  readonly id: string;
  readonly benchmark: string;
  readonly taskId: string;
  /** The user's goal in words, and nothing else. */
  readonly intent: string;
  readonly steps: readonly Step[];
  /** What was seen after the last action. */
  readonly final: Page;
  readonly end: TrajectoryEnd;
  /** Why it failed; only with `end: 'failed'`. */
  readonly failure?: string | undefined;
  readonly facts: Facts;
  readonly usage: Usage;
}

export const trajectorySchema = z.object({
  id: z.string().min(1),
  benchmark: z.string().min(1),
  taskId: z.string().min(1),
  intent: z.string(),
  steps: z.array(
    z.object({ observation: pageSchema, thought: z.string().optional(), action: z.string() }),
  ),
  final: pageSchema,
  end: z.enum(['finished', 'pending', 'truncated', 'failed', 'unfinished']),
  failure: z.string().optional(),
  facts: z.record(z.string(), z.number()),
  usage: usageSchema,
}) satisfies z.ZodType<Trajectory>;

/**
 * The first `length` steps of a trajectory, as it stood before the next action was chosen.
 * Facts other than `actions` are those of the whole and so are left out.
 */
export function prefixOf(trajectory: Trajectory, length: number): Trajectory {
  const next = trajectory.steps[length];
  if (next === undefined) {
    throw new RangeError(`A prefix of ${length} steps needs more than ${length} steps`);
  }
  return {
    id: `${trajectory.id}#${length}`,
    benchmark: trajectory.benchmark,
    taskId: trajectory.taskId,
    intent: trajectory.intent,
    steps: trajectory.steps.slice(0, length),
    final: next.observation,
    end: 'unfinished',
    facts: { actions: length },
    usage: trajectory.usage,
  };
}

/** A hash of all that a reward model may look at: equal content, equal score. */
export function contentKey(trajectory: Trajectory): string {
  const { benchmark, intent, steps, final, end, facts } = trajectory;
  return createHash('sha256')
    .update(JSON.stringify([benchmark, intent, steps, final, end, facts]))
    .digest('base64url');
}

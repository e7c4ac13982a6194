import { z } from 'zod';
import { trajectorySchema, type Trajectory } from './trajectory.ts';
import type { Triplet } from './triplet.ts';

/**
 * One row of reward data that says which of two trajectories serves an intent better, and nothing
 * about whether either fulfils it: what a judge says, or a data set that holds no more.
 */
export interface Preference {
  readonly id: string;
  readonly benchmark: string;
  readonly taskId: string;
  readonly intent: string;
  /** Rows of one group stay on one side of the split into training and held-out data. */
  readonly group: string;
  readonly stage: 'finished' | 'prefix';
  readonly first: Trajectory;
  readonly second: Trajectory;
  /** The probability that the first is the better one: 1 surely, 0 surely not, 0.5 a tie. */
  readonly preference: number;
  /** Who said so: `rules`, `openai:MODEL`, `import:trl`. */
  readonly source: string;
  /** Names the words by which it was judged: a hash of them. */
  readonly criteria?: string | undefined;
}

export const preferenceSchema = z.object({
  id: z.string().min(1),
  benchmark: z.string().min(1),
  taskId: z.string().min(1),
  intent: z.string(),
  group: z.string(),
  stage: z.enum(['finished', 'prefix']),
  first: trajectorySchema,
  second: trajectorySchema,
  preference: z.number().min(0).max(1),
  source: z.string().min(1),
  criteria: z.string().optional(),
}) satisfies z.ZodType<Preference>;

/** What a reward can be trained on. */
export type RewardRow = Triplet | Preference;

export function isTriplet(row: RewardRow): row is Triplet {
  return 'positive' in row;
}

/** The two sides of a row, the one that is not the worse first, and how sure that is: 0.5 to 1. */
export function rankedSides(row: RewardRow): {
  readonly better: Trajectory;
  readonly worse: Trajectory;
  readonly preference: number;
} {
  if (isTriplet(row)) {
    return { better: row.positive, worse: row.negative, preference: 0.5 + 0.5 * row.confidence };
  }
  const { first, second, preference } = row;
  return preference >= 0.5
    ? { better: first, worse: second, preference }
    : { better: second, worse: first, preference: 1 - preference };
}

import { z } from 'zod';
import { trajectorySchema, type Trajectory } from './trajectory.ts';

/**
 * One row of reward data: for an intent, a trajectory that fulfils it and one that does not, both
 * executed under that intent and checked. For prefixes: one from which the intent was fulfilled
 * later, and one from which exploration never saw it fulfilled.
 */
export interface Triplet {
  readonly id: string;
  readonly benchmark: string;
  readonly taskId: string;
  readonly intent: string;
  /** Rows of one group stay on one side of the split into training and held-out data. */
  readonly group: string;
  readonly stage: 'finished' | 'prefix';
  readonly positive: Trajectory;
  readonly negative: Trajectory;
  /** How the negative came about: `other-walk`, `changed-step`, `dead-end`, ... */
  readonly negativeKind: string;
  /** The share of the intent that the negative misses, 0 to 1, where the benchmark can say. */
  readonly distance?: number | undefined;
  /** How sure it is that the negative fails, 0 to 1; 1 when it was executed and checked. */
  readonly confidence: number;
}

export const tripletSchema = z.object({
  id: z.string().min(1),
  benchmark: z.string().min(1),
  taskId: z.string().min(1),
  intent: z.string(),
  group: z.string(),
  stage: z.enum(['finished', 'prefix']),
  positive: trajectorySchema,
  negative: trajectorySchema,
  negativeKind: z.string(),
  distance: z.number().min(0).max(1).optional(),
  confidence: z.number().min(0).max(1),
}) satisfies z.ZodType<Triplet>;

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
  /** How unlike the two sides are in their words, 0 (alike) to 1. */
  readonly textDistance?: number | undefined;
  /**
   * Who says that the negative fails: the benchmark's `rules`, which saw it executed, or the `futures`
   * that exploration saw from where it stands.
   */
  readonly verified?: 'rules' | 'futures' | undefined;
  /** Who put the intent into words: `rules`, or the name of a model. */
  readonly writer?: string | undefined;
  /** What the intent asks for, one by one, as its writer lists it. */
  readonly requirements?: readonly string[] | undefined;
  /** The task in full, as `TaskSet.fromGoal` reads it: for audits, never for a reward. */
  readonly goal?: unknown;
  /** Groups of tasks whose answer one of the sides came to, besides `group`. */
  readonly touched?: readonly string[] | undefined;
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
  textDistance: z.number().min(0).max(1).optional(),
  verified: z.enum(['rules', 'futures']).optional(),
  writer: z.string().optional(),
  requirements: z.array(z.string()).readonly().optional(),
  goal: z.unknown().optional(),
  touched: z.array(z.string()).readonly().optional(),
  confidence: z.number().min(0).max(1),
}) satisfies z.ZodType<Triplet>;

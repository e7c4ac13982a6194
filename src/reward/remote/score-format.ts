import { z } from 'zod';
import { pageSchema } from '../../core/observation.ts';
import { trajectorySchema, type Trajectory } from '../../core/trajectory.ts';
import { NO_USAGE } from '../../core/usage.ts';

/** The wire format of `POST /v1/score`, told in docs/reward-servers.md. */
export const SCORE_FORMAT = 'armap-score/1';

/** Why a request was not answered with scores; the status goes with it. */
export const STATUS_OF = {
  'bad-request': 400,
  unauthorized: 401,
  'not-found': 404,
  'images-missing': 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  'cannot-score': 422,
  overloaded: 429,
  'model-failed': 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof STATUS_OF;

const format = z.literal(SCORE_FORMAT);
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');

/** A trajectory as others send it: what no reward may look at can be left out. */
const sentTrajectorySchema = z.object({
  id: z.string().min(1).optional(),
  benchmark: z.string().min(1).default('unknown'),
  intent: z.string(),
  steps: z.array(
    z.object({ observation: pageSchema, thought: z.string().optional(), action: z.string() }),
  ),
  final: pageSchema,
  end: trajectorySchema.shape.end.default('finished'),
  facts: trajectorySchema.shape.facts.default({}),
});

export const scoreRequestSchema = z.object({
  format,
  trajectories: z.array(sentTrajectorySchema).min(1),
  images: z.record(hash, z.base64()).default({}),
});

const modelSchema = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  calibrated: z.boolean(),
});

const scoreSchema = z.object({
  raw: z.number(),
  value: z.number(),
  deviation: z.number().nonnegative().optional(),
});

export const scoreResponseSchema = z.object({
  format,
  model: modelSchema,
  scores: z.array(scoreSchema),
});

export const modelResponseSchema = z.object({
  format,
  model: modelSchema,
  sees: z.object({ text: z.boolean(), images: z.boolean() }),
  limits: z.object({
    trajectories: z.int().positive(),
    bodyBytes: z.int().positive(),
    images: z.int().nonnegative(),
  }),
});

export const errorResponseSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    /** With `images-missing`. */
    images: z.array(hash).optional(),
    /** With `cannot-score`: the id. */
    trajectory: z.string().optional(),
  }),
});

export type ScoreRequest = z.input<typeof scoreRequestSchema>;
export type ScoreResponse = z.infer<typeof scoreResponseSchema>;
export type ModelResponse = z.infer<typeof modelResponseSchema>;
export type ErrorResponse = z.infer<typeof errorResponseSchema>;
export type SentTrajectory = ScoreRequest['trajectories'][number];

/** What is sent of a trajectory: all that a reward may look at, and the id for messages. */
export function toSent(trajectory: Trajectory): SentTrajectory {
  const { id, benchmark, intent, steps, final, end, facts } = trajectory;
  return { id, benchmark, intent, steps: [...steps], final, end, facts };
}

export function fromSent(sent: z.output<typeof sentTrajectorySchema>, index: number): Trajectory {
  const id = sent.id ?? String(index);
  return { ...sent, id, taskId: id, usage: NO_USAGE };
}

import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What `format` says in the card of a model that this build reads and writes. */
export const MODEL_FORMAT = 'armap-reward/1';

/** Every version of the format begins like this. */
export const MODEL_FORMAT_FAMILY = 'armap-reward/';

export const CARD_FILE = 'model.json';
export const WEIGHTS_FILE = 'model.onnx';

/** What a model folder may hold besides: how the model did on held-out rows. */
export const REPORT_FILES = { text: 'report.md', data: 'report.json' } as const;

/** How many hexadecimal digits of the hash serve as version: short to read, enough for caches. */
const VERSION_DIGITS = 12;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');
const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

const metricSetSchema = z.object({
  pairs: count,
  pairAccuracy: share.nullable(),
  ties: share.nullable(),
  pairLogLoss: z.number().nonnegative().nullable(),
  calibrationError: share.nullable(),
  auroc: share.nullable(),
});

const probability = z.number().gt(0).lt(1);

/** See `calibrate`. The kind is absent in most cards: `platt` was the only one at first. */
const calibrationSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('platt').optional(), a: z.number().positive(), b: z.number() }),
  z.object({
    kind: z.literal('isotonic'),
    knots: z
      .array(z.object({ raw: z.number(), value: probability }))
      .min(1)
      .refine(rises, 'must rise in both raw and value')
      .readonly(),
  }),
]);

/** `model.json`: what a model is, how to use it and where it comes from. */
export const modelCardSchema = z.object({
  format: z.literal(MODEL_FORMAT),
  /** For reports; the name of the folder if absent. */
  name: z.string().min(1).optional(),
  /** Names weights and preprocessing, see `versionOf`. */
  version: z.string().min(1),
  kind: z.enum(['linear', 'mlp']),
  /** Networks that were trained apart, whose mean is the reward. */
  heads: count.positive().default(1),
  /** Which encoder made the features that the model takes, in this order. */
  encoder: z.object({
    id: z.string().min(1),
    version: z.int(),
    /** What `openEncoder` opens it by; absent for an encoder that has to be given. */
    specification: z.string().min(1).optional(),
    featureNames: z.array(z.string()).min(1),
  }),
  calibration: calibrationSchema,
  /** What trajectories usually look like, see `UsualRange`; absent in older models. */
  usual: z
    .object({
      mean: z.array(z.number()),
      inverseDeviation: z.array(z.number()),
      threshold: z.number().nonnegative(),
    })
    .optional(),
  /** On the held-out pairs. */
  metrics: z.object({
    overall: metricSetSchema,
    stages: z.record(z.string(), metricSetSchema),
    negativeKinds: z.record(z.string(), metricSetSchema),
  }),
  training: z.object({
    trainer: z.string(),
    seed: z.union([z.int(), z.string()]),
    options: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
    trainPairs: count,
    heldOutPairs: count,
    epochs: count,
    bestEpoch: count,
    /** Of the data file. */
    datasetHash: sha256,
    datasetFile: z.string().optional(),
  }),
  files: z.object({ [WEIGHTS_FILE]: sha256 }),
  /** Absent unless asked for, so that equal training gives equal bytes. */
  createdAt: z.iso.datetime().optional(),
});

export type ModelCard = z.infer<typeof modelCardSchema>;

/** Equal versions score alike: the same weights, the same encoder, the same calibration. */
export function versionOf(card: Pick<ModelCard, 'files' | 'encoder' | 'calibration'>): string {
  const { files, encoder, calibration } = card;
  const shape =
    calibration.kind === 'isotonic'
      ? calibration.knots.flatMap(({ raw, value }) => [raw, value])
      : [calibration.a, calibration.b];
  const parts = [files[WEIGHTS_FILE], encoder.id, encoder.version, ...shape];
  return hashOf(JSON.stringify(parts)).slice(0, VERSION_DIGITS);
}

function rises(knots: readonly { readonly raw: number; readonly value: number }[]): boolean {
  return knots.every(({ raw, value }, index) => {
    const before = knots[index - 1];
    return before === undefined || (before.raw <= raw && before.value < value);
  });
}

export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

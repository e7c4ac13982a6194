import { z } from 'zod';
import { hashOf, MODEL_FORMAT } from '../model-card.ts';
import { pythonJson } from './python-json.ts';

/** What `kind` says in the card of a vision-language model. */
export const VLM_KIND = 'vlm';

/** The version of docs/decisions/2026-11-21-vision-language-rewards.md that this build renders by. */
const RENDERING_VERSION = 1;

const VERSION_DIGITS = 12;

const count = z.int().nonnegative();
const fileName = z.string().regex(/^[^/\\]+$/, 'must be the name of a file in the folder');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal');

const renderingSchema = z.strictObject({
  version: z.literal(RENDERING_VERSION),
  /** Longer page texts lose their middle. */
  pageCharacters: count,
  maxTokens: z.int().positive(),
  prefix: z.string(),
  suffix: z.string(),
  beforeImage: z.string(),
  afterImage: z.string(),
  /** Places of one picture, each `imageTokenId`. */
  imageTokens: z.int().positive(),
  imageTokenId: count,
  bosId: count.nullable(),
  /** The tokenizer's own tokens, which no page may write. */
  reserved: z.array(z.string()),
});

/** How a trajectory becomes tokens, in the model's own template. */
export type VlmRendering = Readonly<z.infer<typeof renderingSchema>>;

/** `model.json` as `armap-trainer export` writes it. */
export const vlmCardSchema = z.object({
  format: z.literal(MODEL_FORMAT),
  name: z.string().min(1),
  version: z.string().min(1),
  kind: z.literal(VLM_KIND),
  family: z.string(),
  rendering: renderingSchema,
  /** value = sigmoid(a raw + b) */
  calibration: z.strictObject({ a: z.number().positive(), b: z.number() }),
  /** Of every other file in the folder. */
  files: z.record(fileName, sha256),
});

export type VlmCard = z.infer<typeof vlmCardSchema>;

/** Equal versions score alike. The trainer computes it in the same way (`onnx_folder.py`). */
export function vlmVersionOf({ files, rendering, calibration }: VlmCard): string {
  const decimals = new Set(['a', 'b']);
  return hashOf(pythonJson([files, rendering, calibration], decimals)).slice(0, VERSION_DIGITS);
}

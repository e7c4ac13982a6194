import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { takeTurns } from '../core/turns.ts';
import { derivedVersion } from '../reward/derived-version.ts';
import type { TextEmbedder } from './embedder.ts';
import { hashesOf, readOptional, readRequired, requireModel } from './encoder-folder.ts';
import { EncoderError, TensorSession } from './tensor-session.ts';
import { batchesOf, feedsOf, paddedLength, poolRows, type Pooling } from './token-batch.ts';
import { openTokenizer, tokenizerFiles } from './tokenizer.ts';
import { unit } from './vectors.ts';

export interface EncoderOptions {
  /** Whether vectors get length 1; true if absent. */
  readonly unit?: boolean | undefined;
  /** Threads of one run; 1 if absent. Another number may change the last digits. */
  readonly threads?: number | undefined;
}

/** Raised when equal files would embed differently. */
const CODE_VERSION = 1;

/** Outputs that are one vector for each text, best first. */
const POOLED = ['sentence_embedding', 'text_embeds'];
const TOWER_POOLED = 'pooler_output';
const BY_TOKEN = ['last_hidden_state', 'token_embeddings'];

const CONFIG_FILE = 'config.json';
const POOLING_FILE = '1_Pooling/config.json';

const positions = z.int().positive();
const configSchema = z.looseObject({
  model_type: z.string().default(''),
  max_position_embeddings: positions.optional(),
  text_config: z.looseObject({ max_position_embeddings: positions.optional() }).optional(),
});

const flag = z.boolean().default(false);
const poolingSchema = z
  .looseObject({
    pooling_mode_mean_tokens: flag,
    pooling_mode_cls_token: flag,
    pooling_mode_max_tokens: flag,
  })
  .transform((file): Pooling | undefined => {
    if (file.pooling_mode_mean_tokens) return 'mean';
    if (file.pooling_mode_cls_token) return 'first';
    return file.pooling_mode_max_tokens ? 'largest' : undefined;
  })
  .refine((pooling) => pooling !== undefined, 'only mean, cls and max pooling are known');

/** Usual where a model does not say how long a text may be. */
const USUAL_POSITIONS = 512;

/**
 * Opens the text encoder of a folder: a sentence encoder, or the text tower of a SigLIP or CLIP
 * model. It runs in a worker thread until it is closed.
 *
 * A text that is too long loses its end (see `TextTokenizer`): split what must be read whole.
 *
 * Throws `InputError` when files are missing or say what is not known, and `EncoderError` when the
 * model cannot be run.
 */
export async function openTextEncoder(
  folder: string,
  options: EncoderOptions = {},
): Promise<TextEmbedder> {
  const config = await readRequired(folder, CONFIG_FILE, configSchema);
  const isTower = /^(?:siglip|clip)/.test(config.model_type);
  const file = await requireModel(folder, ['text_model.onnx', 'model.onnx']);
  const limit =
    config.text_config?.max_position_embeddings ??
    config.max_position_embeddings ??
    USUAL_POSITIONS;
  const tokenizer = await openTokenizer(folder, limit);
  const given = await readOptional(folder, POOLING_FILE, poolingSchema);
  const name = basename(resolve(folder));
  const session = await TensorSession.open(name, file, options.threads ?? 1);
  try {
    const output = chooseOutput(session, file, isTower);
    const pooling: Pooling = BY_TOKEN.includes(output) ? (given ?? 'mean') : 'none';
    const inputs = requireInputs(session, file);
    const embedBatch = async (rows: readonly (readonly number[])[]): Promise<Float32Array[]> => {
      const length = paddedLength(rows[0]!.length, inputs, tokenizer);
      const result = await session.run(feedsOf(rows, length, inputs, tokenizer.padId), output);
      const vectors = poolRows(result, rows, pooling);
      return options.unit === false ? vectors : vectors.map(unit);
    };
    const vectors = await embedBatch([tokenizer.encode('a')]);
    const files = [file, join(folder, CONFIG_FILE), join(folder, POOLING_FILE)];
    const hashes = await hashesOf([...files, ...tokenizerFiles(folder)]);
    return {
      kind: 'text',
      id: `text-${derivedVersion(CODE_VERSION, hashes, options.unit !== false)}`,
      dimensions: vectors[0]!.length,
      embed: async (texts, { signal } = {}) => {
        const tokens: (readonly number[])[] = [];
        const turns = takeTurns();
        for (const text of texts) {
          tokens.push(tokenizer.encode(text));
          await turns(text.length);
        }
        const embedded = Array.from<Float32Array>({ length: texts.length });
        for (const batch of batchesOf(tokens, (row) =>
          paddedLength(row.length, inputs, tokenizer),
        )) {
          signal?.throwIfAborted();
          const answers = await embedBatch(batch.map((index) => tokens[index]!));
          batch.forEach((index, place) => (embedded[index] = finite(answers[place]!, name)));
        }
        signal?.throwIfAborted();
        return embedded;
      },
      close: () => session.close(),
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** A tower's own pooling is meant; a sentence encoder's `pooler_output` is left from its training. */
function chooseOutput(session: TensorSession, file: string, isTower: boolean): string {
  const wanted = isTower ? [...POOLED, TOWER_POOLED] : [...POOLED, ...BY_TOKEN];
  const output = wanted.find((name) => session.outputNames.includes(name));
  if (output !== undefined) return output;
  throw new InputError({
    place: { file },
    problem: `the model gives ${session.outputNames.join(', ')}, and none of ${wanted.join(', ')}`,
    remedy: 'Export it with an output of one of these names',
  });
}

const KNOWN_INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];

function requireInputs({ inputNames }: TensorSession, file: string): readonly string[] {
  const unknown = inputNames.find((name) => !KNOWN_INPUTS.includes(name));
  if (unknown === undefined && inputNames.includes('input_ids')) return inputNames;
  throw new InputError({
    place: { file },
    problem:
      unknown === undefined ? 'the model takes no "input_ids"' : `the model takes "${unknown}"`,
    remedy: `Export the text part by itself: it takes ${KNOWN_INPUTS.join(', ')}`,
  });
}

/** What an encoder gave, unless it has broken down. Throws `EncoderError`. */
export function finite(vector: Float32Array, encoder: string): Float32Array {
  if (vector.every((value) => Number.isFinite(value))) return vector;
  throw new EncoderError({ encoder, problem: 'it gave numbers that are not finite' });
}

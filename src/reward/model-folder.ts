import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeCause, InputError } from '../core/errors.ts';
import { isSystemError } from '../store/jsonl.ts';
import {
  CARD_FILE,
  hashOf,
  MODEL_FORMAT,
  modelCardSchema,
  versionOf,
  WEIGHTS_FILE,
  type ModelCard,
} from './model-card.ts';

export interface ModelFolder {
  readonly card: ModelCard;
  /** The content of `model.onnx`. */
  readonly model: Uint8Array;
}

const TRAIN_AGAIN = 'Train the reward again ("armap train")';

/**
 * Reads a model folder and checks that it is whole: the card is of this format, and the weights
 * and the calibration are those that were trained. Throws `InputError`, which names the file.
 */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const cardFile = join(folder, CARD_FILE);
  const card = parseCard(cardFile, await read(folder, CARD_FILE));
  const model = await read(folder, WEIGHTS_FILE);
  if (hashOf(model) !== card.files[WEIGHTS_FILE]) {
    throw new InputError({
      place: { file: join(folder, WEIGHTS_FILE) },
      problem: `it is not the file that ${CARD_FILE} describes: its SHA-256 is another one`,
      remedy: `Copy the whole folder again, or ${uncapitalized(TRAIN_AGAIN)}`,
    });
  }
  if (versionOf(card) !== card.version) {
    throw new InputError({
      place: { file: cardFile, field: 'version' },
      problem: `${card.version} is not the version of these weights, encoder and calibration (${versionOf(card)}): the file was edited`,
      remedy: `Undo the edit, or ${uncapitalized(TRAIN_AGAIN)}`,
    });
  }
  return { card, model };
}

async function read(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name));
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new InputError({
      place: { file: join(folder, name) },
      problem: cause.code === 'ENOENT' ? 'there is no such file' : describeCause(cause),
      remedy: `Give a folder that "armap train" wrote: it holds ${CARD_FILE} and ${WEIGHTS_FILE}`,
      cause,
    });
  }
}

function parseCard(file: string, content: Buffer): ModelCard {
  let json: unknown;
  try {
    json = JSON.parse(content.toString('utf8'));
  } catch (cause) {
    throw new InputError({
      place: { file },
      problem: `not valid JSON (${describeCause(cause)})`,
      remedy: TRAIN_AGAIN,
      cause,
    });
  }
  const format = formatOf(json);
  if (format !== MODEL_FORMAT) {
    throw new InputError({
      place: { file, field: 'format' },
      problem: `it is ${format === undefined ? 'absent' : JSON.stringify(format)}, and this build reads "${MODEL_FORMAT}"`,
      remedy: `${TRAIN_AGAIN}, or use the build that wrote it`,
    });
  }
  const parsed = modelCardSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError({
    place: { file, field: issue?.path.join('.') },
    problem: issue?.message ?? 'not what was expected',
    remedy: TRAIN_AGAIN,
  });
}

/** What a parsed `model.json` says of its format, if it says anything. */
export function formatOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;
}

function uncapitalized(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

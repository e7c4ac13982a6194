import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeCause, InputError } from '../../core/errors.ts';
import { isSystemError } from '../../store/jsonl.ts';
import { hashFile } from '../../store/output-file.ts';
import { CARD_FILE, WEIGHTS_FILE } from '../model-card.ts';
import { formatOf } from '../model-folder.ts';
import { VLM_KIND, vlmCardSchema, vlmVersionOf, type VlmCard } from './vlm-card.ts';

export const PROCESSOR_FILE = 'preprocessor_config.json';

/** The card of a model that `armap-trainer train` wrote. */
const TRAINED_FILE = 'reward.json';

const NEEDED_FILES = [WEIGHTS_FILE, 'tokenizer.json', 'tokenizer_config.json', PROCESSOR_FILE];

const EXPORT_AGAIN = 'Export the model again ("armap-trainer export")';
const COPY_AGAIN = 'Copy the whole folder again, or export the model again';

/**
 * Whether a folder has the card of a vision-language model, whole or not. Throws `InputError` for one
 * that was trained and not exported.
 */
export async function isVlmFolder(folder: string): Promise<boolean> {
  const card = await readJson(join(folder, CARD_FILE));
  if (card !== undefined) return formatOf(card) !== undefined && kindOf(card) === VLM_KIND;
  if ((await readJson(join(folder, TRAINED_FILE))) === undefined) return false;
  throw new InputError({
    place: { file: folder },
    problem: 'it is a vision-language model as PyTorch reads it',
    remedy: `Export it (armap-trainer export ${folder} FOLDER) and give that folder, or serve it (armap-trainer serve)`,
  });
}

/** Undefined for what is not there or no JSON. */
async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function kindOf(card: unknown): unknown {
  return typeof card === 'object' && card !== null && 'kind' in card ? card.kind : undefined;
}

/**
 * Reads the card of a folder that `armap-trainer export` wrote and checks that the folder is whole:
 * every file is the one that was exported. Throws `InputError`, which names the file.
 */
export async function readVlmFolder(folder: string): Promise<VlmCard> {
  const card = await readCard(join(folder, CARD_FILE));
  const missing = NEEDED_FILES.find((name) => !(name in card.files));
  if (missing !== undefined) {
    throw unusable(folder, CARD_FILE, `it names no ${missing}`, EXPORT_AGAIN);
  }
  for (const [name, expected] of Object.entries(card.files)) {
    if ((await hashOfPart(folder, name)) === expected) continue;
    const problem = `it is not the file that ${CARD_FILE} describes: its SHA-256 is another one`;
    throw unusable(folder, name, problem, COPY_AGAIN);
  }
  if (vlmVersionOf(card) !== card.version) {
    const problem = `${card.version} is not the version of these files, rendering and calibration (${vlmVersionOf(card)}): the file was edited`;
    throw unusable(folder, CARD_FILE, problem, 'Undo the edit, or export the model again');
  }
  return card;
}

async function readCard(file: string): Promise<VlmCard> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const problem = isSystemError(cause)
      ? describeCause(cause)
      : `not valid JSON (${describeCause(cause)})`;
    throw new InputError({ place: { file }, problem, remedy: EXPORT_AGAIN, cause });
  }
  const parsed = vlmCardSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError({
    place: { file, field: issue?.path.join('.') },
    problem: issue?.message ?? 'not what was expected',
    remedy: `${EXPORT_AGAIN}, or use the build that fits it`,
  });
}

async function hashOfPart(folder: string, name: string): Promise<string> {
  try {
    return await hashFile(join(folder, name));
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    const problem = cause.code === 'ENOENT' ? 'there is no such file' : describeCause(cause);
    throw unusable(folder, name, problem, COPY_AGAIN);
  }
}

function unusable(folder: string, name: string, problem: string, remedy: string): InputError {
  return new InputError({ place: { file: join(folder, name) }, problem, remedy });
}

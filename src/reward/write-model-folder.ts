import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describeCause, InputError } from '../core/errors.ts';
import { isSystemError } from '../store/jsonl.ts';
import {
  CARD_FILE,
  hashOf,
  MODEL_FORMAT_FAMILY,
  modelCardSchema,
  REPORT_FILES,
  versionOf,
  WEIGHTS_FILE,
  type ModelCard,
} from './model-card.ts';
import { formatOf } from './model-folder.ts';

/** A card without what follows from the rest. */
export type ModelCardDraft = Omit<ModelCard, 'files' | 'version'>;

/** The contents of the report files. */
export interface WrittenReport {
  readonly text: string;
  readonly data: string;
}

const OWN_FILES: readonly string[] = [CARD_FILE, WEIGHTS_FILE, ...Object.values(REPORT_FILES)];

/**
 * Writes a model folder, whole or not at all: the files are written into a new folder beside it,
 * which then takes its name. An older model of that name is replaced; a folder of anything else is
 * refused. Throws `InputError`, which names the folder, when it cannot be written.
 */
export async function writeModelFolder(
  folder: string,
  draft: ModelCardDraft,
  model: Uint8Array,
  report?: WrittenReport,
): Promise<ModelCard> {
  const files = { [WEIGHTS_FILE]: hashOf(model) };
  const version = versionOf({ ...draft, files });
  // Parsing puts the fields into the order of the schema and leaves nothing else in.
  const card = modelCardSchema.parse({ ...draft, files, version });
  await namingFolder(folder, async () => {
    const { target, state } = await examineTarget(folder);
    await mkdir(dirname(target), { recursive: true });
    const fresh = `${target}.new-${randomUUID()}`;
    try {
      await mkdir(fresh);
      await writeFile(join(fresh, WEIGHTS_FILE), model);
      await writeFile(join(fresh, CARD_FILE), `${JSON.stringify(card, undefined, 2)}\n`);
      if (report !== undefined) {
        await writeFile(join(fresh, REPORT_FILES.text), report.text);
        await writeFile(join(fresh, REPORT_FILES.data), report.data);
      }
      if (state === 'empty') await rmdir(target);
      await (state === 'model' ? exchange(fresh, target) : rename(fresh, target));
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  });
  return card;
}

/**
 * Checks, before long work, that `writeModelFolder` will not refuse the folder. Throws
 * `InputError`.
 */
export async function checkModelTarget(folder: string): Promise<void> {
  await namingFolder(folder, async () => {
    await examineTarget(folder);
  });
}

async function namingFolder(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new InputError({
      place: { file: folder },
      problem: `it cannot be written (${describeCause(cause)})`,
      remedy: 'Choose a folder that you may write to',
      cause,
    });
  }
}

/** A folder cannot replace one that is not empty, so the old one steps aside first. */
async function exchange(fresh: string, target: string): Promise<void> {
  const old = `${target}.old-${randomUUID()}`;
  await rename(target, old);
  try {
    await rename(fresh, target);
  } catch (cause) {
    await rename(old, target);
    throw cause;
  }
  await rm(old, { recursive: true, force: true });
}

interface Target {
  /** The absolute path, links resolved: a link to a model stays a link. */
  readonly target: string;
  readonly state: 'absent' | 'empty' | 'model';
}

/** Throws `InputError` when what lies there may not be replaced. */
async function examineTarget(folder: string): Promise<Target> {
  const target = await realpath(folder).catch(() => resolve(folder));
  let names: string[];
  try {
    names = await readdir(target);
  } catch (cause) {
    if (isSystemError(cause) && cause.code === 'ENOENT') return { target, state: 'absent' };
    throw cause;
  }
  if (names.length === 0) return { target, state: 'empty' };
  const others = names.filter((name) => !OWN_FILES.includes(name));
  if (others.length === 0 && (await isModelCard(join(target, CARD_FILE))))
    return { target, state: 'model' };
  throw new InputError({
    place: { file: folder },
    problem: `it exists and is not a model folder${others[0] === undefined ? '' : `: it holds ${others[0]}`}`,
    remedy: 'Choose another folder, or move what is there',
  });
}

async function isModelCard(file: string): Promise<boolean> {
  try {
    const format = formatOf(JSON.parse(await readFile(file, 'utf8')));
    return typeof format === 'string' && format.startsWith(MODEL_FORMAT_FAMILY);
  } catch {
    return false;
  }
}

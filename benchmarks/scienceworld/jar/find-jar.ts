import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeCause, InputError } from '../../../src/core/errors.ts';
import { JAR_FILE, jarFolder, jarNoteSchema, NOTE_FILE } from './jar-folder.ts';
import { KNOWN_VERSIONS } from './known-versions.ts';

export interface FoundJar {
  readonly path: string;
  readonly sha256: string;
  /** Undefined for a jar that is of no version known by its hash. */
  readonly version?: string | undefined;
}

export interface FindJarOptions {
  /** The `jar` option; empty if not given. */
  readonly path: string;
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

const REMEDY =
  'Run "npm run setup:scienceworld", or give the path of scienceworld.jar with --benchmark-option jar=PATH or in SCIENCEWORLD_JAR';

/**
 * The simulator: the jar of the option, of `SCIENCEWORLD_JAR`, or the one that the set-up brought,
 * whose hash is checked. Throws `InputError`.
 */
export async function findJar(options: FindJarOptions): Promise<FoundJar> {
  const { path, variables = process.env } = options;
  if (path !== '') return inspect(path, { option: '--benchmark-option jar' });
  const { SCIENCEWORLD_JAR: given } = variables;
  if (given !== undefined && given !== '') return inspect(given, { option: 'SCIENCEWORLD_JAR' });
  const folder = jarFolder(variables);
  const found = await inspect(join(folder, JAR_FILE), {});
  const note = await readNote(join(folder, NOTE_FILE));
  if (note?.sha256 === found.sha256) return { ...found, version: note.version };
  throw new InputError({
    place: { file: found.path },
    problem: 'the jar is damaged: its hash is not the one it was brought with',
    remedy: 'Run "npm run setup:scienceworld" again',
  });
}

async function inspect(path: string, { option }: { readonly option?: string }): Promise<FoundJar> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new InputError({
      place: { option, file: path },
      problem: `there is no simulator that could be read (${describeCause(cause)})`,
      remedy: REMEDY,
      cause,
    });
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const version = KNOWN_VERSIONS.find((known) => known.sha256 === sha256)?.version;
  return { path, sha256, version };
}

async function readNote(file: string) {
  try {
    return jarNoteSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

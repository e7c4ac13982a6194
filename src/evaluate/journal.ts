import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { readJsonLines } from '../store/jsonl.ts';
import { keepWholeLines, unwritable } from '../store/output-file.ts';
import { outcomeSchema, type Outcome } from './outcome.ts';

const JOURNAL_FORMAT = 'armap-journal/1';
const JOURNAL_FILE = 'journal.jsonl';
const SETTINGS_FILE = 'settings.json';

/** What the outcomes of a run depend on, in the words of the command line. */
export type Settings = Readonly<Record<string, string | number | null>>;

const settingsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/**
 * An append-only record of a run: a folder with its settings and one line for each outcome. A run
 * that was killed goes on with what is missing; a last line that was cut off is dropped.
 */
export class Journal {
  readonly #folder: string | undefined;
  readonly #outcomes = new Map<string, Outcome>();

  private constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Keeps nothing beyond this process. */
  static inMemory(): Journal {
    return new Journal(undefined);
  }

  /** Opens a new or an existing run; refuses a folder whose run had other settings. */
  static async open(folder: string, settings: Settings): Promise<Journal> {
    const journal = new Journal(folder);
    const file = join(folder, JOURNAL_FILE);
    try {
      await mkdir(folder, { recursive: true });
      await checkSettings(folder, { format: JOURNAL_FORMAT, ...settings });
      await keepWholeLines(file);
      await appendFile(file, '');
    } catch (cause) {
      throw unwritable(folder, cause);
    }
    for await (const { value } of readJsonLines(file, outcomeSchema)) journal.#remember(value);
    return journal;
  }

  find(planner: string, task: string): Outcome | undefined {
    return this.#outcomes.get(keyOf(planner, task));
  }

  async add(outcome: Outcome): Promise<void> {
    if (this.#folder !== undefined) {
      await appendFile(join(this.#folder, JOURNAL_FILE), `${JSON.stringify(outcome)}\n`);
    }
    this.#remember(outcome);
  }

  #remember(outcome: Outcome): void {
    this.#outcomes.set(keyOf(outcome.planner, outcome.task), outcome);
  }
}

function keyOf(planner: string, task: string): string {
  return JSON.stringify([planner, task]);
}

async function checkSettings(folder: string, settings: Settings): Promise<void> {
  const file = join(folder, SETTINGS_FILE);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    const others = await readdir(folder);
    if (others.length > 0) {
      throw new InputError({
        place: { option: '--out', file: folder },
        problem: 'is a folder with other things in it',
        remedy: 'Choose a new folder, or one of an earlier run to go on with it',
      });
    }
    await writeFile(file, `${JSON.stringify(settings, null, 2)}\n`);
    return;
  }
  const before = readSettings(file, text);
  const names = new Set([...Object.keys(before), ...Object.keys(settings)]);
  for (const name of names) {
    if (before[name] === settings[name]) continue;
    throw new InputError({
      place: { option: '--out', file: folder },
      problem: `holds a run with ${name} = ${String(before[name])}, this one has ${String(settings[name])}`,
      remedy: 'Choose another folder, or the settings of that run to go on with it',
    });
  }
}

function readSettings(file: string, text: string): Settings {
  try {
    return settingsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError({
      place: { option: '--out', file },
      problem: 'is not the settings of a run',
      remedy: 'Choose another folder',
      cause,
    });
  }
}

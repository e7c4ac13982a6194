import { createHash } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { contentKey } from '../core/trajectory.ts';
import { addUsage, NO_USAGE, usageSchema, type Usage } from '../core/usage.ts';
import { readJsonLines } from '../store/jsonl.ts';
import { keepWholeLines, unwritable } from '../store/output-file.ts';
import type { Comparison, Judgement, Labeller } from './labeller.ts';

const entrySchema = z.object({
  key: z.string().min(1),
  /** Null for a judgement that nobody could read, absent for a call that failed. */
  preference: z.number().min(0).max(1).nullable().optional(),
  isConsistent: z.boolean().optional(),
  usage: usageSchema,
});

type Entry = z.infer<typeof entrySchema>;

/**
 * Everything that a labeller was asked for one data set and what it cost, in an append-only file: a
 * judgement is paid for once, an interrupted run goes on, and no cost is forgotten, also not that of
 * calls that failed.
 */
export class AnswerLog {
  readonly #file: string | undefined;
  readonly #judgements = new Map<string, Judgement>();
  #spent: Usage = NO_USAGE;

  private constructor(file: string | undefined) {
    this.#file = file;
  }

  /** Keeps nothing beyond this process. */
  static inMemory(): AnswerLog {
    return new AnswerLog(undefined);
  }

  static async open(file: string): Promise<AnswerLog> {
    const log = new AnswerLog(file);
    try {
      await mkdir(dirname(file), { recursive: true });
      await keepWholeLines(file);
      await appendFile(file, '');
    } catch (cause) {
      throw unwritable(file, cause);
    }
    const remedy = 'Delete the file: its answers will be asked for again';
    for await (const { value } of readJsonLines(file, entrySchema, remedy)) log.#remember(value);
    return log;
  }

  /** Of all calls, those of earlier runs included. */
  get spent(): Usage {
    return this.#spent;
  }

  find(key: string): Judgement | undefined {
    return this.#judgements.get(key);
  }

  add(key: string, { preference, isConsistent, usage }: Judgement): Promise<void> {
    return this.#append({ key, preference: preference ?? null, isConsistent, usage });
  }

  /** Notes what a call cost that brought no judgement. */
  addFailure(key: string, usage: Usage): Promise<void> {
    return this.#append({ key, usage });
  }

  async #append(entry: Entry): Promise<void> {
    if (this.#file !== undefined) await appendFile(this.#file, `${JSON.stringify(entry)}\n`);
    this.#remember(entry);
  }

  #remember({ key, preference, isConsistent = true, usage }: Entry): void {
    this.#spent = addUsage(this.#spent, usage);
    if (preference === undefined) return;
    this.#judgements.set(key, { preference: preference ?? undefined, isConsistent, usage });
  }
}

/** Equal questions to equal labellers have equal keys. */
export function questionKey(labeller: Labeller, { first, second, view }: Comparison): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        labeller.name,
        labeller.version,
        view,
        contentKey(first),
        contentKey(second),
      ]),
    )
    .digest('base64url');
}

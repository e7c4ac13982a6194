import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Ledger, type Budget, type Spend } from '../core/budget.ts';
import { PolicyError } from '../core/errors.ts';
import { addUsage, NO_USAGE, usageSchema, type Usage } from '../core/usage.ts';
import type { WriteReply } from '../core/writer.ts';
import { readJsonLines } from '../store/jsonl.ts';
import { keepWholeLines } from '../store/output-file.ts';

const entrySchema = z.object({
  key: z.string(),
  /** Who was asked. */
  by: z.string(),
  value: z.unknown().optional(),
  /** Why there is no value; a call that nobody answered has neither. */
  reason: z.string().optional(),
  usage: usageSchema,
});

type Entry = z.infer<typeof entrySchema>;

/** The budget did not suffice for the call. */
const NO_BUDGET = 'budget';

/** One question to a model. */
export interface JournalCall<T> {
  /** Equal for equal questions. */
  readonly key: string;
  readonly by: string;
  readonly bound: Partial<Spend>;
  readonly schema: z.ZodType<T>;
  readonly ask: (remaining: Budget) => Promise<WriteReply<T>>;
}

/**
 * Every answer that a model was paid for, one a line, written as soon as it is there: an interrupted
 * run asks for none of them again, and what was spent is known to the token. The budget holds for all
 * runs on one journal together.
 */
export class CallJournal {
  readonly #file: string;
  readonly #ledger: Ledger;
  readonly #answers = new Map<string, Entry>();
  readonly #spent = new Map<string, Usage>();
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, budget: Budget, startedAt: () => number) {
    this.#file = file;
    this.#ledger = new Ledger(budget, startedAt);
  }

  /** With `retry`, what an exhausted budget refused is asked again. */
  static async open(
    file: string,
    { budget, clock, retry }: { budget: Budget; clock: () => number; retry: boolean },
  ): Promise<CallJournal> {
    await mkdir(dirname(file), { recursive: true });
    const journal = new CallJournal(file, budget, clock);
    if ((await keepWholeLines(file)) > 0) {
      for await (const { value } of readJsonLines(file, entrySchema)) {
        journal.#count(value);
        if (!(retry && value.reason === NO_BUDGET)) journal.#keep(value);
      }
    }
    return journal;
  }

  /** What all calls came to, by who was asked. */
  get spent(): Readonly<Record<string, Usage>> {
    return Object.fromEntries([...this.#spent].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The answer from the journal, or a new one; `budget` as the reason where none can be paid. */
  async call<T>(call: JournalCall<T>): Promise<WriteReply<T>> {
    const { key, by, bound, schema, ask } = call;
    const known = this.#answers.get(key);
    if (known !== undefined) {
      const { reason, value, usage } = known;
      return reason === undefined ? { value: schema.parse(value), usage } : { reason, usage };
    }
    let reservation = this.#ledger.reserve(bound);
    while (typeof reservation === 'string') {
      const settlement = this.#ledger.nextSettlement();
      if (settlement === undefined) {
        await this.#write({ key, by, reason: NO_BUDGET, usage: NO_USAGE });
        return { reason: NO_BUDGET, usage: NO_USAGE };
      }
      await settlement;
      reservation = this.#ledger.reserve(bound);
    }
    let usage = NO_USAGE;
    try {
      const reply = await ask(bound);
      ({ usage } = reply);
      const outcome = 'value' in reply ? { value: reply.value } : { reason: reply.reason };
      await this.#write({ key, by, ...outcome, usage });
      return reply;
    } catch (error) {
      if (error instanceof PolicyError) {
        ({ usage } = error);
        await this.#write({ key, by, usage });
      }
      throw error;
    } finally {
      reservation.settle(usage);
    }
  }

  #write(entry: Entry): Promise<void> {
    this.#count(entry, false);
    this.#keep(entry);
    this.#writing = this.#writing.then(() => appendFile(this.#file, `${JSON.stringify(entry)}\n`));
    return this.#writing;
  }

  #keep(entry: Entry): void {
    if (entry.value !== undefined || entry.reason !== undefined) {
      this.#answers.set(entry.key, entry);
    }
  }

  #count({ by, usage }: Entry, isEarlier = true): void {
    this.#spent.set(by, addUsage(this.#spent.get(by) ?? NO_USAGE, usage));
    // What earlier runs spent is gone, also where it is more than this run's budget.
    if (isEarlier) settleAtOnce(this.#ledger, usage);
  }
}

function settleAtOnce(ledger: Ledger, usage: Usage): void {
  const reservation = ledger.reserve({});
  if (typeof reservation !== 'string') reservation.settle(usage);
}

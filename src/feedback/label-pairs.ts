import type { Ledger, Reservation, Resource } from '../core/budget.ts';
import { PolicyError } from '../core/errors.ts';
import type { Preference } from '../core/preference.ts';
import type { Rng } from '../core/rng.ts';
import { inOrder } from '../search/in-order.ts';
import { questionKey, type AnswerLog } from './answer-log.ts';
import type { Comparison, ComparisonView, Judgement, Labeller } from './labeller.ts';
import type { UnlabelledPair } from './pairs.ts';

export interface LabelReport {
  pairs: number;
  /** Rows that were made; the others had no readable judgement. */
  labelled: number;
  unreadable: number;
  ties: number;
  /** Ties because the answer turned with the order of the two. */
  inconsistent: number;
  /** Judgements that were known from before. */
  known: number;
  /** Which limit of the budget ended it. */
  stoppedBy: Resource | undefined;
}

export interface LabelOptions {
  readonly pairs: AsyncIterator<UnlabelledPair, void>;
  /** The most pairs. */
  readonly count: number;
  readonly view: ComparisonView;
  readonly labeller: Labeller;
  readonly answers: AnswerLog;
  /** Pays for judgements that are not in the log. */
  readonly ledger: Ledger;
  /** Comparisons in flight. */
  readonly concurrency: number;
  readonly rng: Rng;
  readonly signal?: AbortSignal | undefined;
  /** Filled in as rows are made. */
  readonly report: LabelReport;
}

export function emptyLabelReport(): LabelReport {
  return {
    pairs: 0,
    labelled: 0,
    unreadable: 0,
    ties: 0,
    inconsistent: 0,
    known: 0,
    stoppedBy: undefined,
  };
}

type Labelled =
  | { readonly pair: UnlabelledPair; readonly judgement: Judgement; readonly isKnown: boolean }
  | { readonly stop: Resource | 'cancelled' | 'end' };

/**
 * Has pairs judged and gives the readable ones as rows, in the order of the pairs, whatever the order
 * of the answers. It ends early, without an error, when the budget is used up or it is cancelled; a
 * later run with the same log goes on from there. Rejects with what the labeller rejects with.
 */
export async function* labelPairs(
  options: LabelOptions,
): AsyncGenerator<Preference, void, undefined> {
  const { count, concurrency, labeller, report } = options;
  for await (const labelled of inOrder(count, concurrency, () => labelNext(options))) {
    if ('stop' in labelled) {
      if (labelled.stop !== 'cancelled' && labelled.stop !== 'end') {
        report.stoppedBy = labelled.stop;
      }
      return;
    }
    const { pair, judgement, isKnown } = labelled;
    const { preference, isConsistent } = judgement;
    report.pairs += 1;
    if (isKnown) report.known += 1;
    if (!isConsistent) report.inconsistent += 1;
    if (preference === undefined) {
      report.unreadable += 1;
      continue;
    }
    if (preference === 0.5) report.ties += 1;
    report.labelled += 1;
    yield { ...pair, preference, source: labeller.name, criteria: labeller.version };
  }
}

async function labelNext(options: LabelOptions): Promise<Labelled> {
  const { pairs, view, labeller, answers, signal } = options;
  const { value: pair } = await pairs.next();
  if (pair === undefined) return { stop: 'end' };
  const comparison: Comparison = { first: pair.first, second: pair.second, view };
  const key = questionKey(labeller, comparison);
  const known = answers.find(key);
  if (known !== undefined) return { pair, judgement: known, isKnown: true };
  const reservation = await reserve(options, comparison);
  if (typeof reservation === 'string') return { stop: reservation };
  try {
    const judgement = await labeller.compare(comparison, {
      remaining: options.ledger.remaining,
      rng: options.rng.fork(key),
      signal,
    });
    reservation.settle(judgement.usage);
    await answers.add(key, judgement);
    return { pair, judgement, isKnown: false };
  } catch (error) {
    const usage = error instanceof PolicyError ? error.usage : undefined;
    reservation.settle(usage ?? {});
    if (usage !== undefined) await answers.addFailure(key, usage);
    if (signal?.aborted === true) return { stop: 'cancelled' };
    throw error;
  }
}

/** Waits for others to settle before it gives up: they may cost less than was set aside. */
async function reserve(
  { ledger, labeller, signal }: LabelOptions,
  comparison: Comparison,
): Promise<Reservation | Resource | 'cancelled'> {
  const bound = labeller.costBound?.(comparison) ?? {};
  for (;;) {
    if (signal?.aborted === true) return 'cancelled';
    const reservation = ledger.reserve(bound);
    if (typeof reservation !== 'string') return reservation;
    const settlement = ledger.nextSettlement();
    if (settlement === undefined) return reservation;
    await settlement;
  }
}

import type { Benchmark, Task } from '../core/benchmark.ts';
import type { Hindsight } from '../core/hindsight.ts';
import type { Rng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { Triplet } from '../core/triplet.ts';
import { inOrder } from '../search/in-order.ts';
import { replay } from '../search/replay.ts';
import { DigestSet } from '../store/digest-set.ts';
import { LengthBalance } from './length-balance.ts';
import { DEFAULT_MIX, type NegativeMix } from './mix.ts';
import type { EditSource } from './proposed-edits.ts';
import { countIn, type SynthesisReport } from './synthesis-report.ts';
import { tripletRows, type RowAttempt, type Wording } from './triplet-rows.ts';
import { digest } from './visits.ts';
import { poolWalks, type KnownWalk, type WalkPool } from './walk-pool.ts';

export { emptyReport, type SynthesisReport } from './synthesis-report.ts';

export interface SynthesizeOptions<T extends Task> {
  readonly benchmark: Benchmark<T>;
  readonly hindsight: Hindsight<T>;
  /** Read once, one after another. */
  readonly walks: Iterable<Trajectory> | AsyncIterable<Trajectory>;
  /** The task that a walk was made on; undefined when the benchmark does not know it. */
  readonly taskOf: (walk: Trajectory) => T | undefined;
  /** The most rows. */
  readonly limit: number;
  readonly rng: Rng;
  /** Filled in as rows are made. */
  readonly report: SynthesisReport;
  /** Where negatives come from; mostly hard ones if absent. */
  readonly mix?: NegativeMix | undefined;
  /** Whether prefixes are compared as well; they are if absent. */
  readonly prefixes?: boolean | undefined;
  /** Puts what a walk achieved into words; the rules' own if absent. */
  readonly wording?: ((task: T, walked: Trajectory) => Promise<Wording<T>>) | undefined;
  /** For negatives from the source `proposed`. */
  readonly proposed?: EditSource<T> | undefined;
  /** Walks that are worked on at once; 1 if absent. It changes no row. */
  readonly concurrency?: number | undefined;
}

/**
 * Makes reward data by hindsight: the intent is what a walk achieved, the walk its positive; the
 * negatives are other walks, executed edits and dead ends. Every positive and every finished
 * negative is executed under the intent and checked by the benchmark's rules. The true score is
 * never asked. Walks are used in random order; same seed and walks, same rows.
 *
 * Of a walk only the actions are kept, so memory grows by about a kilobyte a walk and 27 bytes a
 * row, whatever the pages hold.
 */
export async function* synthesize<T extends Task>(
  options: SynthesizeOptions<T>,
): AsyncGenerator<Triplet, void, undefined> {
  const { benchmark, limit, rng, report, concurrency = 1 } = options;
  const pool = await poolWalks(options);
  const order = rng.fork('order').shuffle(pool.all);
  const balance = new LengthBalance();
  const seen = new DigestSet();
  const rowsOf = (index: number) => rowsOfWalk(options, pool, order[index]!, index);
  for await (const attempts of inOrder(order.length, concurrency, rowsOf)) {
    for (const attempt of attempts) {
      if (report.triplets >= limit) return;
      if (attempt === 'rejected') {
        report.rejected += 1;
      } else if (attempt.touched?.some((group) => benchmark.isTestGroup(group)) === true) {
        report.testRows += 1;
      } else if (seen.has(contentOf(attempt))) {
        report.duplicateTriplets += 1;
      } else if (!balance.admits(attempt)) {
        report.unbalanced += 1;
      } else {
        seen.add(contentOf(attempt));
        report.triplets += 1;
        countIn(report.negativeKinds, attempt.negativeKind);
        countIn(report.writers, attempt.writer ?? 'rules');
        yield { id: `triplet-${report.triplets}`, ...attempt };
      }
    }
  }
}

async function rowsOfWalk<T extends Task>(
  options: SynthesizeOptions<T>,
  pool: WalkPool<T>,
  walk: KnownWalk<T>,
  index: number,
): Promise<RowAttempt[]> {
  const { benchmark, hindsight, mix = DEFAULT_MIX } = options;
  const { id, task, actions, group } = walk;
  const original = (await replay(benchmark, task, actions, { id })).trajectory;
  const attempts: RowAttempt[] = [];
  for (const achieved of hindsight.achieved(original)) {
    // A walk on any task may have achieved what is asked for in a test.
    if (benchmark.isTestGroup(benchmark.groupOf(achieved))) continue;
    const rows = tripletRows({
      ...options,
      task: achieved,
      walk,
      others: pool.byGroup.get(group)!,
      pool,
      mix,
      rng: options.rng.fork(`walk-${index}`),
    });
    for await (const attempt of rows) attempts.push(attempt);
  }
  return attempts;
}

function contentOf({ intent, positive, negative }: Omit<Triplet, 'id'>): string {
  return digest(intent, JSON.stringify([actionsOf(positive), actionsOf(negative)]));
}

function actionsOf({ steps }: Trajectory): string[] {
  return steps.map((step) => step.action);
}

import { isTriplet, rankedSides, type RewardRow } from '../core/preference.ts';
import { contentKey, type Trajectory } from '../core/trajectory.ts';

/** What a report tells of one side of a row, besides its score. */
export interface SideFacts {
  readonly id: string;
  /** Equal for equal trajectories. */
  readonly key: string;
  readonly steps: number;
  /** In the pages and actions. */
  readonly characters: number;
}

/** What a report tells of a row, besides its scores; the better side is the positive. */
export interface RowFacts {
  readonly id: string;
  readonly taskId: string;
  readonly intent: string;
  /** Whether it is known of both sides that the one fulfils the intent and the other does not. */
  readonly isVerified: boolean;
  readonly positive: SideFacts;
  readonly negative: SideFacts;
}

/** Passes rows on and notes their facts in `noted`, in the same order. */
export async function* noteRows(
  rows: AsyncIterable<RewardRow>,
  noted: RowFacts[],
): AsyncGenerator<RewardRow, void, undefined> {
  for await (const row of rows) {
    const { better, worse } = rankedSides(row);
    noted.push({
      id: row.id,
      taskId: row.taskId,
      intent: row.intent,
      isVerified: isTriplet(row) && row.confidence === 1,
      positive: factsOf(better),
      negative: factsOf(worse),
    });
    yield row;
  }
}

function factsOf(trajectory: Trajectory): SideFacts {
  const { id, steps, final } = trajectory;
  const pages = [...steps.map(({ observation }) => observation), final];
  const characters =
    pages.reduce((total, page) => total + page.text.length, 0) +
    steps.reduce((total, { action }) => total + action.length, 0);
  return { id, key: contentKey(trajectory), steps: steps.length, characters };
}

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

/** Reads the facts of some rows, by their places among all; the others pass by. */
export async function factsAt(
  places: readonly number[],
  rows: AsyncIterable<RewardRow>,
): Promise<Map<number, RowFacts>> {
  const wanted = new Set(places);
  const facts = new Map<number, RowFacts>();
  let place = 0;
  for await (const row of rows) {
    if (wanted.has(place)) facts.set(place, factsOfRow(row));
    place += 1;
  }
  return facts;
}

function factsOfRow(row: RewardRow): RowFacts {
  const { better, worse } = rankedSides(row);
  return {
    id: row.id,
    taskId: row.taskId,
    intent: row.intent,
    isVerified: isTriplet(row) && row.confidence === 1,
    positive: factsOf(better),
    negative: factsOf(worse),
  };
}

function factsOf(trajectory: Trajectory): SideFacts {
  const { id, steps, final } = trajectory;
  const pages = [...steps.map(({ observation }) => observation), final];
  const characters =
    pages.reduce((total, page) => total + page.text.length, 0) +
    steps.reduce((total, { action }) => total + action.length, 0);
  return { id, key: contentKey(trajectory), steps: steps.length, characters };
}

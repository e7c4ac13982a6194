/** What became of the walks; filled in as rows are made. */
export interface SynthesisReport {
  walks: number;
  /** Walks on tasks that only ever serve for testing; never used. */
  testWalks: number;
  /** Equal to an earlier walk on the same task. */
  duplicateWalks: number;
  /** Achieved no intent, or are on no known task. */
  uselessWalks: number;
  /** Took more actions than the benchmark allows anyone. */
  longWalks: number;
  /** Walks under the id of another one; ids only name walks, so these are used all the same. */
  reusedIds: number;
  triplets: number;
  duplicateTriplets: number;
  /** Edits, replays and prefixes that turned out not to be what they were meant to be. */
  rejected: number;
  /** Rows of which a side came to what a test asks for. */
  testRows: number;
  /** Left out so that the number of actions tells nothing. */
  unbalanced: number;
  readonly negativeKinds: Record<string, number>;
  /** Intents by who wrote them. */
  readonly writers: Record<string, number>;
  /** Written intents that were not used, by reason. */
  readonly rejectedIntents: Record<string, number>;
  /** Edits that a model proposed and that were not used, by reason. */
  readonly rejectedEdits: Record<string, number>;
}

export function emptyReport(): SynthesisReport {
  return {
    walks: 0,
    testWalks: 0,
    duplicateWalks: 0,
    uselessWalks: 0,
    longWalks: 0,
    reusedIds: 0,
    triplets: 0,
    duplicateTriplets: 0,
    rejected: 0,
    testRows: 0,
    unbalanced: 0,
    negativeKinds: {},
    writers: {},
    rejectedIntents: {},
    rejectedEdits: {},
  };
}

export function countIn(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

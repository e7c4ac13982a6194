/** Where the published splits of the human goals begin: test, then dev, then train. */
const DEV_FROM = 500;
const TRAIN_FROM = 1500;

export interface GoalSplits {
  readonly test: readonly number[];
  readonly dev: readonly number[];
  readonly train: readonly number[];
}

/** The numbers of the goals in each split; with few goals, the later splits are short or empty. */
export function splitGoals(count: number): GoalSplits {
  const range = (from: number, to: number): readonly number[] =>
    Array.from({ length: Math.max(0, Math.min(to, count) - from) }, (_, index) => from + index);
  return {
    test: range(0, DEV_FROM),
    dev: range(DEV_FROM, TRAIN_FROM),
    train: range(TRAIN_FROM, count),
  };
}

/** A goal in an environment. Benchmarks add what they need, hidden from planners. */
export interface Task {
  readonly id: string;
  /** The user's goal in words, and nothing else. */
  readonly intent: string;
  /** The most actions of an attempt, where it is not `Benchmark.maxSteps`. */
  readonly maxSteps?: number | undefined;
}

export type { Awaitable } from './core/awaitable.ts';
export type { Benchmark, Grade, PolicyFactory, Task, TaskSet } from './core/benchmark.ts';
export {
  addSpend,
  Ledger,
  NO_SPEND,
  type Budget,
  type Clock,
  type Remaining,
  type Reservation,
  type Resource,
  type Spend,
  type StopReason,
} from './core/budget.ts';
export type { Encoder } from './core/encoder.ts';
export type { Branching, Environment, StepResult } from './core/environment.ts';
export {
  ArmapError,
  InputError,
  PolicyError,
  RewardError,
  type InputPlace,
} from './core/errors.ts';
export type { Edit, Hindsight } from './core/hindsight.ts';
export { maximizeReward, type Objective, type ObjectiveValue } from './core/objective.ts';
export { pageOf, type ImageReference, type Observation, type Page } from './core/observation.ts';
export {
  runPlanner,
  type Candidate,
  type Planner,
  type PlanningProblem,
  type PlanResult,
} from './core/planner.ts';
export type {
  Policy,
  PolicyContext,
  PolicyReply,
  Proposal,
  ProposeOptions,
} from './core/policy.ts';
export type { RewardModel, Score } from './core/reward-model.ts';
export { createRng, type Rng } from './core/rng.ts';
export type { TraceEvent } from './core/trace.ts';
export {
  contentKey,
  prefixOf,
  trajectorySchema,
  type Facts,
  type Step,
  type Trajectory,
  type TrajectoryEnd,
} from './core/trajectory.ts';
export { tripletSchema, type Triplet } from './core/triplet.ts';
export { addUsage, NO_USAGE, ONE_CALL, splitUsage, type Usage } from './core/usage.ts';

export { runExperiment, type Experiment } from './evaluate/experiment.ts';
export { Journal, type Settings } from './evaluate/journal.ts';
export type { GradedCandidate, Outcome } from './evaluate/outcome.ts';
export { reportRow, reportTable, type ReportRow } from './evaluate/report.ts';
export { selectTasks } from './evaluate/select-tasks.ts';
export { meanInterval, wilson, type Interval } from './evaluate/statistics.ts';

export { rewardFunction, type RewardFunctionOptions } from './reward/reward-function.ts';

export { inOrder } from './search/in-order.ts';
export { plan, type PlanOptions } from './search/plan.ts';
export { problemFor, type ProblemOptions } from './search/problem.ts';
export { rank } from './search/ranking.ts';
export { replay, type Replay } from './search/replay.ts';
export { rollout, type RolloutOptions, type RolloutResult } from './search/rollout.ts';
export { sampleTrajectories } from './search/sample.ts';
export { scoreInto } from './search/score-into.ts';
export { Session } from './search/session.ts';

export { readTrajectories, readTriplets, trajectoryLine, tripletLine } from './store/records.ts';

export { collect, type CollectOptions } from './synthesis/collect.ts';
export {
  emptyReport,
  synthesize,
  type SynthesisReport,
  type SynthesizeOptions,
} from './synthesis/synthesize.ts';

// The contracts, and what they are made of.
export { whenReady, type Awaitable } from './core/awaitable.ts';
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
  EnvironmentError,
  InputError,
  PolicyError,
  RewardError,
  type InputPlace,
} from './core/errors.ts';
export type { Edit, Hindsight, Verdict } from './core/hindsight.ts';
export { maximizeReward, type Objective, type ObjectiveValue } from './core/objective.ts';
export { pageOf, type ImageReference, type Observation, type Page } from './core/observation.ts';
export type { OptionValue, PlannerFactory, PlannerOption } from './core/planner-factory.ts';
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
  RememberedTrial,
} from './core/policy.ts';
export { isTriplet, type Preference, type RewardRow } from './core/preference.ts';
export type { Progress } from './core/progress.ts';
export type { ReflectOptions, Reflector, ReflectorReply } from './core/reflector.ts';
export type { RewardModel, Score } from './core/reward-model.ts';
export { createRng, type Rng } from './core/rng.ts';
export type { TraceEvent } from './core/trace.ts';
export {
  contentKey,
  isComplete,
  prefixOf,
  trajectorySchema,
  type Facts,
  type Step,
  type Trajectory,
  type TrajectoryEnd,
} from './core/trajectory.ts';
export { tripletSchema, type Triplet } from './core/triplet.ts';
export { addUsage, NO_USAGE, ONE_CALL, splitUsage, type Usage } from './core/usage.ts';
export type {
  EditProposer,
  EditRequest,
  IntentRequest,
  IntentWriter,
  ProposedEdit,
  WriteOptions,
  WriteProblem,
  WriteReply,
  WrittenIntent,
} from './core/writer.ts';

// What planners are composed of.
export {
  actInLiveEnvironment,
  type ApprovalRequest,
  type LiveEnvironment,
  type LiveResult,
} from './search/act-live.ts';
export { backUp, normalise, type Backup } from './search/backup.ts';
export { conclude } from './search/conclude.ts';
export { oneByOne, type EventBatches } from './search/events.ts';
export { grow, mostValuableOpen, type Growth } from './search/grow.ts';
export { GrowingTree, type GrowthOptions } from './search/growing-tree.ts';
export { inOrder } from './search/in-order.ts';
export { plan, type PlanOptions } from './search/plan.ts';
export { problemFor, type ProblemOptions } from './search/problem.ts';
export { rank } from './search/ranking.ts';
export { replay, type Replay } from './search/replay.ts';
export { rollout, type RolloutOptions, type RolloutResult } from './search/rollout.ts';
export { ruleBasedReflector } from './search/rule-based-reflector.ts';
export { sampleTrajectories } from './search/sample.ts';
export { scoreInto } from './search/score-into.ts';
export { selectPuct, selectUct, type SelectEdge } from './search/selection.ts';
export { Session } from './search/session.ts';
export { simulate, type SimulationRules } from './search/simulate.ts';
export type { Tree, TreeNode } from './search/tree.ts';
export { rankByVotes, type Ballot } from './search/vote.ts';

// What a planner maximizes.
export {
  factsOf,
  linearObjective,
  withCost,
  type Constraint,
  type LinearObjective,
  type Relation,
  type Term,
} from './objective/linear-objective.ts';
export {
  objective,
  type ObjectiveBuilder,
  type ObjectiveStart,
} from './objective/objective-builder.ts';
export { parseObjective, type ObjectiveContext } from './objective/parse-objective.ts';

// Rewards: opened, made, combined.
export { cachedReward, type CacheCounts, type CachedReward } from './reward/cached-reward.ts';
export {
  cascadeReward,
  tieredReward,
  type CascadeOptions,
  type CascadeReward,
  type DecidingTier,
  type TierCount,
} from './reward/cascade-reward.ts';
export { explainRanking, type RankingExplanation } from './reward/explain-ranking.ts';
export {
  explainDifference,
  explainSteps,
  type Contribution,
  type ExplainedChange,
  type ExplainedStep,
} from './reward/explain.ts';
export {
  openLearnedReward,
  type LearnedReward,
  type LearnedRewardOptions,
} from './reward/learned-reward.ts';
export { lowerConfidenceBound } from './reward/lower-confidence-bound.ts';
export { minimumReward } from './reward/minimum-reward.ts';
export { fitNoveltyShaping, noveltyReward, type NoveltyShaping } from './reward/novelty-reward.ts';
export { openReward } from './reward/open-reward.ts';
export { openRemoteReward, type RemoteOptions } from './reward/remote/open-remote-reward.ts';
export {
  batchRewardFunction,
  rewardFunction,
  type RewardFunctionOptions,
} from './reward/reward-function.ts';
export { openRewardModule, type RewardModule } from './reward/reward-module.ts';
export { saveTrainedReward, type Provenance } from './reward/save-trained-reward.ts';
export { openScoreFolder } from './reward/score-folder.ts';
export { createScoreMemory, type ScoreStore } from './reward/score-store.ts';
export {
  openVlmReward,
  type VlmOptions,
  type VlmReward,
} from './reward/vision-language/open-vlm-reward.ts';
export { watchRange } from './reward/watch-range.ts';
export { weightedRewards, type WeightedReward } from './reward/weighted-rewards.ts';

// Rewards learned from triplets.
export { bald, orderByWorth } from './learn/bald.ts';
export { calibrate, type Calibration } from './learn/calibration.ts';
export {
  davidsonLoss,
  davidsonProbabilities,
  type ComparisonOutcome,
  type DavidsonLoss,
} from './learn/davidson.ts';
export { encodeTriplets } from './learn/encode-triplets.ts';
export { plackettLuceLoss } from './learn/plackett-luce.ts';
export { splitByGroup } from './learn/split.ts';
export { trainReward, type TrainedReward } from './learn/trainer.ts';

// What a learned reward looks at.
export { cachedEmbedder, type CachedEmbedder } from './encoders/cached-embedder.ts';
export { decode } from './encoders/decode.ts';
export type { Embedder, ImageEmbedder, TextEmbedder } from './encoders/embedder.ts';
export {
  createEmbeddingMemory,
  openEmbeddingFolder,
  type EmbeddingStore,
} from './encoders/embedding-store.ts';
export { openImageEncoder } from './encoders/image-encoder.ts';
export {
  parseImageProcessor,
  pixelValues,
  type ImageProcessor,
  type PixelValues,
} from './encoders/image-processor.ts';
export { openEncoder, type OpenEncoderOptions } from './encoders/open-encoder.ts';
export { colourFeatures, pictureColours } from './encoders/picture-colours.ts';
export { pictureFeatures } from './encoders/picture-features.ts';
export { joinEncoders, type PreparedEncoder } from './encoders/prepared-encoder.ts';
export { openRemoteEmbedder, type RemoteEmbedderOptions } from './encoders/remote-embedder.ts';
export { resize } from './encoders/resize.ts';
export { EncoderError } from './encoders/tensor-session.ts';
export { openTextEncoder, type EncoderOptions } from './encoders/text-encoder.ts';
export { textFeatures, type TextFeatureOptions } from './encoders/text-features.ts';
export {
  createTextEncoder,
  type TextEncoderOptions,
} from './encoders/words/create-text-encoder.ts';

// How far a reward can be trusted.
export { bestOfNCurve } from './reward-report/best-of-n.ts';
export { reportOn, type ModelReport } from './reward-report/model-report.ts';
export { overOptimisation } from './reward-report/over-optimisation.ts';
export { reportText } from './reward-report/report-text.ts';

// Reward data: exploring, writing intents, making negatives.
export { CallJournal } from './synthesis/call-journal.ts';
export { checklistHindsight, type Checklist } from './synthesis/checklist-hindsight.ts';
export { collect, type CollectOptions } from './synthesis/collect.ts';
export { Coverage, type CoverageReport } from './synthesis/coverage.ts';
export type { Diversity } from './synthesis/diversity.ts';
export { DEFAULT_MIX, DIFFICULTIES, parseMix, type NegativeMix } from './synthesis/mix.ts';
export { probe, type ProbeReport } from './synthesis/probes.ts';
export { proposedEdits, type EditSource } from './synthesis/proposed-edits.ts';
export {
  emptyReport,
  synthesize,
  type SynthesisReport,
  type SynthesizeOptions,
} from './synthesis/synthesize.ts';
export type { Wording } from './synthesis/triplet-rows.ts';
export { Visits } from './synthesis/visits.ts';
export { writtenIntents } from './synthesis/written-intents.ts';

// Reward data: labelling preferences.
export { emptyLabelReport, labelPairs, type LabelReport } from './feedback/label-pairs.ts';
export type { Comparison, Judgement, Labeller } from './feedback/labeller.ts';
export { drawPairs, type PairOptions } from './feedback/pairs.ts';
export { createRulesLabeller } from './feedback/rules-labeller.ts';

// Reward data of other projects.
export { exportRows, type ExportFormat, type ExportReport } from './exchange/export-rows.ts';
export { importRows, type ImportFormat } from './exchange/import-rows.ts';

// Files.
export {
  readDatasetCard,
  writeDatasetCard,
  type CardFacts,
  type DatasetCard,
} from './store/dataset-card.ts';
export { ImageStore } from './store/image-store.ts';
export {
  preferenceLine,
  readRewardRows,
  readTrajectories,
  readTriplets,
  trajectoryLine,
  tripletLine,
} from './store/records.ts';

// Comparing planners.
export { runExperiment, type Experiment } from './evaluate/experiment.ts';
export { Journal, type Settings } from './evaluate/journal.ts';
export type { GradedCandidate, Outcome } from './evaluate/outcome.ts';
export { reportRow, reportTable, type ReportRow, type RowIdentity } from './evaluate/report.ts';
export { selectTasks } from './evaluate/select-tasks.ts';
export { meanInterval, wilson, type Interval } from './evaluate/statistics.ts';
export { tradeOffTable } from './evaluate/trade-off-table.ts';

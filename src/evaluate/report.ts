import { markdownTable } from 'markdown-table';
import { addSpend, NO_SPEND } from '../core/budget.ts';
import { maximizeReward } from '../core/objective.ts';
import type { Rng } from '../core/rng.ts';
import type { Facts } from '../core/trajectory.ts';
import type { TierCount } from '../reward/cascade-reward.ts';
import { meanFacts, type Outcome } from './outcome.ts';
import { mean, meanInterval, sum, type Interval } from './statistics.ts';

/** One planner over all tasks. Counts are totals over the tasks; a crash counts with score 0. */
export interface ReportRow {
  readonly planner: string;
  readonly policy: string;
  /** The reward with its version; null for a planner that asks none. */
  readonly reward: string | null;
  readonly tasks: number;
  readonly seed: number;
  readonly meanScore: number;
  readonly successRate: number;
  /** 95 % interval of `meanScore` over tasks. */
  readonly interval: Interval;
  readonly oracleMeanScore: number;
  readonly oracleSuccessRate: number;
  /**
   * The part of the way from the mean of its candidates to the best of them that the planner's choice
   * goes: 0 for a choice at random, 1 for a perfect one. Null where there is nothing to choose.
   */
  readonly oracleGapClosed: number | null;
  readonly policyCalls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly rewardCalls: number;
  readonly environmentSteps: number;
  readonly costUsd: number;
  readonly wallMs: number;
  readonly crashed: number;
  /** What the planner was to maximise, in the notation of the command line. */
  readonly objective: string;
  /** Means of the chosen trajectories' facts, each over the tasks whose choice knows it. */
  readonly facts: Facts;
  /** Tasks whose choice breaks a hard constraint of the objective. */
  readonly infeasible: number;
  /** How often an environment did not repeat itself when a search took the same actions again. */
  readonly divergences: number;
  /** Who decided how often, the reward first and the verifier last; empty without a verifier. */
  readonly tiers: readonly TierCount[];
}

/** What a row is about. The objective is that of the reward alone if absent. */
export type RowIdentity = Pick<ReportRow, 'planner' | 'policy' | 'reward' | 'seed'> &
  Partial<Pick<ReportRow, 'objective'>>;

export function reportRow(
  { objective = maximizeReward.text, ...identity }: RowIdentity,
  outcomes: readonly Outcome[],
  rng: Rng,
): ReportRow {
  const column = <T>(read: (outcome: Outcome) => T) => outcomes.map(read);
  const scores = column((outcome) => outcome.score);
  const meanScore = mean(scores);
  const oracleMeanScore = mean(column((outcome) => outcome.oracleScore));
  const drawn = column(({ candidates }) => mean(candidates.map(({ score }) => score)));
  return {
    ...identity,
    tasks: outcomes.length,
    meanScore,
    successRate: mean(column((outcome) => outcome.success)),
    interval: meanInterval(scores, rng),
    oracleMeanScore,
    oracleSuccessRate: mean(column((outcome) => outcome.oracleSuccess)),
    oracleGapClosed: shareOfGap(meanScore, mean(drawn), oracleMeanScore),
    ...outcomes.reduce((total, { spent }) => addSpend(total, spent), NO_SPEND),
    wallMs: Math.round(sum(column((outcome) => outcome.wallMs))),
    crashed: outcomes.filter((outcome) => outcome.crash !== undefined).length,
    objective,
    facts: meanFacts(column((outcome) => outcome.facts)),
    infeasible: outcomes.filter((outcome) => outcome.feasible === false).length,
    divergences: sum(column((outcome) => outcome.divergences ?? 0)),
    tiers: addTiers(column((outcome) => outcome.tiers ?? [])),
  };
}

/** Differences below this are rounding. */
const NO_GAP = 1e-9;

function shareOfGap(value: number, from: number, to: number): number | null {
  return to - from < NO_GAP ? null : (value - from) / (to - from);
}

function addTiers(all: readonly (readonly TierCount[])[]): TierCount[] {
  const [first = []] = all.filter((tiers) => tiers.length > 0);
  return first.map(({ reward }, place) => {
    const total = (name: 'asked' | 'decided' | 'disagreed') =>
      sum(all.map((tiers) => tiers[place]?.[name] ?? 0));
    return {
      reward,
      asked: total('asked'),
      decided: total('decided'),
      disagreed: total('disagreed'),
    };
  });
}

/**
 * The rows as a Markdown table, aligned for reading as it stands; divergences and a verifier have
 * columns when there are any. `verified` are the scores that the reward left to the verifier, and
 * `overruled` those of them to which it had tended the other way.
 */
export function reportTable(rows: readonly ReportRow[]): string {
  const percent = (share: number) => (100 * share).toFixed(1);
  const whole = (value: number) => value.toLocaleString('en-US');
  const hasVerifier = rows.some(({ tiers }) => tiers.length > 0);
  const hasDiverged = rows.some(({ divergences }) => divergences > 0);
  const header = [
    'planner',
    'score %',
    '95 % interval',
    'oracle %',
    'gap closed %',
    'policy calls',
    'tokens',
    'reward calls',
    'environment steps',
    'USD',
    'seconds',
    'crashed',
    ...(hasVerifier ? ['verified', 'overruled'] : []),
    ...(hasDiverged ? ['diverged'] : []),
  ];
  const body = rows.map((row) => [
    row.planner,
    percent(row.meanScore),
    `${percent(row.interval[0])} to ${percent(row.interval[1])}`,
    percent(row.oracleMeanScore),
    row.oracleGapClosed === null ? '-' : percent(row.oracleGapClosed),
    whole(row.policyCalls),
    whole(row.promptTokens + row.completionTokens),
    whole(row.rewardCalls),
    whole(row.environmentSteps),
    row.costUsd.toFixed(2),
    (row.wallMs / 1000).toFixed(1),
    whole(row.crashed),
    ...(hasVerifier
      ? [whole(row.tiers.at(-1)?.decided ?? 0), whole(sum(row.tiers.map((tier) => tier.disagreed)))]
      : []),
    ...(hasDiverged ? [whole(row.divergences)] : []),
  ]);
  return markdownTable([header, ...body], { align: header.map((_, i) => (i === 0 ? 'l' : 'r')) });
}

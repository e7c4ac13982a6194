import type { TrainedReward } from '../learn/trainer.ts';
import { calibrate } from '../learn/calibration.ts';
import { scoreRows } from '../learn/scorer.ts';
import type { PairTable } from '../learn/pair-table.ts';
import { accuracyOf, type Accuracy, type RankedPair } from './accuracy.ts';
import { bestOfNCurve, powersOfTwo, type BestOfN, type Candidate } from './best-of-n.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { reliability, type ReliabilityBin } from './reliability.ts';
import type { RowFacts, SideFacts } from './row-facts.ts';

/** How a reward model did on the rows that were held out. */
export interface ModelReport {
  readonly model: {
    readonly kind: string;
    readonly heads: number;
    readonly encoder: string;
    readonly trainPairs: number;
    readonly heldOutPairs: number;
  };
  /** How often the better side has the higher raw reward; null for no such pairs. */
  readonly accuracy: {
    readonly overall: Accuracy | null;
    readonly stages: Readonly<Record<string, Accuracy | null>>;
    readonly negativeKinds: Readonly<Record<string, Accuracy | null>>;
  };
  /** In nats. */
  readonly pairLogLoss: number | null;
  readonly auroc: number | null;
  readonly calibrationError: number | null;
  readonly reliability: readonly ReliabilityBin[];
  /** Over the finished attempts of each intent; `predicted` is the calibrated value. */
  readonly bestOfN: readonly BestOfN[];
  readonly intents: number;
  /** The fewest and the most attempts at one intent. */
  readonly candidates: readonly [fewest: number, most: number];
  /** Spearman's correlation of the raw reward with size, over different finished attempts. */
  readonly length: {
    readonly positives: LengthCorrelation;
    readonly negatives: LengthCorrelation;
  };
  /** The pairs that are ranked wrong by the most, worst first. */
  readonly confused: readonly ConfusedPair[];
}

export interface LengthCorrelation {
  readonly attempts: number;
  readonly steps: number | null;
  readonly characters: number | null;
}

export interface ConfusedPair {
  readonly id: string;
  readonly task: string;
  readonly stage: string;
  readonly negativeKind: string;
  /** The ids of its trajectories. */
  readonly positive: string;
  readonly negative: string;
  /** Raw reward of the negative minus that of the positive. */
  readonly difference: number;
}

const MOST_CONFUSED = 10;

interface Row {
  readonly facts: RowFacts;
  readonly stage: string;
  readonly negativeKind: string;
  readonly group: string;
  readonly preference: number;
  /** Raw rewards. */
  readonly positive: number;
  readonly negative: number;
}

/**
 * Looks at the held-out rows. Equal models and rows give equal reports.
 *
 * @param heldOut indices of pairs
 * @param facts of the rows of those pairs, by their indices
 */
export function reportOn(
  trained: TrainedReward,
  pairs: PairTable,
  heldOut: readonly number[],
  facts: ReadonlyMap<number, RowFacts>,
  encoder: string,
): ModelReport {
  const { scorer, calibration, metrics, trainPairs, heldOutPairs } = trained;
  const valueOf = (raw: number) => calibrate(calibration, raw);
  const raws = rawsOf(trained, pairs, heldOut);
  const rows = heldOut.map((pair, place): Row => ({
    facts: facts.get(pair)!,
    stage: pairs.stages[pair]!,
    negativeKind: pairs.negativeKinds[pair]!,
    group: pairs.groups[pair]!,
    preference: pairs.preferences[pair]!,
    positive: raws[2 * place]!,
    negative: raws[2 * place + 1]!,
  }));
  const decided = rows.filter(({ preference }) => preference !== 0.5);
  const attempts = attemptsOf(rows);
  const sets = [...groupBy(attempts, ({ intent }) => intent).values()];
  const sizes = sets.map((set) => set.length);
  const most = Math.max(0, ...sizes);
  const candidates = sets.map((set) =>
    set.map(({ raw, truth }): Candidate => ({ predicted: valueOf(raw), truth })),
  );
  const { pairLogLoss, auroc, calibrationError } = metrics.overall;
  return {
    model: {
      kind: scorer.shape.kind,
      heads: scorer.heads.length,
      encoder,
      trainPairs,
      heldOutPairs,
    },
    accuracy: {
      overall: accuracyOf(decided.map(rankedPair)),
      stages: accuracyBy(decided, ({ stage }) => stage),
      negativeKinds: accuracyBy(decided, ({ negativeKind }) => negativeKind),
    },
    pairLogLoss,
    auroc,
    calibrationError,
    reliability: reliability(
      attempts.map(({ raw, truth }) => ({ value: valueOf(raw), target: truth })),
    ),
    bestOfN: bestOfNCurve(candidates, powersOfTwo(most)),
    intents: sets.length,
    candidates: [sizes.length === 0 ? 0 : Math.min(...sizes), most],
    length: {
      positives: lengthCorrelation(attempts.filter(({ truth }) => truth === 1)),
      negatives: lengthCorrelation(attempts.filter(({ truth }) => truth === 0)),
    },
    confused: confusedOf(decided),
  };
}

/** The raw rewards of the positive and the negative of each pair in turn. */
function rawsOf(
  { scorer }: TrainedReward,
  { features, featureNames }: PairTable,
  indices: readonly number[],
): Float64Array {
  const size = 2 * featureNames.length;
  const rows = new Float32Array(indices.length * size);
  indices.forEach((pair, place) => {
    rows.set(features.subarray(pair * size, (pair + 1) * size), place * size);
  });
  return scoreRows(scorer, rows);
}

function rankedPair({ group, positive, negative }: Row): RankedPair {
  const right = positive === negative ? 0.5 : positive > negative ? 1 : 0;
  return { group, right };
}

/** Sorted by name, so that equal models are described by equal bytes. */
function accuracyBy(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): Record<string, Accuracy | null> {
  const sets = [...groupBy(rows, nameOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sets.map(([name, set]) => [name, accuracyOf(set.map(rankedPair))]));
}

function groupBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const members = groups.get(nameOf(item));
    if (members === undefined) groups.set(nameOf(item), [item]);
    else members.push(item);
  }
  return groups;
}

interface Attempt extends SideFacts {
  readonly intent: string;
  readonly raw: number;
  /** 1 if it fulfils the intent, 0 if not. */
  readonly truth: number;
}

/** The different finished attempts of which it is known whether they fulfil their intent. */
function attemptsOf(rows: readonly Row[]): Attempt[] {
  const attempts = new Map<string, Attempt>();
  for (const { facts, stage, positive, negative } of rows) {
    if (stage !== 'finished' || !facts.isVerified) continue;
    const { intent } = facts;
    attempts.set(facts.positive.key, { ...facts.positive, intent, raw: positive, truth: 1 });
    attempts.set(facts.negative.key, { ...facts.negative, intent, raw: negative, truth: 0 });
  }
  return [...attempts.values()];
}

function lengthCorrelation(attempts: readonly Attempt[]): LengthCorrelation {
  const raws = attempts.map(({ raw }) => raw);
  return {
    attempts: attempts.length,
    steps: rankCorrelation(
      raws,
      attempts.map(({ steps }) => steps),
    ),
    characters: rankCorrelation(
      raws,
      attempts.map(({ characters }) => characters),
    ),
  };
}

function confusedOf(rows: readonly Row[]): ConfusedPair[] {
  return rows
    .map(({ facts, stage, negativeKind, positive, negative }) => ({
      id: facts.id,
      task: facts.taskId,
      stage,
      negativeKind,
      positive: facts.positive.id,
      negative: facts.negative.id,
      difference: negative - positive,
    }))
    .filter(({ difference }) => difference > 0)
    .sort((a, b) => b.difference - a.difference || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_CONFUSED);
}

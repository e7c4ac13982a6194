import type { Awaitable } from '../core/awaitable.ts';
import { createRng } from '../core/rng.ts';
import { prefixOf, type Trajectory } from '../core/trajectory.ts';

/** A reward model over features, as far as explaining it needs. */
export interface FeatureScorer {
  readonly featureNames: readonly string[];
  /** `[trajectories, features]`, row by row. */
  encode(trajectories: readonly Trajectory[]): Awaitable<Float32Array<ArrayBuffer>>;
  /** The raw reward of each row; the rows may be handed over and empty afterwards. */
  scoreRows(rows: Float32Array<ArrayBuffer>): Promise<Float32Array>;
}

/** What one feature had to do with a change of the raw reward. */
export interface Contribution {
  readonly feature: string;
  readonly before: number;
  readonly after: number;
  /** In units of raw reward; all of them together are the change. */
  readonly contribution: number;
}

export interface ExplainedChange {
  readonly before: number;
  readonly after: number;
  /** Of the features that differ, the strongest first. */
  readonly contributions: readonly Contribution[];
}

export interface ExplainedStep extends ExplainedChange {
  readonly action: string;
}

/** Shapley values are means over orders of the features; each order is taken forwards and backwards. */
const ORDERS = 4;

/** Rows that are scored together, to bound the memory. */
const ROWS_TOGETHER = 512;

/**
 * Step by step, how each action changed the raw reward of the trajectory so far, and which features
 * moved it. The reward before the first action is what the first change starts from.
 */
export async function explainSteps(
  scorer: FeatureScorer,
  trajectory: Trajectory,
): Promise<ExplainedStep[]> {
  const { steps } = trajectory;
  const stages = [...steps.keys()].map((length) => prefixOf(trajectory, length));
  const states = [...stages, trajectory];
  const rows = rowsOf(scorer, await scorer.encode(states));
  const explained: ExplainedStep[] = [];
  for (const [index, { action }] of steps.entries()) {
    const change = await explainChange(scorer, rows[index]!, rows[index + 1]!);
    explained.push({ action, ...change });
  }
  return explained;
}

/** Why `better` has another raw reward than `worse`: the change from the one to the other. */
export async function explainDifference(
  scorer: FeatureScorer,
  worse: Trajectory,
  better: Trajectory,
): Promise<ExplainedChange> {
  const [from, to] = rowsOf(scorer, await scorer.encode([worse, better]));
  return explainChange(scorer, from!, to!);
}

/** How much a feature had to do with many differences. */
export interface FeatureShare {
  readonly feature: string;
  /** Mean of the contributions: above 0, the better sides have more of what it likes. */
  readonly mean: number;
  /** Mean of their sizes. */
  readonly size: number;
}

/**
 * What decided between the sides of many pairs, the strongest feature first.
 *
 * @param pairs rows of features, the better side first
 */
export async function explainPairs(
  scorer: Pick<FeatureScorer, 'featureNames' | 'scoreRows'>,
  pairs: readonly (readonly [better: Float32Array, worse: Float32Array])[],
): Promise<FeatureShare[]> {
  const sums = new Map<string, { mean: number; size: number }>();
  for (const [better, worse] of pairs) {
    const { contributions } = await explainChange(scorer, worse, better);
    for (const { feature, contribution } of contributions) {
      const { mean, size } = sums.get(feature) ?? { mean: 0, size: 0 };
      sums.set(feature, {
        mean: mean + contribution / pairs.length,
        size: size + Math.abs(contribution) / pairs.length,
      });
    }
  }
  return [...sums]
    .map(([feature, share]) => ({ feature, ...share }))
    .sort((a, b) => b.size - a.size);
}

/**
 * Shapley values of the features that differ, by sampling orders in which they change one after the
 * other (Castro, Gómez and Tejada 2009, "Polynomial calculation of the Shapley value based on
 * sampling"). They are exact for a weighted sum, and add up to the change for any model.
 */
async function explainChange(
  scorer: Pick<FeatureScorer, 'featureNames' | 'scoreRows'>,
  from: Float32Array,
  to: Float32Array,
): Promise<ExplainedChange> {
  const changed = [...from.keys()].filter((feature) => from[feature] !== to[feature]);
  const sums = new Map(changed.map((feature) => [feature, 0]));
  const rng = createRng('orders of features');
  const orders = Array.from({ length: ORDERS }, () => {
    const order = rng.shuffle(changed);
    return [order, order.toReversed()];
  }).flat();
  let [before, after] = [0, 0];
  for (const order of orders) {
    const raws = await scorePath(scorer, from, to, order);
    before = raws[0]!;
    after = raws.at(-1)!;
    order.forEach((feature, place) => {
      sums.set(feature, sums.get(feature)! + raws[place + 1]! - raws[place]!);
    });
  }
  const contributions = changed.map((feature) => ({
    feature: scorer.featureNames[feature]!,
    before: from[feature]!,
    after: to[feature]!,
    contribution: sums.get(feature)! / orders.length,
  }));
  contributions.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return { before, after, contributions };
}

/** The raw rewards on the way, after each feature of the order has changed: one more than there are. */
async function scorePath(
  scorer: Pick<FeatureScorer, 'scoreRows'>,
  from: Float32Array,
  to: Float32Array,
  order: readonly number[],
): Promise<number[]> {
  const current = Float32Array.from(from);
  const raws: number[] = [];
  let rows: Float32Array[] = [current.slice()];
  const flush = async () => {
    const block = new Float32Array(rows.length * from.length);
    rows.forEach((row, index) => {
      block.set(row, index * from.length);
    });
    rows = [];
    raws.push(...(await scorer.scoreRows(block)));
  };
  for (const feature of order) {
    current[feature] = to[feature]!;
    rows.push(current.slice());
    if (rows.length === ROWS_TOGETHER) await flush();
  }
  if (rows.length > 0) await flush();
  return raws;
}

function rowsOf({ featureNames }: FeatureScorer, block: Float32Array): Float32Array[] {
  const width = featureNames.length;
  return Array.from({ length: block.length / width }, (_, row) =>
    block.slice(row * width, (row + 1) * width),
  );
}

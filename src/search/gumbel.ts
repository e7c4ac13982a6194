import type { Rng } from '../core/rng.ts';
import { normalise, normalisedValue } from './backup.ts';
import type { SelectEdge } from './selection.ts';
import { childOf, isOpen, NO_NODE, priorOf, type Tree, type TreeNode } from './tree.ts';

/**
 * Policy improvement by planning with Gumbel (Danihelka et al. 2022, "Policy improvement by planning
 * with Gumbel"): strong with few simulations. At the root, the actions to consider are drawn without
 * replacement by Gumbel noise and narrowed down by sequential halving; below, the search follows the
 * improved policy deterministically. The paper also adds the noise to the scores that narrow them
 * down, because its policy has to sample in order to learn. A plan is not for learning: there the
 * noise only drowns the values (`docs/search.md`). So it stays out, as with `gumbel_scale` 0 in mctx.
 */
export interface GumbelOptions {
  /** Simulations from one root, which sequential halving divides. */
  readonly simulations: number;
  /** The most root actions to consider (m in the paper). */
  readonly considered: number;
  /** Scale of values against the prior at the root (c_scale); values are normalised to 0..1. */
  readonly valueScale: number;
  /** The same below the root, where a small one spreads the simulations. */
  readonly valueScaleBelow: number;
  /** Visits that every value is given credit for (c_visit). */
  readonly visitCredit: number;
  /** Origin of the noise. */
  readonly rng: Rng;
  /** Visits of each root action when the search began: those of a subtree that was kept. */
  readonly before: readonly number[];
}

/** Paper, appendix F: c_visit 50 and m 16. Value scales: see `docs/search.md`. */
export const GUMBEL_DEFAULTS = {
  considered: 16,
  valueScale: 0.35,
  valueScaleBelow: 0.1,
  visitCredit: 50,
} as const;

export function selectGumbel(options: GumbelOptions): SelectEdge {
  return (tree, index) =>
    index === tree.root ? selectAtRoot(tree, options) : selectBelow(tree, index, options);
}

/** The root action that the search stands for: the best of those visited most. */
export function recommendGumbel(tree: Tree, options: GumbelOptions): number {
  const root = tree.nodes[tree.root]!;
  const visits = newVisits(tree, root, options);
  const most = Math.max(...visits);
  const scores = improvedLogits(tree, root, options, options.valueScale);
  return argmax(scores, (edge) => visits[edge] === most);
}

/**
 * The visits that the action to be tried next has so far, for each simulation: rounds of equal
 * visits to the best half of the actions before. (Karnin et al. 2013.)
 */
export function sequentialHalving(actions: number, simulations: number): number[] {
  if (actions <= 1) return Array.from({ length: simulations }, (_, index) => index);
  const rounds = Math.ceil(Math.log2(actions));
  const visits = new Array<number>(actions).fill(0);
  const sequence: number[] = [];
  for (
    let left = actions;
    sequence.length < simulations;
    left = Math.max(2, Math.floor(left / 2))
  ) {
    const times = Math.max(1, Math.floor(simulations / (rounds * left)));
    for (let time = 0; time < times; time += 1) {
      for (let action = 0; action < left; action += 1) {
        sequence.push(visits[action]!);
        visits[action]! += 1;
      }
    }
  }
  return sequence.slice(0, simulations);
}

function selectAtRoot(tree: Tree, options: GumbelOptions): number {
  const root = tree.nodes[tree.root]!;
  const considered = drawConsidered(root, options);
  const visits = newVisits(tree, root, options);
  const done = visits.reduce((sum, count) => sum + count, 0);
  const turn = sequentialHalving(considered.size, options.simulations)[done];
  const scores = improvedLogits(tree, root, options, options.valueScale);
  const open = (edge: number) => isOpen(tree, root, edge);
  const onTurn = argmax(
    scores,
    (edge) => considered.has(edge) && open(edge) && visits[edge] === turn,
  );
  // Actions that were exhausted early leave turns to the others.
  return onTurn >= 0 ? onTurn : argmax(scores, open);
}

/**
 * The first `considered` actions in the order of prior and noise: a draw from the prior without
 * replacement. It depends on the seed and the actions, so every simulation has the same.
 */
function drawConsidered(root: TreeNode, { considered, rng }: GumbelOptions): ReadonlySet<number> {
  const edges = root.actions.map((_, edge) => edge);
  if (edges.length <= considered) return new Set(edges);
  const keys = root.actions.map(
    (action, edge) => Math.log(priorOf(root, edge)) + gumbel(rng.fork(action)),
  );
  return new Set(edges.sort((a, b) => keys[b]! - keys[a]!).slice(0, considered));
}

function newVisits(tree: Tree, root: TreeNode, { before }: GumbelOptions): number[] {
  return root.actions.map((_, edge) => visitsOf(tree, root, edge) - (before[edge] ?? 0));
}

function selectBelow(tree: Tree, index: number, options: GumbelOptions): number {
  const node = tree.nodes[index]!;
  const logits = improvedLogits(tree, node, options, options.valueScaleBelow);
  const highest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const visits = node.actions.map((_, edge) => visitsOf(tree, node, edge));
  const all = 1 + visits.reduce((sum, count) => sum + count, 0);
  const wanted = weights.map((weight, edge) => weight / total - visits[edge]! / all);
  return argmax(wanted, (edge) => isOpen(tree, node, edge));
}

/** Logits of the prior plus the scaled values; actions without a value get the mixed one. */
function improvedLogits(
  tree: Tree,
  node: TreeNode,
  { visitCredit }: GumbelOptions,
  valueScale: number,
): number[] {
  const priors = node.actions.map((_, edge) => priorOf(node, edge));
  const visits = node.actions.map((_, edge) => visitsOf(tree, node, edge));
  const values = node.actions.map((_, edge) => valueOf(tree, node, edge));
  const mixed = mixedValue(tree, node, priors, visits, values);
  const scale = (visitCredit + Math.max(...visits)) * valueScale;
  return priors.map((prior, edge) => Math.log(prior) + scale * (values[edge] ?? mixed));
}

/** The paper's estimate (appendix D) of a node's value from its own and its actions' values. */
function mixedValue(
  tree: Tree,
  node: TreeNode,
  priors: readonly number[],
  visits: readonly number[],
  values: readonly (number | undefined)[],
): number {
  const own = node.value === null ? 0.5 : normalise(tree, node.value);
  let weight = 0;
  let weighted = 0;
  let count = 0;
  values.forEach((value, edge) => {
    if (value === undefined) return;
    weight += priors[edge]!;
    weighted += priors[edge]! * value;
    count += visits[edge]!;
  });
  return weight === 0 ? own : (own + (count * weighted) / weight) / (1 + count);
}

/** Simulations that went, or are going, behind an action. */
export function visitsOf(tree: Tree, node: TreeNode, edge: number): number {
  const child = childOf(node, edge);
  if (child === NO_NODE) return 0;
  const { visits, inFlight } = tree.nodes[child]!;
  return visits + inFlight;
}

function valueOf(tree: Tree, node: TreeNode, edge: number): number | undefined {
  const child = childOf(node, edge);
  if (child === NO_NODE || tree.nodes[child]!.visits === 0) return undefined;
  return normalisedValue(tree, tree.nodes[child]!, 'mean');
}

/** A standard Gumbel draw. */
function gumbel(rng: Rng): number {
  return -Math.log(-Math.log(rng.next() + Number.EPSILON));
}

function argmax(scores: readonly number[], isEligible: (edge: number) => boolean): number {
  let best = -1;
  scores.forEach((score, edge) => {
    if (isEligible(edge) && (best < 0 || score > scores[best]!)) best = edge;
  });
  return best;
}

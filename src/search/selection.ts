import { normalisedValue, type Backup } from './backup.ts';
import { childOf, NO_NODE, priorOf, type Tree, type TreeNode } from './tree.ts';

/**
 * Picks the action to follow from a node. At least one action is open; actions behind which nothing
 * new can be found are left out.
 */
export type SelectEdge = (tree: Tree, index: number) => number;

/** What exploring adds to the value of an action: by the visits of the parent, then by its own. */
type Bonus = (parentVisits: number) => (visits: number) => number;

/**
 * UCB1 applied to trees (Kocsis and Szepesvari 2006): value + c sqrt(ln N / n). An action that was
 * not tried comes before all that were, the most probable first. Values are normalised to 0..1, for
 * which the theory gives c = sqrt(2).
 */
export function selectUct(options: { c?: number; backup?: Backup } = {}): SelectEdge {
  const { c = Math.SQRT2, backup = 'mean' } = options;
  return selectByBonus(backup, (parentVisits) => {
    const logarithm = Math.log(parentVisits);
    return (visits) => c * Math.sqrt(logarithm / visits);
  });
}

/**
 * The rule of the published ARMAP-M (arXiv 2502.12130; its code): value + c sqrt(ln N) / (1 + n)
 * with c = 6.364 and the best return as value. Priors play no part in it.
 */
export function selectArmap(c = 6.364): SelectEdge {
  return selectByBonus('max', (parentVisits) => {
    const scale = c * Math.sqrt(Math.log(parentVisits));
    return (visits) => scale / (1 + visits);
  });
}

function selectByBonus(backup: Backup, bonus: Bonus): SelectEdge {
  return (tree, index) => {
    const node = tree.nodes[index]!;
    const untried = firstUntried(tree, node);
    if (untried >= 0) return untried;
    const bonusOf = bonus(Math.max(1, node.visits + node.inFlight));
    let best = 0;
    let bestScore = -Infinity;
    for (let edge = 0; edge < node.actions.length; edge += 1) {
      const child = tree.nodes[childOf(node, edge)]!;
      if (child.exhausted) continue;
      const visits = child.visits + child.inFlight;
      const score = normalisedValue(tree, child, backup) + bonusOf(visits);
      if (score > bestScore) [best, bestScore] = [edge, score];
    }
    return best;
  };
}

/** The most probable action that has neither visits nor simulations under way; -1 if none. */
function firstUntried(tree: Tree, node: TreeNode): number {
  let best = -1;
  for (let edge = 0; edge < node.actions.length; edge += 1) {
    const index = childOf(node, edge);
    if (index !== NO_NODE) {
      const child = tree.nodes[index]!;
      if (child.visits + child.inFlight > 0) continue;
    }
    if (node.priors === null) return edge;
    if (best < 0 || node.priors[edge]! > node.priors[best]!) best = edge;
  }
  return best;
}

/**
 * PUCT (Silver et al. 2018): value + c prior sqrt(N) / (1 + n). An action that was not tried has the
 * value of its parent, so that a prior can keep it waiting.
 */
export function selectPuct(options: { c?: number; backup?: Backup } = {}): SelectEdge {
  const { c = 1.25, backup = 'mean' } = options;
  return (tree, index) => {
    const node = tree.nodes[index]!;
    const scale = c * Math.sqrt(Math.max(1, node.visits + node.inFlight));
    const fallback = normalisedValue(tree, node, backup);
    let best = 0;
    let bestScore = -Infinity;
    for (let edge = 0; edge < node.actions.length; edge += 1) {
      const childIndex = childOf(node, edge);
      const child = childIndex === NO_NODE ? undefined : tree.nodes[childIndex]!;
      if (child?.exhausted === true) continue;
      const visits = child === undefined ? 0 : child.visits + child.inFlight;
      const value =
        child === undefined || visits === 0 ? fallback : normalisedValue(tree, child, backup);
      const score = value + (scale * priorOf(node, edge)) / (1 + visits);
      if (score > bestScore) [best, bestScore] = [edge, score];
    }
    return best;
  };
}

/** The action of the root that was followed most; among equals the one of the highest mean value. */
export function recommendMostVisited(tree: Tree): number {
  return recommendBy(tree, ({ visits, valueSum }) => [visits, valueSum / visits]);
}

/** The action of the root behind which the highest value was seen. */
export function recommendBest(tree: Tree): number {
  return recommendBy(tree, ({ visits, valueBest }) => [valueBest, visits]);
}

function recommendBy(tree: Tree, rate: (child: TreeNode) => readonly [number, number]): number {
  const root = tree.nodes[tree.root]!;
  let best = 0;
  let highest: readonly [number, number] = [-Infinity, -Infinity];
  for (let edge = 0; edge < root.actions.length; edge += 1) {
    const index = childOf(root, edge);
    if (index === NO_NODE || tree.nodes[index]!.visits === 0) continue;
    const rating = rate(tree.nodes[index]!);
    const isHigher = rating[0] > highest[0] || (rating[0] === highest[0] && rating[1] > highest[1]);
    if (isHigher) [best, highest] = [edge, rating];
  }
  return best;
}

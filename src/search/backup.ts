import { NO_NODE, type Tree, type TreeNode } from './tree.ts';

/** What a node's statistics say of it: the mean of its returns, or the best of them. */
export type Backup = 'mean' | 'max';

/**
 * Hands a value back from a node to the root. Each step up multiplies what exceeds the lowest
 * value of the tree by `discount`, so that adding a constant to all values changes nothing.
 */
export function backUp(tree: Tree, from: number, value: number, discount = 1): void {
  widenRange(tree, value);
  let returned = value;
  for (let index = from; index !== NO_NODE;) {
    const node = tree.nodes[index]!;
    node.valueBest = node.visits === 0 ? returned : Math.max(node.valueBest, returned);
    node.valueSum += returned;
    node.visits += 1;
    if (index === tree.root) break;
    index = node.parent;
    if (discount !== 1) returned = tree.lowest! + discount * (returned - tree.lowest!);
  }
}

/** Counts the value of a new node as its first visit, of which those above it learn nothing. */
export function countFirstVisit(tree: Tree, index: number): void {
  const node = tree.nodes[index]!;
  if (node.visits > 0 || node.value === null) return;
  widenRange(tree, node.value);
  node.visits = 1;
  node.valueSum = node.value;
  node.valueBest = node.value;
}

function widenRange(tree: Tree, value: number): void {
  tree.lowest = tree.lowest === null ? value : Math.min(tree.lowest, value);
  tree.highest = tree.highest === null ? value : Math.max(tree.highest, value);
}

/** Counts a simulation under way, or ended, on all nodes from one up to the root. */
export function markInFlight(tree: Tree, from: number, change: 1 | -1): void {
  for (let index = from; index !== NO_NODE; index = tree.nodes[index]!.parent) {
    tree.nodes[index]!.inFlight += change;
    if (index === tree.root) break;
  }
}

/**
 * A value as its place in the range of all values of the tree, 0 to 1 (min-max normalisation,
 * Schrittwieser et al. 2020, appendix B). One half while all values are equal. This is what meets an
 * exploration constant, so that no constant depends on the scale or the shift of the reward.
 */
export function normalise(tree: Tree, value: number): number {
  const { lowest, highest } = tree;
  if (lowest === null || highest === null || highest <= lowest) return 0.5;
  return (value - lowest) / (highest - lowest);
}

/**
 * The normalised value of a node that has visits or simulations under way. A simulation under way
 * counts as a visit that brought the lowest value (virtual loss, Chaslot et al. 2008), so that
 * simultaneous simulations spread.
 */
export function normalisedValue(tree: Tree, node: TreeNode, backup: Backup): number {
  if (node.visits === 0) return 0;
  const value = backup === 'mean' ? node.valueSum / node.visits : node.valueBest;
  return (normalise(tree, value) * node.visits) / (node.visits + node.inFlight);
}

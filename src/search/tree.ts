import type { Page } from '../core/observation.ts';
import type { Proposal } from '../core/policy.ts';
import type { Facts, Step, TrajectoryEnd } from '../core/trajectory.ts';

/** In place of the index of a node that is not there. */
export const NO_NODE = -1;

/**
 * A state reached by a sequence of actions, with what the search knows of it. Two nodes are never
 * merged: another way to an equal page is another node. Plain data; nodes name each other by index.
 */
export interface TreeNode {
  readonly parent: number;
  /** Which of the parent's actions led here; `NO_NODE` at the first node. */
  readonly edge: number;
  readonly depth: number;
  /** What was seen on arrival. */
  readonly page: Page;
  readonly facts: Facts;
  /** `unfinished` where the search may go on. */
  end: TrajectoryEnd;
  /** Actions that the policy proposed here, each once, in the order of their first proposal. */
  actions: readonly string[];
  thoughts: readonly (string | undefined)[] | null;
  /** How often the policy was asked here. */
  asks: number;
  /** Probabilities of the actions under the policy, adding up to 1; null when they are equal. */
  priors: readonly number[] | null;
  /** The node behind each action, `NO_NODE` where none was opened; null before the first. */
  children: number[] | null;
  /** What the objective says of the trajectory that ends here; null before it was judged. */
  value: number | null;
  /** Simulations that passed through or ended here. */
  visits: number;
  /** Sum and maximum of the values that were handed back through here. */
  valueSum: number;
  valueBest: number;
  /** Simulations under way through this node. */
  inFlight: number;
  /** Nothing new can be found at or below this node. */
  exhausted: boolean;
}

/** All nodes of a search. JSON can write it and read it back. */
export interface Tree {
  readonly nodes: TreeNode[];
  /** Where the search stands; actions before it are committed. */
  root: number;
  /** The range of the values seen so far; both null before the first. */
  lowest: number | null;
  highest: number | null;
}

export function createTree(page: Page): Tree {
  const tree: Tree = { nodes: [], root: 0, lowest: null, highest: null };
  tree.nodes.push(newNode(NO_NODE, NO_NODE, 0, page, {}, 'unfinished'));
  return tree;
}

/** Adds the node behind an action and returns its index. */
export function addChild(
  tree: Tree,
  parent: number,
  edge: number,
  found: { readonly page: Page; readonly facts: Facts; readonly end: TrajectoryEnd },
): number {
  const above = tree.nodes[parent]!;
  const index = tree.nodes.length;
  tree.nodes.push(newNode(parent, edge, above.depth + 1, found.page, found.facts, found.end));
  above.children ??= above.actions.map(() => NO_NODE);
  above.children[edge] = index;
  return index;
}

/**
 * Adds proposals to a node. Equal actions become one whose prior is their share of all proposals,
 * or, when the policy tells the probability of every proposal, its normalised probability: then
 * how often it was drawn does not count. Returns how many actions are new.
 */
export function addProposals(node: TreeNode, proposals: readonly Proposal[]): number {
  node.asks += 1;
  if (node.actions.length === 0 && areDistinctAndEqual(proposals)) {
    node.actions = proposals.map(({ action }) => action);
    return proposals.length;
  }
  const before = node.actions.length;
  const actions = [...node.actions];
  const thoughts = [...(node.thoughts ?? actions.map(() => undefined))];
  const weights = node.priors === null ? actions.map(() => 1) : [...node.priors];
  const known = proposals.every(({ logProbability }) => logProbability !== undefined);
  for (const { action, thought, logProbability } of proposals) {
    const weight = known ? Math.exp(logProbability!) : 1 / proposals.length;
    const place = actions.indexOf(action);
    if (place >= 0) {
      // Seen before: a probability is not counted twice, a frequency is.
      if (!known) weights[place]! += weight;
    } else {
      actions.push(action);
      thoughts.push(thought);
      weights.push(weight);
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const areEqual = weights.every((weight) => weight === weights[0]);
  node.actions = actions;
  node.thoughts = thoughts.some((thought) => thought !== undefined) ? thoughts : null;
  node.priors = areEqual || total === 0 ? null : weights.map((weight) => weight / total);
  if (node.children !== null) {
    while (node.children.length < actions.length) node.children.push(NO_NODE);
  }
  return actions.length - before;
}

/** The plain case: nothing to merge, no probabilities, no thoughts. */
function areDistinctAndEqual(proposals: readonly Proposal[]): boolean {
  for (let index = 0; index < proposals.length; index += 1) {
    const { action, thought, logProbability } = proposals[index]!;
    if (thought !== undefined || logProbability !== undefined) return false;
    for (let other = 0; other < index; other += 1) {
      if (proposals[other]!.action === action) return false;
    }
  }
  return true;
}

export function priorOf(node: TreeNode, edge: number): number {
  return node.priors === null ? 1 / node.actions.length : node.priors[edge]!;
}

export function childOf(node: TreeNode, edge: number): number {
  return node.children === null ? NO_NODE : node.children[edge]!;
}

/** Whether following this action may still find something new. */
export function isOpen(tree: Tree, node: TreeNode, edge: number): boolean {
  const child = childOf(node, edge);
  return child === NO_NODE || !tree.nodes[child]!.exhausted;
}

/** Marks a node as exhausted, and the nodes above it that have nothing else to offer. */
export function markExhausted(tree: Tree, from: number): void {
  for (let index = from; index !== NO_NODE; index = tree.nodes[index]!.parent) {
    const node = tree.nodes[index]!;
    if (index !== from && node.actions.some((_, edge) => isOpen(tree, node, edge))) return;
    node.exhausted = true;
  }
}

/** The nodes from the root of the search, or from the first node, down to this one. */
export function pathTo(tree: Tree, index: number): number[] {
  const path: number[] = [];
  for (let at = index; at !== NO_NODE; at = tree.nodes[at]!.parent) {
    path.push(at);
    if (at === tree.root) break;
  }
  return path.reverse();
}

/** The actions that lead from the first node to this one. */
export function actionsTo(tree: Tree, index: number): string[] {
  const actions: string[] = [];
  for (let node = tree.nodes[index]!; node.parent !== NO_NODE;) {
    const parent = tree.nodes[node.parent]!;
    actions.push(parent.actions[node.edge]!);
    node = parent;
  }
  return actions.reverse();
}

/** The steps that lead from the first node to this one. */
export function stepsTo(tree: Tree, index: number): Step[] {
  const node = tree.nodes[index]!;
  const steps = new Array<Step>(node.depth);
  for (let at = node; at.parent !== NO_NODE;) {
    const parent = tree.nodes[at.parent]!;
    const thought = parent.thoughts?.[at.edge];
    const action = parent.actions[at.edge]!;
    steps[parent.depth] =
      thought === undefined
        ? { observation: parent.page, action }
        : { observation: parent.page, thought, action };
    at = parent;
  }
  return steps;
}

function newNode(
  parent: number,
  edge: number,
  depth: number,
  page: Page,
  facts: Facts,
  end: TrajectoryEnd,
): TreeNode {
  return {
    parent,
    edge,
    depth,
    page,
    facts,
    end,
    actions: NO_ACTIONS,
    thoughts: null,
    asks: 0,
    priors: null,
    children: null,
    value: null,
    visits: 0,
    valueSum: 0,
    valueBest: 0,
    inFlight: 0,
    exhausted: false,
  };
}

const NO_ACTIONS: readonly string[] = Object.freeze([]);

import type { Awaitable } from '../core/awaitable.ts';
import type { GrowingTree } from './growing-tree.ts';
import { pathTo, type TreeNode } from './tree.ts';

/**
 * Follows the most valuable node to an end by the policy's likeliest actions, once, when nothing has
 * ended yet and the budget is about to be too small for it: a search that stops must have an
 * answer. Costs nothing to ask while the budget is large or unlimited.
 */
export function secureEnd(growing: GrowingTree): Awaitable<void> {
  if (growing.isSecured) return;
  const { ledger, maxSteps } = growing.session.problem;
  const { policyCalls = Infinity, environmentSteps = Infinity } = ledger.remaining;
  const affordable = Math.min(policyCalls, environmentSteps);
  if (affordable > maxSteps) return;
  const best = mostValuable(growing);
  if (best === undefined || affordable > maxSteps - growing.node(best).depth) return;
  return completeFrom(growing, best);
}

/** The same whatever the budget, at the end of a search that found no end. */
export async function completeSearch(growing: GrowingTree): Promise<void> {
  if (growing.isSecured) return;
  const best = mostValuable(growing);
  if (best !== undefined) await completeFrom(growing, best);
}

async function completeFrom(growing: GrowingTree, index: number): Promise<void> {
  growing.isSecured = true;
  // The node keeps its own value: what one rollout came to says less of it.
  const { value } = growing.node(index);
  await growing.rollOut([index], { temperature: 0 });
  growing.node(index).value = value;
}

/** Of the nodes from the root on that nobody has gone on from, or else of all that are open. */
function mostValuable({ tree }: GrowingTree): number | undefined {
  let best: number | undefined;
  tree.nodes.forEach((node, index) => {
    if (node.end !== 'unfinished' || pathTo(tree, index)[0] !== tree.root) return;
    if (best === undefined || isPreferred(node, tree.nodes[best]!)) best = index;
  });
  return best;
}

function isPreferred(node: TreeNode, other: TreeNode): boolean {
  const isFresh = node.actions.length === 0;
  const isOtherFresh = other.actions.length === 0;
  if (isFresh !== isOtherFresh) return isFresh;
  return (node.value ?? -Infinity) > (other.value ?? -Infinity);
}

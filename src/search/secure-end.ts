import type { GrowingTree } from './growing-tree.ts';

/**
 * Follows the most valuable node to an end by the policy's likeliest actions, once, when nothing has
 * ended yet and the budget is about to be too small for it: a search that stops must have an
 * answer. Costs nothing to ask while the budget is large or unlimited.
 */
export async function secureEnd(growing: GrowingTree): Promise<void> {
  if (growing.isSecured) return;
  const { ledger, maxSteps } = growing.session.problem;
  const { policyCalls = Infinity, environmentSteps = Infinity } = ledger.remaining;
  const affordable = Math.min(policyCalls, environmentSteps);
  if (affordable > maxSteps) return;
  const best = mostValuable(growing);
  if (best === undefined || affordable > maxSteps - growing.node(best).depth) return;
  await completeFrom(growing, best);
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

function mostValuable({ tree }: GrowingTree): number | undefined {
  let best: number | undefined;
  tree.nodes.forEach((node, index) => {
    if (node.end !== 'unfinished') return;
    const value = node.value ?? -Infinity;
    if (best === undefined || value > (tree.nodes[best]!.value ?? -Infinity)) best = index;
  });
  return best;
}

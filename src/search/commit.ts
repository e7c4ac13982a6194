import type { StopReason } from '../core/budget.ts';
import type { Candidate, PlanResult } from '../core/planner.ts';
import { isComplete } from '../core/trajectory.ts';
import { searchEndedEvent, type EventBatches } from './events.ts';
import type { GrowingTree } from './growing-tree.ts';
import { completeSearch } from './secure-end.ts';
import type { Session } from './session.ts';
import { childOf, NO_NODE, pathTo, type Tree } from './tree.ts';

/** How one action is chosen: a search from the tree's root, then the action it stands for. */
export interface StepSearch {
  readonly search: (growing: GrowingTree) => EventBatches<StopReason>;
  readonly recommend: (tree: Tree) => number;
}

/**
 * Plans, commits one action, and plans again from there with the subtree that is known already,
 * until the episode ends. `best` is what was committed; everything else that came to an end is
 * ranked behind it. Stopped early, it follows its own recommendation as far as that is known.
 */
export async function* planStepwise(
  session: Session,
  growing: GrowingTree,
  { search, recommend }: StepSearch,
): EventBatches<PlanResult> {
  const { tree } = growing;
  let stop: StopReason = 'completed';
  while (tree.nodes[tree.root]!.end === 'unfinished') {
    if (stop === 'completed') stop = yield* search(growing);
    const root = tree.nodes[tree.root]!;
    if (root.actions.length === 0) break;
    const edge = towardsBetterEnd(growing, recommend(tree));
    const known = childOf(root, edge);
    const child = known === NO_NODE ? await growing.open(tree.root, edge) : known;
    if (typeof child === 'string') {
      if (child !== 'diverged') stop = child;
      break;
    }
    tree.root = child;
    yield [{ type: 'action-committed', node: child, action: root.actions[edge]! }];
  }
  if (tree.nodes[tree.root]!.end === 'unfinished') await completeSearch(growing);
  const refusal = await growing.judge([tree.root]);
  const result = session.finish(growing.candidates, 'objective', refusal ?? stop);
  const committed = committedCandidate(growing);
  const others = result.candidates.filter(
    ({ trajectory }) => trajectory.id !== committed?.trajectory.id,
  );
  const candidates = committed === undefined ? others : [committed, ...others];
  yield [...growing.takeEvents(), searchEndedEvent(result.stopReason, candidates[0])];
  return { ...result, best: candidates[0], candidates, ranking: 'committed' };
}

/**
 * The action towards the best end that is known below the root, when that is worth more than anything
 * seen behind the recommended action; else the recommended action. Both are the best of several looks:
 * against a mean, the luckiest look would nearly always win.
 */
function towardsBetterEnd({ tree }: GrowingTree, recommended: number): number {
  const child = childOf(tree.nodes[tree.root]!, recommended);
  const isKnown = child !== NO_NODE && tree.nodes[child]!.visits > 0;
  let threshold = isKnown ? tree.nodes[child]!.valueBest : -Infinity;
  let better = recommended;
  tree.nodes.forEach((node, index) => {
    const { value } = node;
    if (!isComplete(node) || value === null || value <= threshold) return;
    const path = pathTo(tree, index);
    if (path[0] !== tree.root) return;
    [better, threshold] = [tree.nodes[path[1]!]!.edge, value];
  });
  return better;
}

function committedCandidate(growing: GrowingTree): Candidate | undefined {
  const { id, end } = growing.trajectoryAt(growing.tree.root);
  if (end === 'unfinished') return undefined;
  return growing.candidates.find(({ trajectory }) => trajectory.id === id);
}

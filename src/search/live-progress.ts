import type { Observation } from '../core/observation.ts';
import type { Candidate } from '../core/planner.ts';
import type { Progress } from '../core/progress.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { addChild, childOf, createTree, NO_NODE, type Tree } from './tree.ts';

/** A tree search that can be gone on with. */
export interface SavedSearch {
  readonly tree: Tree;
  readonly candidates: readonly Candidate[];
  /** What is seen at nodes, with what may be done there; pages of the tree where it is missing. */
  readonly observations?: readonly (Observation | undefined)[] | undefined;
}

/**
 * Progress in a live environment. A search that grows a tree leaves it in `search`, from where the
 * next one takes it.
 */
export class LiveProgress implements Progress {
  readonly trajectory: Trajectory;
  readonly observation: Observation;
  search: SavedSearch | undefined;

  /** @param before the last search, of which is kept what goes on from here. */
  constructor(trajectory: Trajectory, observation: Observation, before?: SavedSearch) {
    this.trajectory = trajectory;
    this.observation = observation;
    this.search = before === undefined ? undefined : keptFrom(before, trajectory);
  }
}

/** The search to go on with: the one that was kept, or one that knows only what was done. */
export function searchFrom(progress: Progress): SavedSearch {
  const { trajectory, observation } = progress;
  const kept = progress instanceof LiveProgress ? progress.search : undefined;
  const {
    tree,
    candidates,
    observations = [],
  } = kept ?? {
    tree: treeOf(trajectory),
    candidates: [],
  };
  const seen = [...observations];
  seen[tree.root] = observation;
  return { tree, candidates, observations: seen };
}

/** What remains of a search once these steps are taken; undefined when it did not foresee them. */
function keptFrom(
  { tree, candidates, observations }: SavedSearch,
  { steps, final }: Trajectory,
): SavedSearch | undefined {
  let at = 0;
  for (const { action } of steps) {
    const node = tree.nodes[at]!;
    const edge = node.actions.indexOf(action);
    at = edge < 0 ? NO_NODE : childOf(node, edge);
    if (at === NO_NODE) return undefined;
  }
  const reached = tree.nodes[at]!;
  if (reached.end !== 'unfinished' || reached.page.text !== final.text) return undefined;
  tree.root = at;
  const startsSo = ({ trajectory }: Candidate) =>
    steps.every(({ action }, index) => trajectory.steps[index]?.action === action);
  return { tree, candidates: candidates.filter(startsSo), observations };
}

/** A tree of one branch, with its root at the end of it. */
function treeOf({ steps, final, facts }: Trajectory): Tree {
  const pages = [...steps.map(({ observation }) => observation), final];
  const tree = createTree(pages[0]!);
  steps.forEach(({ action, thought }, depth) => {
    const node = tree.nodes[depth]!;
    node.actions = [action];
    if (thought !== undefined) node.thoughts = [thought];
    const page = pages[depth + 1]!;
    tree.root = addChild(tree, depth, 0, { page, facts, end: 'unfinished' });
  });
  return tree;
}

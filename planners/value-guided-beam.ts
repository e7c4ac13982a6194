import type { StopReason } from '../src/core/budget.ts';
import type { Planner, PlanningProblem, PlanResult } from '../src/core/planner.ts';
import { oneByOne, searchEndedEvent, type EventBatches } from '../src/search/events.ts';
import { growBlocks, mostValuable } from '../src/search/grow.ts';
import { GrowingTree } from '../src/search/growing-tree.ts';
import { requireCount, requireTemperature } from '../src/search/option-check.ts';
import { rank } from '../src/search/ranking.ts';
import { completeSearch, secureEnd } from '../src/search/secure-end.ts';
import { Session } from '../src/search/session.ts';
import { rankByVotes, rewardWeights } from '../src/search/vote.ts';

export interface ValueGuidedBeamOptions {
  /** How many beams are kept, and vote in the end (B in the paper). */
  readonly beams?: number | undefined;
  /** How many blocks are sampled for each beam (w in the paper, there 2). */
  readonly width?: number | undefined;
  /** Actions of a block. */
  readonly block?: number | undefined;
  readonly temperature?: number | undefined;
}

/**
 * Value-guided search (VGS; Wang et al. 2025, arXiv 2505.17373, algorithm 1): beam search by blocks
 * with a final weighted majority vote. Blocks are sampled from every unfinished beam, the
 * continuations with the highest values become the beams, and those that are finished stay. In the
 * end each beam votes for its answer with the weight that the reward gives it.
 *
 * The paper's blocks are thousands of tokens, here they are actions. Equal blocks are one, so beams
 * are different states; at the start there is one, for which all blocks are sampled. Whatever else
 * came to an end has no vote and is ranked behind.
 */
export function createValueGuidedBeam(options: ValueGuidedBeamOptions = {}): Planner {
  const beamCount = requireCount('beams', options.beams ?? 8);
  const width = requireCount('width', options.width ?? 2);
  const length = requireCount('block', options.block ?? 2);
  const growth = {
    proposals: width,
    temperature: requireTemperature('temperature', options.temperature ?? 0.7),
  };

  async function* run(problem: PlanningProblem): EventBatches<PlanResult> {
    const session = new Session(problem);
    const growing = await GrowingTree.plant(session, growth);
    const isUnfinished = (index: number) => growing.node(index).end === 'unfinished';
    let unfinished: readonly number[] = [growing.tree.root];
    const finished: number[] = [];
    let stop: StopReason | undefined;
    try {
      while (unfinished.length > 0 && stop === undefined) {
        await secureEnd(growing);
        const places = beamCount - finished.length;
        const samples = Math.ceil((places * width) / unfinished.length);
        const grown = await growBlocks(growing, unfinished, { samples, length });
        yield growing.takeEvents();
        stop = grown.stop;
        const beams = mostValuable(growing, grown.children).slice(0, places);
        finished.push(...beams.filter((index) => !isUnfinished(index)));
        unfinished = beams.filter(isUnfinished);
      }
      return yield* concludeByVote(growing, finished, stop ?? 'completed');
    } finally {
      await growing.close();
    }
  }
  return {
    name: 'value-guided-beam',
    summary: 'beam search by blocks of actions, with a weighted vote over the ends',
    needsReward: true,
    plan: (problem) => oneByOne(run(problem)),
  };
}

/** Ends a search: the answer for which the beams vote first, all that has no vote behind. */
async function* concludeByVote(
  growing: GrowingTree,
  beams: readonly number[],
  stopReason: StopReason,
): EventBatches<PlanResult> {
  const { session } = growing;
  const { problem } = session;
  await completeSearch(growing);
  const ids = new Set(beams.map((index) => growing.trajectoryAt(index).id));
  const voters = growing.candidates.filter(({ trajectory }) => ids.has(trajectory.id));
  const others = growing.candidates.filter(({ trajectory }) => !ids.has(trajectory.id));
  const voted = rankByVotes(voters, {
    answerOf: (trajectory) => problem.answerOf(trajectory),
    weightOf: rewardWeights(voters, problem.reward?.calibrated === true),
  });
  const ordered = [...voted, ...rank(others)];
  yield [...growing.takeEvents(), searchEndedEvent(stopReason, ordered[0])];
  return session.finishOrdered(ordered, 'voted', stopReason);
}

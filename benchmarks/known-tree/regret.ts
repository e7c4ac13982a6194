import { Ledger } from '../../src/core/budget.ts';
import { runPlanner, type Planner, type PlanningProblem } from '../../src/core/planner.ts';
import { createRng } from '../../src/core/rng.ts';
import { problemFor } from '../../src/search/problem.ts';
import { pathOf } from './environment.ts';
import { createTask, knownTree } from './index.ts';
import { createPolicy, type PriorKind } from './policy.ts';
import { createNoisyReward } from './reward.ts';
import { ValueTree } from './tree.ts';

/** One game and one search of it. */
export interface Trial {
  readonly seed: number;
  readonly prior: PriorKind;
  /** Standard deviation of the reward's noise. */
  readonly noise?: number | undefined;
}

export interface Regret {
  readonly regret: number;
  /** Trajectories that the reward judged. */
  readonly evaluations: number;
}

/**
 * The simple regret of the first action that a planner stands for after one search: the value of
 * the game, which is 1, less the value of the best leaf behind that action. A planner that goes step
 * by step is stopped when it commits its first action; of others, the first action of the best
 * trajectory counts.
 */
export async function rootRegret(planner: Planner, trial: Trial): Promise<Regret> {
  const { tree, problem } = open(trial);
  const events = planner.plan(problem);
  for (;;) {
    const next = await events.next();
    const action =
      next.done === true
        ? next.value.best?.trajectory.steps[0]?.action
        : next.value.type === 'action-committed'
          ? next.value.action
          : undefined;
    if (next.done !== true && action === undefined) continue;
    await events.return(undefined as never);
    // Who has nothing to say has to guess; the regret of the worst guess.
    const value = action === undefined ? 0 : tree.valueOf(action);
    return { regret: 1 - value, evaluations: problem.ledger.spent.rewardCalls };
  }
}

/** The regret of what a planner ends with: the value of the game less that of its best trajectory. */
export async function trajectoryRegret(
  planner: Planner,
  trial: Trial & { readonly evaluations: number },
): Promise<Regret> {
  const { tree, problem } = open(trial, trial.evaluations);
  const { best, spent } = await runPlanner(planner, problem);
  const isFinished = best?.trajectory.end === 'finished';
  const value = isFinished ? tree.valueOf(pathOf(best.trajectory.steps)) : 0;
  return { regret: 1 - value, evaluations: spent.rewardCalls };
}

function open(
  { seed, prior, noise }: Trial,
  rewardCalls?: number,
): { tree: ValueTree; problem: PlanningProblem } {
  const tree = new ValueTree(seed);
  const problem = problemFor({
    benchmark: knownTree,
    task: createTask(seed),
    policy: createPolicy(tree, prior),
    reward: createNoisyReward(tree, noise),
    ledger: new Ledger(rewardCalls === undefined ? {} : { rewardCalls }, () => 0),
    rng: createRng(`regret-${seed}`),
  });
  return { tree, problem };
}

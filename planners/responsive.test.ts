import { describe, expect, it } from 'vitest';
import { Ledger } from '../src/core/budget.ts';
import { runPlanner, type Planner, type PlanningProblem } from '../src/core/planner.ts';
import { createRng } from '../src/core/rng.ts';
import { problemFor } from '../src/search/problem.ts';
import { createMockPolicy, createMockReward, PathGame } from '../src/testing/index.ts';
import { createBestOfN } from './best-of-n.ts';
import { createUct } from './mcts.ts';

function problem(signal?: AbortSignal): PlanningProblem {
  const game = new PathGame({ depth: 12 });
  return problemFor({
    benchmark: game,
    task: game.task,
    policy: createMockPolicy(),
    reward: createMockReward(({ steps }) => steps.length),
    ledger: new Ledger({}, () => 0),
    rng: createRng(3),
    signal,
  });
}

/** Calls `onRound` at each round of the event loop until the work is done. */
async function countRounds(work: () => Promise<unknown>, onRound?: () => void): Promise<number> {
  let rounds = 0;
  let isDone = false;
  const round = (): void => {
    if (isDone) return;
    rounds += 1;
    onRound?.();
    setImmediate(round);
  };
  setImmediate(round);
  await work();
  isDone = true;
  return rounds;
}

describe('a search whose parts all answer at once', () => {
  it('takes far fewer rounds of the event loop than calls', async () => {
    const setting = problem();
    const rounds = await countRounds(() =>
      runPlanner(createUct({ simulations: 500, widening: 0 }), setting),
    );
    const { policyCalls, environmentSteps, rewardCalls } = setting.ledger.spent;
    const calls = policyCalls + environmentSteps + rewardCalls;
    expect(calls).toBeGreaterThan(1000);
    expect(rounds).toBeLessThan(calls / 10);
    expect(rounds).toBeGreaterThan(calls / 40);
  });

  const endless: Readonly<Record<string, () => Planner>> = {
    'mcts-uct': () => createUct({ simulations: 100_000, widening: 0 }),
    'mcts-uct with rollouts': () => createUct({ simulations: 100_000, evaluate: 'rollout' }),
    'best-of-n': () => createBestOfN({ samples: 100_000 }),
  };
  it.each(Object.keys(endless))('lets the user stop %s between few calls', async (name) => {
    const controller = new AbortController();
    const setting = problem(controller.signal);
    let callsAtAbort = 0;
    const calls = () => {
      const { policyCalls, environmentSteps, rewardCalls } = setting.ledger.spent;
      return policyCalls + environmentSteps + rewardCalls;
    };
    const stopAfterHundred = () => {
      if (calls() < 100 || controller.signal.aborted) return;
      callsAtAbort = calls();
      controller.abort();
    };
    await countRounds(async () => {
      const { stopReason } = await runPlanner(endless[name]!(), setting);
      expect(stopReason).toBe('cancelled');
    }, stopAfterHundred);
    expect(callsAtAbort).toBeLessThan(150);
    expect(calls() - callsAtAbort).toBeLessThan(20);
  });
});

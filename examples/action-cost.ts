import { createRng, Ledger, objective, rewardFunction, runPlanner, type Environment } from 'armap';
import { createExplorer } from 'armap/agents';
import { createBestOfN } from 'armap/planners';

// A shop: look at one more offer (0 to 1), or buy the best so far. Looking longer finds better.
function openShop(seed: number): Environment {
  let seen: number[] = [];
  const availableActions = ['look', 'look', 'look', 'buy'];
  const page = () => ({ text: Math.max(0, ...seen).toFixed(2), availableActions });
  const step = (action: string) => {
    if (action === 'look') seen = [...seen, createRng(seed).fork(seen.length).next()];
    return { observation: page(), done: action === 'buy', facts: {} };
  };
  const reset = () => ((seen = []), page());
  return { branching: { kind: 'replay' }, reset, step, close: () => undefined };
}
const shop = { benchmark: 'shop', intent: 'buy a lamp', maxSteps: 30, concurrency: 1 };
const reward = rewardFunction(({ final }) => Number(final.text), { calibrated: true });
const parts = { policy: createExplorer(), reward, answerOf: () => 'bought' };
for (const cost of [0, 0.01, 0.02, 0.05, 0.1, 0.2]) {
  const sought = { objective: objective().reward().minus('actions', cost) };
  let [actions, good] = [0, 0];
  for (let task = 0; task < 100; task += 1) {
    const run = { rng: createRng(task), ledger: new Ledger({}, () => 0), taskId: `${task}` };
    const problem = { ...shop, ...parts, ...sought, ...run, openEnvironment: () => openShop(task) };
    const { trajectory, score } = (await runPlanner(createBestOfN({ samples: 20 }), problem)).best!;
    [actions, good] = [actions + trajectory.steps.length, good + Number(score!.value > 0.8)];
  }
  console.log(`${sought.objective.text}: ${actions / 100} actions, ${good} of 100 bought well`);
}

import { createUct } from '../../planners/index.ts';
import type { Environment, StepResult } from '../../src/core/environment.ts';
import { Ledger } from '../../src/core/budget.ts';
import { maximizeReward } from '../../src/core/objective.ts';
import { runPlanner } from '../../src/core/planner.ts';
import { createRng } from '../../src/core/rng.ts';
import { ONE_CALL } from '../../src/core/usage.ts';
import type { Score } from '../../src/core/reward-model.ts';

/**
 * What the search itself costs: an environment, a policy and a reward that do next to nothing,
 * branching 10, depth 10, UCT on prefix values. Prints JSON.
 */
const BRANCHING = 10;
const DEPTH = 10;
const PAGE = Object.freeze({ text: '' });
const FACTS = Object.freeze({});
const PROPOSALS = Array.from({ length: BRANCHING }, (_, index) => ({ action: String(index) }));
const REPLY = Object.freeze({ proposals: PROPOSALS, usage: ONE_CALL });

class NoOpEnvironment implements Environment {
  #depth = 0;
  get branching() {
    return { kind: 'clone', clone: () => this.#clone() } as const;
  }
  reset() {
    this.#depth = 0;
    return PAGE;
  }
  step(): StepResult {
    this.#depth += 1;
    return { observation: PAGE, done: this.#depth === DEPTH, facts: FACTS };
  }
  close(): void {
    // Nothing to release.
  }
  #clone(): NoOpEnvironment {
    const copy = new NoOpEnvironment();
    copy.#depth = this.#depth;
    return copy;
  }
}

async function search(simulations: number): Promise<{ seconds: number; bytesPerNode: number }> {
  const scores = createRng('scores');
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const startedAt = performance.now();
  let seconds = 0;
  let after = 0;
  await runPlanner(
    createUct({ simulations, proposals: BRANCHING, widening: 0 }),
    {
      benchmark: 'no-op',
      taskId: 'task',
      intent: '',
      maxSteps: DEPTH,
      openEnvironment: () => new NoOpEnvironment(),
      policy: { name: 'no-op', propose: () => REPLY },
      reward: {
        name: 'no-op',
        version: '1',
        calibrated: true,
        sees: { text: true, images: false },
        score: (trajectories) =>
          trajectories.map((): Score => {
            const value = scores.next();
            return { raw: value, value };
          }),
      },
      objective: maximizeReward,
      ledger: new Ledger({}, () => 0),
      rng: createRng(1),
      concurrency: 1,
      answerOf: () => '',
    },
    (event) => {
      if (event.type === 'search-ended') {
        seconds = (performance.now() - startedAt) / 1000;
        // The tree is still alive here.
        globalThis.gc?.();
        after = process.memoryUsage().heapUsed;
      }
    },
  );
  return { seconds, bytesPerNode: (after - before) / simulations };
}

await search(20_000);
const results = [];
for (const simulations of [1000, 10_000, 100_000]) {
  const runs = [];
  for (let run = 0; run < 5; run += 1) runs.push(await search(simulations));
  runs.sort((a, b) => a.seconds - b.seconds);
  const { seconds, bytesPerNode } = runs[2]!;
  results.push({
    simulations,
    perSecond: Math.round(simulations / seconds),
    bytesPerNode: Math.round(bytesPerNode),
  });
}
console.log(JSON.stringify({ benchmark: 'search-overhead', results }, null, 2));

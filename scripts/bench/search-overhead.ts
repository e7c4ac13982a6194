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
 * branching 10, depth 10, UCT on prefix values. Prints JSON; `costGrowth` is what a simulation costs in the
 * longest search, relative to the shortest.
 */
const BRANCHING = 10;
const DEPTH = 10;
const SIMULATIONS = [1000, 10_000, 100_000] as const;
/** Each speed is the median of as many searches as make so many simulations, at least of five. */
const SIMULATIONS_TIMED = 200_000;
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

/** Runs a search and calls `atEnd` while its tree is still alive. */
async function search(simulations: number, atEnd: () => void): Promise<void> {
  const scores = createRng('scores');
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
      ledger: new Ledger({}, () => performance.now()),
      rng: createRng(1),
      concurrency: 1,
      answerOf: () => '',
    },
    ({ type }) => {
      if (type === 'search-ended') atEnd();
    },
  );
}

async function microsecondsPerSimulation(simulations: number): Promise<number> {
  const startedAt = performance.now();
  let endedAt = startedAt;
  await search(simulations, () => (endedAt = performance.now()));
  return (1000 * (endedAt - startedAt)) / simulations;
}

async function bytesPerNode(simulations: number): Promise<number> {
  const before = heapInUse();
  let after = before;
  await search(simulations, () => (after = heapInUse()));
  return (after - before) / simulations;
}

function heapInUse(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

// All speeds first: a forced collection makes the engine drop the code that it has optimized.
await microsecondsPerSimulation(SIMULATIONS_TIMED / 4);
const medians = new Map<number, number>();
for (const simulations of SIMULATIONS) {
  const runs = Math.max(5, SIMULATIONS_TIMED / simulations);
  const times: number[] = [];
  while (times.length < runs) times.push(await microsecondsPerSimulation(simulations));
  medians.set(simulations, times.sort((a, b) => a - b)[Math.floor(runs / 2)]!);
}
const results = [...medians].map(([simulations, microseconds]) => ({
  simulations,
  perSecond: Math.round(1_000_000 / microseconds),
}));
const [least, most] = [medians.get(SIMULATIONS[0])!, medians.get(SIMULATIONS.at(-1)!)!];
console.log(
  JSON.stringify(
    {
      benchmark: 'search-overhead',
      results,
      costGrowth: round(most / least),
      bytesPerNode: Math.round(await bytesPerNode(SIMULATIONS.at(-1)!)),
    },
    null,
    2,
  ),
);

function round(ratio: number): number {
  return Math.round(100 * ratio) / 100;
}

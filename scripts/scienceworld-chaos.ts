import { parseArgs } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import { findJar } from '../benchmarks/scienceworld/jar/find-jar.ts';
import { JavaSimulator } from '../benchmarks/scienceworld/jvm/java-simulator.ts';
import { tasksOf } from '../benchmarks/scienceworld/load.ts';
import { SimulatorPool } from '../benchmarks/scienceworld/pool.ts';
import { scienceworld } from '../benchmarks/scienceworld/scienceworld.ts';
import { createGreedy } from '../planners/greedy.ts';
import { maximizeReward } from '../src/core/objective.ts';
import { createRng } from '../src/core/rng.ts';
import { runExperiment } from '../src/evaluate/experiment.ts';
import { Journal } from '../src/evaluate/journal.ts';
import { prepareTasks } from '../src/evaluate/prepare-tasks.ts';
import { selectTasks } from '../src/evaluate/select-tasks.ts';

/**
 * Evaluates the embedded policy twice, once in peace and once with a simulator killed every so many
 * seconds, and compares: no task may be lost, and no score may change.
 */

const { values } = parseArgs({
  options: {
    jar: { type: 'string', default: '' },
    data: { type: 'string' },
    tasks: { type: 'string', default: 'seen' },
    every: { type: 'string', default: '30' },
  },
});
const jar = await findJar({ path: values.jar });

async function evaluate(killEverySeconds: number | undefined) {
  const simulators = new Set<JavaSimulator>();
  const start = async () => {
    const simulator = await JavaSimulator.start({
      jar: jar.path,
      heap: '1g',
      timeoutMs: 60_000,
      startTimeoutMs: 60_000,
    });
    simulators.add(simulator);
    void simulator.gone.then(() => simulators.delete(simulator));
    return simulator;
  };
  const pool = new SimulatorPool({ size: 2, start });
  const settings = { pool, start: 'look', score: 'best', simplifications: 'easy' } as const;
  const set = await tasksOf({ ...settings, data: values.data });
  const over = new AbortController();
  const rng = createRng('chaos');
  const killing =
    killEverySeconds === undefined
      ? Promise.resolve()
      : (async () => {
          while (!over.signal.aborted) {
            await wait(1000 * killEverySeconds, undefined, { signal: over.signal });
            if (simulators.size > 0) process.kill(rng.pick([...simulators]).pid!, 'SIGKILL');
          }
        })().catch(() => undefined);
  const startedAt = performance.now();
  const tasks = await prepareTasks(set, selectTasks(set, values.tasks));
  const [outcomes = []] = await runExperiment({
    benchmark: scienceworld,
    tasks,
    planners: [createGreedy()],
    policy: scienceworld.policies['experimenter']!.create(),
    objective: maximizeReward,
    budget: {},
    rng: createRng(0),
    clock: () => performance.now(),
    concurrency: 2,
    journal: Journal.inMemory(),
  });
  over.abort();
  await killing;
  const { counts } = pool;
  pool.close();
  return { outcomes, counts, tasks: tasks.length, seconds: (performance.now() - startedAt) / 1000 };
}

const quiet = await evaluate(undefined);
const killed = await evaluate(Number(values.every));
const scoreOf = new Map(quiet.outcomes.map(({ task, score }) => [task, score]));
const changed = killed.outcomes.filter(({ task, score }) => scoreOf.get(task) !== score);
const crashed = [...quiet.outcomes, ...killed.outcomes].filter(({ crash }) => crash !== undefined);
const describeRun = ({ outcomes, counts, seconds }: typeof quiet) => ({
  finished: outcomes.length,
  meanScore: outcomes.reduce((sum, { score }) => sum + score, 0) / outcomes.length,
  seconds: Math.round(seconds),
  ...counts,
});
console.log(
  JSON.stringify(
    {
      tasks: quiet.tasks,
      quiet: describeRun(quiet),
      killed: describeRun(killed),
      changed: changed.map(({ task }) => task),
      crashed: crashed.map(({ task, crash }) => `${task}: ${crash ?? ''}`),
    },
    null,
    2,
  ),
);
const isSound = changed.length === 0 && crashed.length === 0;
process.exitCode = isSound && killed.outcomes.length === quiet.tasks ? 0 : 1;

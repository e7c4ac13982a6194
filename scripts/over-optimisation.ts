import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { createSampling } from '../planners/index.ts';
import { chooseBenchmark } from '../src/cli/choose.ts';
import { readWalks } from '../src/cli/read-walks.ts';
import type { Benchmark, Task, TaskSet } from '../src/core/benchmark.ts';
import { Ledger } from '../src/core/budget.ts';
import { runPlanner } from '../src/core/planner.ts';
import { createRng } from '../src/core/rng.ts';
import { isComplete, type Trajectory } from '../src/core/trajectory.ts';
import { selectTasks } from '../src/evaluate/select-tasks.ts';
import { openLearnedReward } from '../src/reward/learned-reward.ts';
import { bestOfNCurve, powersOfTwo, type Candidate } from '../src/reward-report/best-of-n.ts';
import { describeOverOptimisation } from '../src/reward-report/over-optimisation.ts';
import { problemFor } from '../src/search/problem.ts';
import { registry } from './registry.ts';

/**
 * The true score of the best of N walks by a reward model, for N up to `--most`, see
 * `docs/reward-models.md`: `over-optimisation.ts MODEL WALKS`, walks as `armap collect` writes them,
 * or `over-optimisation.ts MODEL BENCHMARK`, whose usual policy then walks `--walks` times through
 * each test task. With a model of several heads also by the lower confidence bound, value minus
 * `--beta` deviations. Tasks with fewer than `--least` finished walks are left out.
 */
const { values, positionals } = parseArgs({
  options: {
    most: { type: 'string', default: '256' },
    least: { type: 'string', default: '16' },
    tasks: { type: 'string', default: '100' },
    walks: { type: 'string', default: '64' },
    beta: { type: 'string', default: '1' },
    data: { type: 'string' },
  },
  allowPositionals: true,
});
const [model, source] = positionals;
if (model === undefined || source === undefined) {
  throw new Error('Give the folder of a model and a file of walks, or a benchmark');
}
const BETA = Number(values.beta);
const rng = createRng(1);

interface Attempts {
  readonly task: Task;
  readonly walks: readonly Trajectory[];
}

function fromFile(walks: readonly Trajectory[], set: TaskSet): Attempts[] {
  const byTask = new Map<string, Trajectory[]>();
  for (const walk of walks) {
    const members = byTask.get(walk.taskId);
    if (members === undefined) byTask.set(walk.taskId, [walk]);
    else members.push(walk);
  }
  return [...byTask].flatMap(([id, members]) => {
    const task = set.find(id);
    return task === undefined ? [] : [{ task, walks: members }];
  });
}

async function walkThrough(benchmark: Benchmark, task: Task): Promise<Attempts> {
  const policy = benchmark.policies[benchmark.usualPolicies.acting]!.create();
  const ledger = new Ledger({}, () => 0);
  const problem = problemFor({ benchmark, task, policy, ledger, rng: rng.fork(task.id) });
  const planner = createSampling({ samples: Number(values.walks) });
  const { candidates } = await runPlanner(planner, problem);
  return { task, walks: candidates.map(({ trajectory }) => trajectory) };
}

const known = registry.benchmarks.find(({ benchmark }) => benchmark.name === source)?.benchmark;
const file =
  known === undefined
    ? await readWalks(source, (name) => chooseBenchmark(registry, name).benchmark)
    : undefined;
const benchmark = (known ?? file?.benchmark)!;
const set = await benchmark.load({ data: values.data });
const reward = await openLearnedReward(model, [benchmark.encoder]);
const all: readonly Attempts[] =
  file === undefined
    ? selectTasks(set, 'test').map((task) => ({ task, walks: [] }))
    : fromFile(file.walks, set).filter(({ walks }) => finished(walks).length >= +values.least);
const plain: Candidate[][] = [];
const careful: Candidate[][] = [];
for (const drawn of rng.shuffle([...all]).slice(0, Number(values.tasks))) {
  const { task, walks } = file === undefined ? await walkThrough(benchmark, drawn.task) : drawn;
  const members = finished(walks);
  if (members.length < Number(values.least)) continue;
  const scores = await reward.score(members);
  const grades = await Promise.all(members.map((walk) => benchmark.grade(task, walk)));
  const candidates = (predictedOf: (score: (typeof scores)[number]) => number) =>
    scores.map((score, index) => ({ predicted: predictedOf(score), truth: grades[index]!.score }));
  plain.push(candidates(({ value }) => value));
  careful.push(candidates(({ value, deviation = 0 }) => value - BETA * deviation));
}
await reward.close();
await set.close?.();

function finished(walks: readonly Trajectory[]): Trajectory[] {
  return walks.filter(isComplete);
}

const counts = powersOfTwo(Number(values.most));
const curve = bestOfNCurve(plain, counts);
const carefully = bestOfNCurve(careful, counts);
const isEnsemble = reward.card.heads > 1;
const rows = curve.map(({ n, predicted, truth, oracle }, index) => [
  String(n),
  ...[predicted, truth, ...(isEnsemble ? [carefully[index]!.truth] : []), oracle].map((mean) =>
    mean.toFixed(3),
  ),
]);
const head = ['N', 'predicted', 'true', ...(isEnsemble ? ['true, by lower bound'] : []), 'oracle'];
console.log(`${plain.length} tasks, ${plain.reduce((sum, { length }) => sum + length, 0)} walks\n`);
console.log(markdownTable([head, ...rows], { align: head.map(() => 'r') }));
console.log(`\n${describeOverOptimisation(curve)}`);

import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { createRng } from '../src/core/rng.ts';
import { isComplete } from '../src/core/trajectory.ts';
import { chooseBenchmark } from '../src/cli/choose.ts';
import { readWalks } from '../src/cli/read-walks.ts';
import { openLearnedReward } from '../src/reward/learned-reward.ts';
import { bestOfNCurve, powersOfTwo, type Candidate } from '../src/reward-report/best-of-n.ts';
import { describeOverOptimisation } from '../src/reward-report/over-optimisation.ts';
import { registry } from './registry.ts';

/**
 * The true score of the best of N walks by a reward model, for N up to `--most`, see
 * `docs/reward-models.md`: `over-optimisation.ts MODEL WALKS`, walks as `armap collect` writes them.
 * Tasks with fewer than `--least` finished walks are left out.
 */
const { values, positionals } = parseArgs({
  options: {
    most: { type: 'string', default: '256' },
    least: { type: 'string', default: '16' },
    tasks: { type: 'string', default: '100' },
  },
  allowPositionals: true,
});
const [model, file] = positionals;
if (model === undefined || file === undefined) {
  throw new Error('Give the folder of a model and a file of walks');
}

const { benchmark, walks } = await readWalks(
  file,
  (name) => chooseBenchmark(registry, name).benchmark,
);
const set = await benchmark.load({});
const reward = await openLearnedReward(model, [benchmark.encoder]);
const byTask = new Map<string, (typeof walks)[number][]>();
for (const walk of walks) {
  if (!isComplete(walk)) continue;
  const members = byTask.get(walk.taskId);
  if (members === undefined) byTask.set(walk.taskId, [walk]);
  else members.push(walk);
}
const tasks = [...byTask].filter(([, members]) => members.length >= Number(values.least));
const sets: Candidate[][] = [];
for (const [id, members] of createRng(1).shuffle(tasks).slice(0, Number(values.tasks))) {
  const task = set.find(id);
  if (task === undefined) continue;
  const scores = await reward.score(members);
  const grades = await Promise.all(members.map((walk) => benchmark.grade(task, walk)));
  sets.push(scores.map(({ value }, index) => ({ predicted: value, truth: grades[index]!.score })));
}
await reward.close();
await set.close?.();

const curve = bestOfNCurve(sets, powersOfTwo(Number(values.most)));
const rows = curve.map(({ n, ...means }) => [
  String(n),
  ...[means.predicted, means.truth, means.oracle].map((mean) => mean.toFixed(3)),
]);
console.log(`${sets.length} tasks, ${sets.reduce((sum, { length }) => sum + length, 0)} walks\n`);
console.log(
  markdownTable([['N', 'predicted', 'true', 'oracle'], ...rows], { align: ['r', 'r', 'r', 'r'] }),
);
console.log(`\n${describeOverOptimisation(curve)}`);

/**
 * What errors of a judge cost: a reward learned from preferences by a scripted judge that is wrong in
 * a known share of the pairs, and one learned from as many triplets, measured on the same held-out
 * pairs. No true score is asked.
 *
 *   npx tsx scripts/ablation-feedback.ts [BENCHMARK] [PAIRS] [SEEDS] [WALKS]
 */
import { markdownTable } from 'markdown-table';
import type { Benchmark } from '../src/core/benchmark.ts';
import type { Encoder } from '../src/core/encoder.ts';
import type { RewardRow } from '../src/core/preference.ts';
import { createRng, type Rng } from '../src/core/rng.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import { drawPairs } from '../src/feedback/pairs.ts';
import { createRulesLabeller } from '../src/feedback/rules-labeller.ts';
import { encodeTriplets } from '../src/learn/encode-triplets.ts';
import { splitByGroup } from '../src/learn/split.ts';
import { trainReward } from '../src/learn/trainer.ts';
import { collect } from '../src/synthesis/collect.ts';
import { emptyReport, synthesize } from '../src/synthesis/synthesize.ts';
import { registry } from './registry.ts';

const [name = 'game24', ...numbers] = process.argv.slice(2);
const [pairs = 1000, seeds = 5, walkCount = 6 * pairs] = numbers.map(Number);
const benchmark: Benchmark = registry.benchmarks.find(
  (entry) => entry.benchmark.name === name,
)!.benchmark;
const ERRORS = [0, 0.1, 0.3, 0.45];
/** So many rows for each that is wanted: a fifth of the groups is held out. */
const SPARE = 1.5;

const set = await benchmark.load({});
const encoder = encodingOnce(benchmark.encoder);
const hindsight = set.hindsight!;
const taskOf = (walk: { taskId: string }) => set.find(walk.taskId);

async function rowsOf(rng: Rng) {
  const policy = benchmark.policies[benchmark.usualPolicies.exploring]!.create();
  const tasks = set.splits['train']!.map((index) => set.tasks[index]!);
  const how = { temperature: 1, clock: () => 0, concurrency: 1, rng: rng.fork('walks') };
  const walks = [];
  for await (const walk of collect({ benchmark, tasks, policy, count: walkCount, ...how })) {
    walks.push(walk);
  }
  const triplets: RewardRow[] = [];
  const limit = SPARE * pairs;
  const making = { benchmark, hindsight, walks, taskOf, limit, report: emptyReport() };
  const whole = { ...making, prefixes: false, rng: rng.fork('triplets') };
  for await (const row of synthesize(whole)) triplets.push(row);
  const known = new Map<string, ReturnType<typeof taskOf> & object>();
  const judge = createRulesLabeller({ hindsight, taskOf: ({ taskId }) => known.get(taskId) });
  const preferences: RewardRow[] = [];
  const drawing = { benchmark, hindsight, walks, taskOf, tasks: known, count: limit };
  const draw = { scope: 'group', stage: 'finished', rng: rng.fork('pairs') } as const;
  for await (const pair of drawPairs({ ...drawing, ...draw })) {
    const comparison = { ...pair, view: 'trajectories' } as const;
    const { preference } = await judge.compare(comparison, { remaining: {}, rng });
    if (preference !== undefined) preferences.push({ ...pair, preference, source: judge.name });
  }
  return { triplets, preferences };
}

function wrongIn(share: number, rows: readonly RewardRow[], rng: Rng): RewardRow[] {
  return rows.map((row) =>
    'preference' in row && rng.next() < share ? { ...row, preference: 1 - row.preference } : row,
  );
}

/** Rows that differ in their label have the same trajectories, and each is encoded once. */
function encodingOnce(encoder: Encoder): Encoder {
  const known = new WeakMap<Trajectory, Float64Array>();
  return {
    ...encoder,
    encode: (trajectory, out) => {
      const features = known.get(trajectory);
      if (features !== undefined) {
        out.set(features);
        return;
      }
      encoder.encode(trajectory, out);
      known.set(trajectory, out.slice());
    },
  };
}

async function* all(rows: readonly RewardRow[]): AsyncGenerator<RewardRow> {
  yield* rows;
}

async function accuracyOf(train: readonly RewardRow[], heldOut: readonly RewardRow[], rng: Rng) {
  const table = await encodeTriplets(all([...train, ...heldOut]), encoder);
  const indices = [...table.groups.keys()];
  const split = { train: indices.slice(0, train.length), heldOut: indices.slice(train.length) };
  const { metrics } = await trainReward(
    { pairs: table, split },
    { kind: 'mlp', epochs: 10 },
    { rng },
  );
  return metrics.overall.pairAccuracy!;
}

const names = ['triplets', ...ERRORS.map((share) => `preferences, ${100 * share} % wrong`)];
const accuracies = new Map<string, number[]>(names.map((source) => [source, []]));
let sizes = '';
const turned = { rows: 0, of: 0 };
for (let seed = 1; seed <= seeds; seed += 1) {
  const rng = createRng(seed);
  const { triplets, preferences } = await rowsOf(rng.fork('rows'));
  const groups = triplets.map(({ group }) => group);
  const split = splitByGroup(groups);
  const aside = new Set(split.heldOut.map((index) => groups[index]!));
  const heldOut = split.heldOut.map((index) => triplets[index]!).slice(0, pairs);
  const usable = (rows: readonly RewardRow[]) =>
    rows.filter(({ group }) => !aside.has(group)).slice(0, pairs);
  const [checked, judged] = [usable(triplets), usable(preferences)];
  sizes = `${checked.length} triplets or ${judged.length} preferences, ${heldOut.length} held out`;
  for (const source of names) {
    const share = ERRORS[names.indexOf(source) - 1];
    const noise = rng.fork(`errors ${source}`);
    const rows = share === undefined ? checked : wrongIn(share, judged, noise);
    if (share === ERRORS.at(-1)) {
      turned.rows += rows.filter((row, index) => row !== judged[index]).length;
      turned.of += rows.length;
    }
    accuracies.get(source)!.push(await accuracyOf(rows, heldOut, rng.fork(source)));
  }
}

const percent = (share: number) => (100 * share).toFixed(1);
console.log(
  `${seeds} seeds; ${sizes}; of those to be wrong most often ${percent(turned.rows / turned.of)} % were turned round`,
);
console.log(
  markdownTable([
    ['learned from', 'held-out pair accuracy %', '95 % interval'],
    ...[...accuracies].map(([source, values]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const error = Math.sqrt(variance / Math.max(1, values.length - 1) / values.length);
      // Student's t at 97.5 % for 4 degrees of freedom, as with 5 seeds.
      const half = 2.776 * error;
      return [
        source,
        percent(mean),
        `${percent(mean - half)} to ${percent(Math.min(1, mean + half))}`,
      ];
    }),
  ]),
);

import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import type { Benchmark, Task, TaskSet } from '../src/core/benchmark.ts';
import type { Encoder } from '../src/core/encoder.ts';
import { createRng } from '../src/core/rng.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import type { Triplet } from '../src/core/triplet.ts';
import { mean, meanInterval, type Interval } from '../src/evaluate/statistics.ts';
import { encodeTriplets } from '../src/learn/encode-triplets.ts';
import { scoreRows, type Scorer } from '../src/learn/scorer.ts';
import { splitByGroup } from '../src/learn/split.ts';
import { trainReward } from '../src/learn/trainer.ts';
import { collect } from '../src/synthesis/collect.ts';
import { DIFFICULTIES, type NegativeMix } from '../src/synthesis/mix.ts';
import { emptyReport, synthesize } from '../src/synthesis/synthesize.ts';
import { registry } from './registry.ts';

/**
 * What a reward learns from random, easy and hard negatives: trained on equally many finished rows
 * of the same walks, judged on hard pairs of other groups, and by what it picks of ten rollouts on
 * test tasks. The true score is asked at the end only.
 */
const { values: options } = parseArgs({
  options: {
    benchmark: { type: 'string', default: 'webshop' },
    walks: { type: 'string', default: '3000' },
    rows: { type: 'string', default: '1500' },
    tasks: { type: 'string', default: '200' },
    seeds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const SAMPLES = 10;
const TEMPERATURE = 0.7;
const SEED = 1;

const benchmark = registry.benchmarks.find(
  (entry) => entry.benchmark.name === options.benchmark,
)?.benchmark;
if (benchmark === undefined) throw new Error(`There is no benchmark "${options.benchmark}"`);
const set = await benchmark.load({});
const { encoder } = benchmark;

const train = set.splits['train']!.map((index) => set.tasks[index]!);
const walks = await explore(benchmark, train, {
  policy: benchmark.usualPolicies.exploring,
  count: Number(options.walks),
  temperature: 1,
});
const groupOf = (walk: Trajectory) => benchmark.groupOf(set.find(walk.taskId)!);
const split = splitByGroup(walks.map(groupOf));
const [training, judging] = [split.train, split.heldOut].map((indices) =>
  indices.map((index) => walks[index]!),
);
const hardPairs = await rowsFrom(benchmark, set, judging!, DIFFICULTIES.hard, Infinity);
const tests = set.splits['test']!.slice(0, Number(options.tasks)).map((index) => set.tasks[index]!);
const candidates = await sampleCandidates(benchmark, tests);

interface Row {
  readonly negatives: string;
  readonly trained: number;
  readonly hardAccuracy: number;
  readonly hardInterval: Interval;
  readonly bestOf10: number;
  readonly bestOf10Interval: Interval;
}

const rows: Row[] = [];
const picked = new Map<string, number[]>();
for (const [name, mix] of Object.entries(DIFFICULTIES)) {
  const made = await rowsFrom(benchmark, set, training!, mix, Number(options.rows));
  const pairs = await encodeTriplets(each(made), encoder);
  const scorers: Scorer[] = [];
  for (let seed = 0; seed < Number(options.seeds); seed += 1) {
    const data = { pairs, split: splitByGroup(pairs.groups) };
    scorers.push((await trainReward(data, { kind: 'mlp' }, { rng: createRng(seed) })).scorer);
  }
  const hits = averaged(scorers, (scorer) => pairHits(scorer, hardPairs));
  const byGroup = new Map<string, number[]>();
  hardPairs.forEach(({ group }, at) => {
    byGroup.set(group, [...(byGroup.get(group) ?? []), hits[at]!]);
  });
  const accuracies = [...byGroup.values()].map(mean);
  const scores = averaged(scorers, (scorer) => candidates.map((each) => bestScore(scorer, each)));
  picked.set(name, scores);
  rows.push({
    negatives: name,
    trained: made.length,
    hardAccuracy: mean(accuracies),
    hardInterval: meanInterval(accuracies, createRng(SEED)),
    bestOf10: mean(scores),
    bestOf10Interval: meanInterval(scores, createRng(SEED)),
  });
  console.error(`${name}: ${made.length} rows`);
}

const gains = Object.keys(DIFFICULTIES)
  .filter((name) => name !== 'hard')
  .map((name) => {
    const gain = picked.get('hard')!.map((score, task) => score - picked.get(name)![task]!);
    return { against: name, gain: mean(gain), interval: meanInterval(gain, createRng(SEED)) };
  });
const ofOne = mean(candidates.map((each) => mean(each.map(({ score }) => score))));
const ofOracle = mean(candidates.map((each) => Math.max(...each.map(({ score }) => score))));

const percent = (share: number) => (100 * share).toFixed(1);
const within = ([low, high]: Interval) => `${percent(low)} to ${percent(high)}`;
if (options.json) {
  console.log(JSON.stringify({ benchmark: benchmark.name, rows, gains, ofOne, ofOracle }));
} else {
  console.log(
    `${benchmark.name}: ${hardPairs.length} hard pairs of other groups, ${tests.length} test tasks, ${options.seeds} trainings each\n`,
  );
  console.log(
    markdownTable(
      [
        ['negatives', 'rows', 'hard pairs %', '95 %', 'best of 10, score %', '95 %'],
        ...rows.map((row) => [
          row.negatives,
          String(row.trained),
          percent(row.hardAccuracy),
          within(row.hardInterval),
          percent(row.bestOf10),
          within(row.bestOf10Interval),
        ]),
      ],
      { align: ['l', 'r', 'r', 'r', 'r', 'r'] },
    ),
  );
  console.log(`\nOne rollout ${percent(ofOne)}, the best by the true score ${percent(ofOracle)}.`);
  for (const { against, gain, interval } of gains) {
    console.log(
      `Hard less ${against}, on the same rollouts: ${percent(gain)} (${within(interval)}).`,
    );
  }
}

async function explore(
  world: Benchmark,
  tasks: readonly Task[],
  given: { readonly policy: string; readonly count: number; readonly temperature: number },
): Promise<Trajectory[]> {
  const made: Trajectory[] = [];
  const policy = world.policies[given.policy]!.create();
  const { count, temperature } = given;
  const rng = createRng(SEED);
  const run = { benchmark: world, tasks, policy, count, temperature, rng, clock: () => 0 };
  for await (const walk of collect({ ...run, concurrency: 1 })) made.push(walk);
  return made;
}

/** Finished rows only, since the difficulties differ in nothing else. */
async function rowsFrom(
  world: Benchmark,
  tasks: TaskSet,
  from: readonly Trajectory[],
  mix: NegativeMix,
  limit: number,
): Promise<Triplet[]> {
  const made: Triplet[] = [];
  const triplets = synthesize({
    benchmark: world,
    hindsight: tasks.hindsight!,
    walks: from,
    taskOf: (walk) => tasks.find(walk.taskId),
    limit,
    rng: createRng(SEED),
    report: emptyReport(),
    mix,
    prefixes: false,
  });
  for await (const row of triplets) made.push(row);
  return made;
}

interface Candidate {
  readonly features: Float32Array;
  /** True. */
  readonly score: number;
}

async function sampleCandidates(world: Benchmark, tasks: readonly Task[]): Promise<Candidate[][]> {
  const drawn = await explore(world, tasks, {
    policy: world.usualPolicies.acting,
    count: SAMPLES * tasks.length,
    temperature: TEMPERATURE,
  });
  const byTask = tasks.map((): Candidate[] => []);
  for (const [index, trajectory] of drawn.entries()) {
    const place = index % tasks.length;
    const { score } = await world.grade(tasks[place]!, trajectory);
    byTask[place]!.push({ features: encode(world.encoder, trajectory), score });
  }
  return byTask;
}

function encode(view: Encoder, trajectory: Trajectory): Float32Array {
  const out = new Float64Array(view.featureNames.length);
  view.encode(trajectory, out);
  return Float32Array.from(out);
}

/** The true score of the candidate that the reward likes best. */
function bestScore(scorer: Scorer, of: readonly Candidate[]): number {
  const raws = of.map(({ features }) => scoreRows(scorer, features)[0]!);
  return of[raws.indexOf(Math.max(...raws))]!.score;
}

/** 1 for each pair that is ranked right, 0.5 for a tie. */
function pairHits(scorer: Scorer, pairs: readonly Triplet[]): number[] {
  const rawOf = (side: Trajectory) => scoreRows(scorer, encode(encoder, side))[0]!;
  return pairs.map(
    ({ positive, negative }) => (Math.sign(rawOf(positive) - rawOf(negative)) + 1) / 2,
  );
}

function averaged(scorers: readonly Scorer[], measure: (scorer: Scorer) => number[]): number[] {
  const all = scorers.map(measure);
  return all[0]!.map((_, at) => mean(all.map((values) => values[at]!)));
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T, void, undefined> {
  yield* items;
}

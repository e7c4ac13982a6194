import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { ReportRow } from '../../evaluate/report.ts';
import type { CommandContext } from '../context.ts';
import { wholeNumber } from '../option-values.ts';
import { addSeedOption, MAX_COMPLETION_TOKENS } from '../shared-options.ts';
import { runCollect } from './collect.ts';
import { runEval } from '../run-eval.ts';
import { runSynthesize } from './synthesize.ts';
import { runTrain } from './train.ts';

interface DemoFlags {
  readonly out: string;
  readonly walks: number;
  readonly samples: number;
  readonly seed: number;
}

export function demoCommand(parent: Command, context: CommandContext): void {
  const command = parent
    .command('demo')
    .summary('the whole loop on Game of 24, with no key and no GPU')
    .description(
      'Explores Game of 24, makes reward data, trains a reward, plans with it on the 100 published test puzzles, and prints what that gained and what it cost.',
    )
    .option('--out <folder>', 'where to keep everything', join('runs', 'demo'))
    .option('--walks <n>', 'trajectories to explore', wholeNumber(1), 30_000)
    .option('--samples <n>', 'rollouts for each puzzle', wholeNumber(1), 100);
  addSeedOption(command);
  command.action(async (flags: DemoFlags) => {
    await runDemo(flags, context);
  });
}

async function runDemo(
  { out, walks, samples, seed }: DemoFlags,
  context: CommandContext,
): Promise<void> {
  const { log, data } = context.console;
  const startedAt = context.clock();
  const file = (name: string) => join(out, name);
  const [trajectories, triplets] = [file('trajectories.jsonl'), file('triplets.jsonl')];
  const [model, evaluation] = [file('model'), file('evaluation')];

  log('1. Explore: random walks on puzzles that are not for testing.');
  const embedded = { maxCompletionTokens: MAX_COMPLETION_TOKENS, concurrency: 1 };
  const exploring = { ...embedded, policy: 'explorer', temperature: [1], tasks: 'train' };
  await runCollect('game24', { ...exploring, count: walks, seed, out: trajectories }, context);

  log('\n2. Synthesize: what each walk achieved becomes an intent; no true score is asked.');
  await runSynthesize(trajectories, { out: triplets, count: 20_000, seed, probes: false }, context);

  log('\n3. Train a reward on these triplets.');
  await runTrain([triplets], { out: model, trainer: 'mlp', epochs: 20, seed }, context);

  log('\n4. Plan and evaluate on the 100 published test puzzles.');
  await rm(evaluation, { recursive: true, force: true });
  const { rows, table } = await runEval(
    'game24',
    {
      ...embedded,
      policy: 'heuristic',
      temperature: 0.7,
      planner: 'greedy,sampling,best-of-n',
      reward: model,
      tasks: 'test',
      samples,
      seed,
      out: evaluation,
    },
    context,
  );
  data(`\n${table}\n`);
  data(conclusion(rows));
  log(`\nEverything is in ${out}. It took ${((context.clock() - startedAt) / 1000).toFixed(0)} s.`);
}

function conclusion(rows: readonly ReportRow[]): string {
  const row = (planner: string) => rows.find((candidate) => candidate.planner === planner)!;
  const [greedy, sampling, best] = [row('greedy'), row('sampling'), row('best-of-n')];
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const cost = best.policyCalls / greedy.policyCalls;
  const found = best.successRate / best.oracleSuccessRate;
  return [
    `Planning with the learned reward solves ${percent(best.successRate)} of the puzzles;`,
    `greedy solves ${percent(greedy.successRate)} and one sample ${percent(sampling.successRate)}.`,
    `It takes ${cost.toFixed(0)} times the policy calls of greedy. A perfect reward would have found`,
    `${percent(best.oracleSuccessRate)} among the same candidates; the learned one picked a right answer in`,
    `${percent(found)} of the puzzles for which there was one.`,
  ].join('\n');
}

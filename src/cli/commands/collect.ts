import type { Command } from 'commander';
import { createRng } from '../../core/rng.ts';
import { addUsage, NO_USAGE, type Usage } from '../../core/usage.ts';
import { InputError } from '../../core/errors.ts';
import { prepareTasks } from '../../evaluate/prepare-tasks.ts';
import { selectTasks } from '../../evaluate/select-tasks.ts';
import { OutputFile } from '../../store/output-file.ts';
import {
  NOTHING_SPENT,
  spendingOf,
  writeDatasetCard,
  type Spending,
} from '../../store/dataset-card.ts';
import { readTrajectories, TRAJECTORY_FORMAT, trajectoryLine } from '../../store/records.ts';
import { collect, walkIndex } from '../../synthesis/collect.ts';
import { Coverage, coverageLines, type CoverageReport } from '../../synthesis/coverage.ts';
import type { Diversity } from '../../synthesis/diversity.ts';
import { Visits } from '../../synthesis/visits.ts';
import { chooseBenchmark, choosePolicy, isChatModel } from '../choose.ts';
import { Interrupted, type CommandContext } from '../context.ts';
import { addDataOptions, dataSettings, loadBenchmark, type DataFlags } from '../load-benchmark.ts';
import {
  addChatOptions,
  addActorOptions,
  addSeedOption,
  type PolicyFlags,
} from '../shared-options.ts';
import { numberList, share, wholeNumber } from '../option-values.ts';

export interface CollectFlags extends Omit<PolicyFlags, 'temperature'>, DataFlags {
  readonly temperature: readonly number[];
  readonly novelty?: number;
  readonly firstActions?: boolean;
  readonly earlyStops?: number;
  readonly distinct?: boolean;
  readonly pictures?: string;
  readonly count: number;
  readonly seed: number;
  readonly out: string;
  readonly tasks: string;
  readonly concurrency: number;
}

export function collectCommand(parent: Command, context: CommandContext): void {
  const command = parent
    .command('collect')
    .summary('let a policy explore and keep its trajectories')
    .description(
      'Lets a policy explore the tasks of a benchmark and writes its trajectories, one per line. An interrupted run goes on when it is started again with the same options.',
    )
    .argument('<benchmark>')
    .requiredOption('--count <n>', 'how many trajectories', wholeNumber(1))
    .requiredOption('--out <file>', 'where to write them (JSON Lines)')
    .option('--tasks <selection>', 'which tasks: 0-99, a split, or all', 'train')
    .option('--concurrency <n>', 'policy calls in flight', wholeNumber(1), 4)
    .option(
      '--policy <names>',
      'who acts, in turn if several (a,b): of the benchmark, see "armap benchmarks", or a chat model such as openai:MODEL',
    )
    .option('--temperature <list>', 'how varied actions are, in turn: 0.5,1,1.5', numberList, [1])
    .option(
      '--novelty <n>',
      'of n proposals take the one that leads where walks have been least',
      wholeNumber(1),
    )
    .option('--first-actions', 'take the first actions of a task in turn')
    .option('--early-stops <share>', 'break off this share of the walks early', share)
    .option('--distinct', 'leave out walks that an earlier one equals');
  addDataOptions(command);
  addActorOptions(command);
  command.option('--pictures <folder>', 'where the pictures of pages are, for --show-pages');
  addChatOptions(command);
  addSeedOption(command);
  command.action(async (benchmark: string, flags: CollectFlags) => {
    await runCollect(benchmark, flags, context);
  });
}

export async function runCollect(
  name: string,
  flags: CollectFlags,
  { registry, console, clock, environment, signal }: CommandContext,
): Promise<CoverageReport> {
  const entry = chooseBenchmark(registry, name);
  const { benchmark } = entry;
  const set = await loadBenchmark(benchmark, flags, console);
  const tasks = await prepareTasks(set, selectTasks(set, flags.tasks));
  const forTesting = tasks.find((task) => benchmark.isTestGroup(benchmark.groupOf(task)));
  if (forTesting !== undefined) {
    throw new InputError({
      place: { option: '--tasks' },
      problem: `task "${forTesting.id}" is kept for testing`,
      remedy: 'Explore other tasks, such as --tasks train',
    });
  }
  const names = flags.policy ?? benchmark.usualPolicies.exploring;
  const policy = await Promise.all(
    names.split(',').map((each) => choosePolicy(entry, each.trim(), { ...flags, environment })),
  );
  const { count, seed, out, temperature, concurrency } = flags;
  const diversity: Diversity = {
    novelty: flags.novelty,
    spreadFirstActions: flags.firstActions,
    earlyStops: flags.earlyStops,
  };
  const file = await OutputFile.open(out, {
    benchmark: benchmark.name,
    ...dataSettings(flags),
    tasks: flags.tasks,
    policy: policy.map((each) => each.name),
    temperature,
    ...diversity,
    distinct: flags.distinct,
    seed,
  });
  const coverage = new Coverage();
  const visits = new Visits();
  let usage = NO_USAGE;
  let from = 0;
  // Told again to the counts, so that the walks to come are what they would have been.
  if (file.linesBefore > 0) {
    for await (const { value } of readTrajectories(file.partial)) {
      const index = walkIndex(value) ?? from;
      for (; from < index; from += 1) coverage.addRepeated();
      visits.note(index, value);
      from = index + 1;
      coverage.add(value);
      usage = addUsage(usage, value.usage);
    }
    console.log(`Going on after ${file.linesBefore} trajectories of an earlier run.`);
  }
  let done = from;
  const progress = console.progress('exploring', count);
  try {
    const rng = createRng(seed);
    const walks = { benchmark, tasks, policy, count, temperature, rng, clock, concurrency, signal };
    for await (const trajectory of collect({ ...walks, ...diversity, visits, from })) {
      const isNew = coverage.add(trajectory);
      usage = addUsage(usage, trajectory.usage);
      if (isNew || flags.distinct !== true) await file.write(trajectoryLine(trajectory));
      done += 1;
      progress.update(done);
    }
  } finally {
    progress.stop();
    await file.suspend();
  }
  if (done < count) {
    throw new Interrupted(
      `${done} of ${count} trajectories are kept; run the same command to go on.`,
    );
  }
  await file.complete();
  const report = coverage.report();
  const kept = flags.distinct === true ? count - report.repeatedWalks : count;
  await writeDatasetCard(out, {
    kind: 'trajectories',
    rowFormat: TRAJECTORY_FORMAT,
    benchmark: benchmark.name,
    rows: kept,
    counts: { ...report },
    sources: [],
    seed,
    models: policy.map((each) => each.name).filter(isChatModel),
    spent: spendingOn(usage),
    settings: {
      tasks: flags.tasks,
      policy: names,
      temperature: temperature.join(','),
      ...dataSettings(flags),
    },
  });
  console.log(`${kept} trajectories on ${tasks.length} tasks: ${out}`);
  for (const line of coverageLines(report)) console.log(line);
  return report;
}

/** Embedded policies cost nothing, though they are asked. */
function spendingOn(usage: Usage): Spending {
  const isChat = usage.promptTokens + usage.completionTokens > 0;
  return isChat ? spendingOf(usage) : NOTHING_SPENT;
}

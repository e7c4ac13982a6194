import type { Command } from 'commander';
import { createRng } from '../../core/rng.ts';
import { InputError } from '../../core/errors.ts';
import { prepareTasks } from '../../evaluate/prepare-tasks.ts';
import { selectTasks } from '../../evaluate/select-tasks.ts';
import { OutputFile } from '../../store/output-file.ts';
import { trajectoryLine } from '../../store/records.ts';
import { collect } from '../../synthesis/collect.ts';
import { chooseBenchmark, choosePolicy } from '../choose.ts';
import { Interrupted, type CommandContext } from '../context.ts';
import { addDataOptions, dataSettings, loadBenchmark, type DataFlags } from '../load-benchmark.ts';
import { addPolicyOptions, addSeedOption, type PolicyFlags } from '../shared-options.ts';
import { wholeNumber } from '../option-values.ts';

export interface CollectFlags extends PolicyFlags, DataFlags {
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
    .option('--concurrency <n>', 'policy calls in flight', wholeNumber(1), 4);
  addDataOptions(command);
  addPolicyOptions(command, { temperature: 1 });
  addSeedOption(command);
  command.action(async (benchmark: string, flags: CollectFlags) => {
    await runCollect(benchmark, flags, context);
  });
}

export async function runCollect(
  name: string,
  flags: CollectFlags,
  { registry, console, clock, environment, signal }: CommandContext,
): Promise<void> {
  const entry = chooseBenchmark(registry, name);
  const { benchmark } = entry;
  const set = await loadBenchmark(benchmark, flags);
  const tasks = await prepareTasks(set, selectTasks(set, flags.tasks));
  const forTesting = tasks.find((task) => benchmark.isTestGroup(benchmark.groupOf(task)));
  if (forTesting !== undefined) {
    throw new InputError({
      place: { option: '--tasks' },
      problem: `task "${forTesting.id}" is kept for testing`,
      remedy: 'Explore other tasks, such as --tasks train',
    });
  }
  const policy = await choosePolicy(entry, flags.policy ?? benchmark.usualPolicies.exploring, {
    ...flags,
    environment,
  });
  const { count, seed, out, temperature, concurrency } = flags;
  const file = await OutputFile.open(out, {
    benchmark: benchmark.name,
    ...dataSettings(flags),
    tasks: flags.tasks,
    policy: policy.name,
    temperature,
    seed,
  });
  let done = Math.min(file.linesBefore, count);
  if (done > 0) console.log(`Going on after ${done} trajectories of an earlier run.`);
  const progress = console.progress('exploring', count);
  try {
    const rng = createRng(seed);
    const walks = { benchmark, tasks, policy, count, temperature, rng, clock, concurrency, signal };
    for await (const trajectory of collect({ ...walks, from: done })) {
      await file.write(trajectoryLine(trajectory));
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
  console.log(`${count} trajectories on ${tasks.length} tasks: ${out}`);
}

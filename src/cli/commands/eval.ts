import type { Command } from 'commander';
import { maximizeReward } from '../../core/objective.ts';
import type { Planner } from '../../core/planner.ts';
import type { RewardModel } from '../../core/reward-model.ts';
import { createRng } from '../../core/rng.ts';
import { runExperiment } from '../../evaluate/experiment.ts';
import { Journal } from '../../evaluate/journal.ts';
import type { Outcome } from '../../evaluate/outcome.ts';
import { reportRow, reportTable, type ReportRow } from '../../evaluate/report.ts';
import { selectTasks } from '../../evaluate/select-tasks.ts';
import { rewardFor } from '../../search/problem.ts';
import { openLearnedReward } from '../../reward/learned-reward.ts';
import { chooseBenchmark, choosePlanners, choosePolicy } from '../choose.ts';
import { Interrupted, type CommandContext } from '../context.ts';
import { wholeNumber } from '../option-values.ts';
import { addPolicyOptions, addSeedOption, type PolicyFlags } from '../shared-options.ts';

/** As Tree of Thoughts and ARMAP sample on Game of 24. */
const SAMPLING_TEMPERATURE = 0.7;

export interface EvalFlags extends PolicyFlags {
  readonly planner?: string;
  readonly reward?: string;
  readonly tasks: string;
  readonly samples: number;
  readonly seed: number;
  readonly out?: string;
  readonly concurrency: number;
  readonly data?: string;
  readonly json?: boolean;
}

export function evalCommand(parent: Command, context: CommandContext): void {
  const command = parent
    .command('eval')
    .summary('compare planners on the same tasks')
    .description(
      'Runs each planner on the same tasks with the same seed and prints a table: score with its 95 % interval, what a perfect reward would have picked (oracle), and the cost. With --out a killed run goes on when it is started again with the same options.',
    )
    .argument('<benchmark>')
    .option(
      '--planner <a,b>',
      `which planners: ${context.registry.planners.map(({ name }) => name).join(', ')} (default: greedy,sampling, and best-of-n when there is a reward)`,
    )
    .option('--reward <model>', 'a model folder that "armap train" wrote')
    .option('--tasks <selection>', 'which tasks: 900-999, a split, or all', 'test')
    .option('--samples <n>', 'rollouts for each task', wholeNumber(1), 10)
    .option('--out <folder>', 'keep a journal there')
    .option('--concurrency <n>', 'policy calls in flight', wholeNumber(1), 4)
    .option('--data <path>', "the benchmark's data instead of what is embedded")
    .option('--json', 'print one JSON object { "rows": [...] } instead of the table');
  addPolicyOptions(command, { policy: 'heuristic', temperature: SAMPLING_TEMPERATURE });
  addSeedOption(command);
  command.action(async (name: string, flags: EvalFlags) => {
    const rows = await runEval(name, flags, context);
    context.console.data(flags.json === true ? JSON.stringify({ rows }) : reportTable(rows));
  });
}

export async function runEval(
  name: string,
  flags: EvalFlags,
  { registry, console, clock, environment, signal }: CommandContext,
): Promise<ReportRow[]> {
  const entry = chooseBenchmark(registry, name);
  const { benchmark } = entry;
  const planners = choosePlanners(
    registry,
    flags.planner ?? `greedy,sampling${flags.reward === undefined ? '' : ',best-of-n'}`,
    flags,
  );
  const set = await benchmark.load({ data: flags.data });
  const tasks = selectTasks(set, flags.tasks);
  const policy = await choosePolicy(entry, flags.policy, { ...flags, environment });
  const reward =
    flags.reward === undefined
      ? undefined
      : await openLearnedReward(flags.reward, [benchmark.encoder]);
  for (const planner of planners) rewardFor(planner, reward);
  const rewardName = reward === undefined ? null : `${reward.name}@${reward.version}`;
  const { seed, samples, temperature, concurrency } = flags;
  const progress = console.progress('evaluating', planners.length * tasks.length);
  let resumed = 0;
  let done = 0;
  try {
    const settings = {
      benchmark: name,
      data: flags.data ?? null,
      tasks: flags.tasks,
      policy: policy.name,
      reward: rewardName,
      samples,
      temperature,
      seed,
    };
    const journal =
      flags.out === undefined ? Journal.inMemory() : await Journal.open(flags.out, settings);
    const table = await runExperiment({
      benchmark,
      tasks,
      planners,
      policy,
      reward,
      objective: maximizeReward,
      budget: {},
      rng: createRng(seed),
      clock,
      concurrency,
      journal,
      signal,
      onOutcome: ({ planner }, isNew) => {
        done += 1;
        if (!isNew) resumed += 1;
        progress.update(done, planner);
      },
    });
    progress.stop();
    if (signal.aborted) {
      const kept =
        flags.out === undefined ? 'Give --out to be able to go on.' : 'Run it again to go on.';
      throw new Interrupted(`${done} outcomes were finished. ${kept}`);
    }
    if (resumed > 0) console.log(`${resumed} outcomes were taken from the journal.`);
    return planners.map((planner, index) =>
      rowOf(planner, table[index]!, policy.name, reward, seed),
    );
  } finally {
    progress.stop();
    await reward?.close();
  }
}

function rowOf(
  planner: Planner,
  outcomes: readonly Outcome[],
  policy: string,
  reward: RewardModel | undefined,
  seed: number,
): ReportRow {
  const used = planner.needsReward ? reward : undefined;
  const identity = {
    planner: planner.name,
    policy,
    reward: used === undefined ? null : `${used.name}@${used.version}`,
    seed,
  };
  return reportRow(identity, outcomes, createRng(seed).fork('interval'));
}

import { Option, type Command } from 'commander';
import type { Benchmark, Task, TaskSet } from '../../core/benchmark.ts';
import { Ledger, type Budget } from '../../core/budget.ts';
import { InputError } from '../../core/errors.ts';
import { createRng } from '../../core/rng.ts';
import { AnswerLog } from '../../feedback/answer-log.ts';
import { emptyLabelReport, labelPairs } from '../../feedback/label-pairs.ts';
import type { Labeller } from '../../feedback/labeller.ts';
import { drawPairs, type PairScope } from '../../feedback/pairs.ts';
import { worthiestPairs } from '../../feedback/worthiest-pairs.ts';
import { openLearnedReward, type LearnedReward } from '../../reward/learned-reward.ts';
import { RULES } from '../../feedback/rules-labeller.ts';
import { spendingOf, writeDatasetCard, type DatasetCard } from '../../store/dataset-card.ts';
import { hashFile, OutputFile } from '../../store/output-file.ts';
import { PREFERENCE_FORMAT, preferenceLine } from '../../store/records.ts';
import { BUDGET_KEYS, parseBudget, requirePrice } from '../budget-option.ts';
import { chooseLabeller, type LabellerFlags } from '../choose-labeller.ts';
import { chooseBenchmark, isChatModel } from '../choose.ts';
import { Interrupted, type CommandContext } from '../context.ts';
import { countsOf, nothingLabelled, tellLabels } from '../label-outcome.ts';
import { addDataOptions, loadBenchmark, type DataFlags } from '../load-benchmark.ts';
import { tokenPrice, wholeNumber } from '../option-values.ts';
import { readWalks } from '../read-walks.ts';
import { addSeedOption, MAX_COMPLETION_TOKENS } from '../shared-options.ts';

/** What is compared: whole walks, prefixes of equal length, or the pages on which those stand. */
const COMPARED = ['walks', 'prefixes', 'pages'] as const;

/** Enough to choose from; each pair of the pool is played and scored, but not paid for. */
const POOL_FACTOR = 10;

export interface LabelFlags extends DataFlags, LabellerFlags {
  readonly out: string;
  readonly pairs: number;
  readonly compare: (typeof COMPARED)[number];
  readonly within: PairScope;
  readonly choose: 'random' | 'bald';
  readonly reward?: string;
  readonly pool?: number;
  readonly budget?: Budget;
  readonly concurrency: number;
  readonly seed: number;
}

export function labelCommand(parent: Command, context: CommandContext): void {
  const command = parent
    .command('label')
    .summary('have pairs of trajectories compared')
    .description(
      'Draws pairs of trajectories and has a chat model, or rules, say which serves the intent better. A model is asked in both orders; what it answered and cost is kept beside the file (OUT.answers.jsonl), so an interrupted run goes on where it was and nothing is paid for twice. No true score is asked.',
    )
    .argument('<trajectories>', 'a file that "armap collect" wrote')
    .requiredOption('--labeller <name>', `who compares: ${RULES}, or a chat model as openai:MODEL`)
    .requiredOption('--out <file>', 'where to write the preferences (JSON Lines)')
    .option('--pairs <n>', 'the most pairs', wholeNumber(1), 1000)
    .addOption(
      new Option('--compare <what>', 'whole walks, prefixes, or only the pages where they stand')
        .choices(COMPARED)
        .default('walks'),
    )
    .addOption(
      new Option(
        '--within <scope>',
        'walks of one task under its intent, or of one group under an intent that one of them achieved',
      )
        .choices(['task', 'group'])
        .default('group'),
    )
    .addOption(
      new Option('--choose <how>', 'which pairs first: random, or those that teach most')
        .choices(['random', 'bald'])
        .default('random'),
    )
    .option('--reward <model>', 'the trained model of several heads that --choose bald teaches')
    .option(
      '--pool <n>',
      `how many pairs --choose bald chooses from (default: ${POOL_FACTOR} times --pairs)`,
      wholeNumber(1),
    )
    .option('--criteria <file>', 'a text that says what makes a trajectory the better one')
    .option('--pictures <folder>', 'show the pictures of the last pages, which are there')
    .option('--base-url <url>', 'server of the chat model, such as http://127.0.0.1:8000/v1')
    .option('--price <in,out>', 'USD for a million prompt and completion tokens', tokenPrice)
    .option(
      '--budget <limits>',
      `the most to spend on the whole file, such as usd=2 (${BUDGET_KEYS})`,
      parseBudget,
    )
    .option(
      '--max-completion-tokens <n>',
      'for one answer, private reasoning included',
      wholeNumber(1),
      MAX_COMPLETION_TOKENS,
    )
    .option('--concurrency <n>', 'comparisons in flight', wholeNumber(1), 4);
  addDataOptions(command);
  addSeedOption(command);
  command.action(async (file: string, flags: LabelFlags) => {
    await runLabel(file, flags, context);
  });
}

export async function runLabel(
  file: string,
  flags: LabelFlags,
  context: CommandContext,
): Promise<DatasetCard> {
  const { registry, console, clock, signal } = context;
  const { out, pairs: count, seed, budget = {} } = flags;
  requirePrice(budget, { policy: flags.labeller, price: flags.price });
  const { benchmark, walks } = await readWalks(
    file,
    (name) => chooseBenchmark(registry, name).benchmark,
  );
  const set = await loadBenchmark(benchmark, flags, context.console);
  requireHindsight(benchmark, set, flags);
  const tasks = new Map<string, Task>();
  const labeller = await chooseLabeller(flags, set, tasks, context);
  const answers = await AnswerLog.open(`${out}.answers.jsonl`);
  const ledger = new Ledger(leftOf(budget, answers), clock);
  const ensemble = await openEnsemble(flags, context);
  const settings = { ...settingsOf(flags, labeller), ...choiceOf(flags, ensemble) };
  const output = await OutputFile.open(out, { ...settings, walks: await hashFile(file) });
  const report = emptyLabelReport();
  const rng = createRng(seed);
  const drawn = drawPairs({
    benchmark,
    walks,
    taskOf: (walk) => set.find(walk.taskId),
    hindsight: set.hindsight,
    scope: flags.within,
    stage: flags.compare === 'walks' ? 'finished' : 'prefix',
    count: ensemble === undefined ? count : poolSize(flags),
    rng: rng.fork('pairs'),
    tasks,
  });
  const pairs = ensemble === undefined ? drawn : worthiestPairs(drawn, ensemble, signal);
  const rows = labelPairs({
    pairs,
    count,
    view: flags.compare === 'pages' ? 'pages' : 'trajectories',
    labeller,
    answers,
    ledger,
    concurrency: flags.concurrency,
    rng: rng.fork('labels'),
    signal,
    report,
  });
  const progress = console.progress('labelling', count);
  try {
    for await (const row of rows) {
      if (report.labelled > output.linesBefore) await output.write(preferenceLine(row));
      progress.update(report.pairs);
    }
  } finally {
    progress.stop();
    await output.suspend();
    await ensemble?.close();
  }
  if (signal.aborted) {
    throw new Interrupted('What was answered is kept; run the same command to go on.');
  }
  if (report.labelled === 0) throw nothingLabelled(file, report);
  await output.complete();
  const card = await writeDatasetCard(out, {
    kind: 'preferences',
    rowFormat: PREFERENCE_FORMAT,
    benchmark: benchmark.name,
    rows: report.labelled,
    counts: countsOf(report),
    sources: [file],
    seed,
    models: isChatModel(labeller.name) ? [labeller.name] : [],
    spent: spendingOf(answers.spent),
    settings,
    ...(report.stoppedBy === undefined ? {} : { stoppedBy: `budget:${report.stoppedBy}` }),
  });
  tellLabels(card, report, out, console);
  return card;
}

/** The model to teach; undefined when pairs are labelled in random order. */
async function openEnsemble(
  { choose, reward }: LabelFlags,
  { registry }: CommandContext,
): Promise<LearnedReward | undefined> {
  if (choose === 'random') return undefined;
  if (reward === undefined) {
    throw new InputError({
      place: { option: '--reward' },
      problem: '--choose bald asks a model where it is unsure, and none is given',
      remedy: 'Give a folder that "armap train --heads 4" wrote',
    });
  }
  const encoders = registry.benchmarks.map(({ benchmark }) => benchmark.encoder);
  const model = await openLearnedReward(reward, encoders);
  if (model.card.heads > 1) return model;
  await model.close();
  throw new InputError({
    place: { option: '--reward' },
    problem: 'the model has one head, which cannot disagree with itself',
    remedy: 'Train it with several ("armap train --heads 4")',
  });
}

function choiceOf(flags: LabelFlags, ensemble: LearnedReward | undefined) {
  if (ensemble === undefined) return {};
  return { choose: flags.choose, reward: ensemble.version, pool: poolSize(flags) };
}

function poolSize({ pairs, pool = POOL_FACTOR * pairs }: LabelFlags): number {
  return Math.max(pairs, pool);
}

function requireHindsight({ name }: Benchmark, { hindsight }: TaskSet, { within }: LabelFlags) {
  if (within === 'task' || hindsight !== undefined) return;
  throw new InputError({
    place: { option: '--within' },
    problem: `"${name}" has no rules that say what a walk achieved`,
    remedy: 'Give --within task',
  });
}

/** What earlier runs have spent on the file counts too. */
function leftOf(budget: Budget, { spent }: AnswerLog): Budget {
  return Object.fromEntries(
    Object.entries(budget).map(([resource, limit]) => [
      resource,
      Math.max(0, limit - (resource in spent ? spent[resource as keyof typeof spent] : 0)),
    ]),
  );
}

function settingsOf(flags: LabelFlags, labeller: Labeller) {
  const { pairs, compare, within, seed, data, benchmarkOption, budget } = flags;
  return {
    labeller: labeller.name,
    criteria: labeller.version,
    pairs,
    compare,
    within,
    seed,
    data: data ?? null,
    benchmarkOptions: benchmarkOption === undefined ? null : JSON.stringify(benchmarkOption),
    budget: budget === undefined ? null : JSON.stringify(budget),
  };
}

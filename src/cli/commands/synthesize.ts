import { Option, type Command } from 'commander';
import type { Benchmark } from '../../core/benchmark.ts';
import { InputError } from '../../core/errors.ts';
import { createRng } from '../../core/rng.ts';
import type { Trajectory } from '../../core/trajectory.ts';
import { addUsage, NO_USAGE, type Usage } from '../../core/usage.ts';
import { hashFile, OutputFile } from '../../store/output-file.ts';
import { spendingOf, writeDatasetCard, type Spending } from '../../store/dataset-card.ts';
import { readTriplets, TRIPLET_FORMAT, tripletLine } from '../../store/records.ts';
import {
  DEFAULT_MIX,
  DIFFICULTIES,
  MIX_WITH_PROPOSER,
  mixText,
  NEGATIVE_SOURCES,
  parseMix,
  type NegativeMix,
} from '../../synthesis/mix.ts';
import { probe, probeLines, sampled, type ProbeReport } from '../../synthesis/probes.ts';
import { emptyReport, synthesize, type SynthesisReport } from '../../synthesis/synthesize.ts';
import { chooseBenchmark } from '../choose.ts';
import type { Console } from '../console.ts';
import { Interrupted, type CommandContext } from '../context.ts';
import { wholeNumber } from '../option-values.ts';
import { addDataOptions, dataSettings, loadBenchmark, type DataFlags } from '../load-benchmark.ts';
import { benchmarkOfWalks, walksIn } from '../read-walks.ts';
import { addSeedOption } from '../shared-options.ts';
import {
  addSynthesisChatOptions,
  namesOfModels,
  openSynthesisChat,
  type SynthesisChatFlags,
} from '../synthesis-chat.ts';

export interface SynthesizeFlags extends DataFlags, SynthesisChatFlags {
  /** One walk at a time if absent. */
  readonly concurrency?: number;
  readonly out: string;
  readonly count: number;
  readonly seed: number;
  readonly mix?: NegativeMix;
  readonly difficulty?: keyof typeof DIFFICULTIES;
  /** Both are on where they are absent. */
  readonly prefixes?: boolean;
  readonly probes?: boolean;
}

export function synthesizeCommand(parent: Command, context: CommandContext): void {
  const command = parent
    .command('synthesize')
    .summary('make reward data from trajectories')
    .description(
      'Makes triplets (intent, positive, negative) from trajectories by hindsight: the intent is what a trajectory achieved. Every positive and negative is executed and checked; no true score is asked. Walks on test tasks are left out.',
    )
    .argument('<trajectories>', 'a file that "armap collect" wrote')
    .requiredOption('--out <file>', 'where to write the triplets (JSON Lines)')
    .option('--count <n>', 'the most triplets', wholeNumber(1), 20_000)
    .option(
      '--mix <shares>',
      `where the negatives of finished rows come from: ${mixText(DEFAULT_MIX)}; known: ${NEGATIVE_SOURCES.join(', ')}`,
      parseMix,
    )
    .addOption(
      new Option('--difficulty <level>', 'a mix for comparison')
        .choices(Object.keys(DIFFICULTIES))
        .conflicts('mix'),
    )
    .option('--no-prefixes', 'compare finished trajectories only')
    .option('--no-probes', 'leave out the models that show what the data gives away')
    .option('--concurrency <n>', 'walks that are worked on at once', wholeNumber(1), 4);
  addSynthesisChatOptions(command);
  addDataOptions(command);
  addSeedOption(command);
  command.action(async (file: string, flags: SynthesizeFlags) => {
    await runSynthesize(file, flags, context);
  });
}

export async function runSynthesize(
  file: string,
  flags: SynthesizeFlags,
  { registry, console, clock, environment, signal }: CommandContext,
): Promise<SynthesisReport> {
  const benchmark = await benchmarkOfWalks(
    file,
    (name) => chooseBenchmark(registry, name).benchmark,
  );
  const tasks = await loadBenchmark(benchmark, flags, console);
  const { hindsight } = tasks;
  if (hindsight === undefined) {
    throw new InputError({
      place: { file },
      problem: `"${benchmark.name}" has no rules for making reward data`,
      remedy: 'Give its task set a "hindsight"',
    });
  }
  const { out, count, seed, prefixes = true } = flags;
  const models = namesOfModels(flags);
  const mix = mixOf(flags);
  const settings = {
    walks: await hashFile(file),
    count,
    seed,
    mix,
    prefixes,
    ...(models.length === 0
      ? {}
      : { writer: flags.writer, proposer: flags.proposer, budget: flags.budget }),
  };
  const output = await OutputFile.open(out, settings);
  const report = emptyReport();
  const chat = await openSynthesisChat(flags, {
    ...{ registry, benchmark, tasks, hindsight, out, seed, report, clock, environment, signal },
    resumes: output.linesBefore > 0,
  });
  const rows = synthesize({
    benchmark,
    hindsight,
    walks: trajectoriesIn(file),
    taskOf: (walk) => tasks.find(walk.taskId),
    limit: count,
    mix,
    prefixes,
    rng: createRng(seed),
    report,
    ...chat.parts,
    concurrency: flags.concurrency,
  });
  const progress = console.progress('synthesizing', count);
  try {
    for await (const row of rows) {
      if (signal.aborted) break;
      if (report.triplets > output.linesBefore) await output.write(tripletLine(row));
      progress.update(report.triplets);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    progress.stop();
    await output.suspend();
  }
  if (signal.aborted) throw new Interrupted('Run the same command to go on.');
  if (report.triplets === 0) {
    throw new InputError({
      place: { file },
      problem: `none of its ${report.walks} trajectories gives a triplet (${fateOfWalks(report)})`,
      remedy: 'Collect more trajectories',
    });
  }
  await output.complete();
  describe(report, out, console);
  const probes = flags.probes === false ? undefined : await probeFile(out, report, benchmark, seed);
  if (typeof probes === 'string') console.log(`  probes were not trained: ${probes}`);
  else if (probes !== undefined) for (const line of probeLines(probes)) console.log(line);
  const spent = chat.journal?.spent ?? {};
  describeSpending(report, spent, console);
  await writeDatasetCard(out, {
    kind: 'triplets',
    rowFormat: TRIPLET_FORMAT,
    benchmark: benchmark.name,
    rows: report.triplets,
    counts: { ...report },
    sources: [file],
    seed,
    models,
    spent: spendingOf(Object.values(spent).reduce(addUsage, NO_USAGE)),
    ...(models.length === 0 ? {} : { spentByModel: byModel(spent) }),
    settings: { count, mix: mixText(mix), prefixes, ...dataSettings(flags) },
    ...(probes === undefined || typeof probes === 'string' ? {} : { probes }),
  });
  return report;
}

function byModel(spent: Readonly<Record<string, Usage>>): Record<string, Spending> {
  return Object.fromEntries(
    Object.entries(spent).map(([name, usage]) => [name, spendingOf(usage)]),
  );
}

async function* trajectoriesIn(file: string): AsyncGenerator<Trajectory, void, undefined> {
  for await (const { value } of walksIn(file)) yield value;
}

function mixOf({ mix, difficulty, proposer }: SynthesizeFlags): NegativeMix {
  const chosen: NegativeMix =
    difficulty === undefined
      ? (mix ?? (proposer === undefined ? DEFAULT_MIX : MIX_WITH_PROPOSER))
      : DIFFICULTIES[difficulty];
  if (proposer !== undefined || (chosen.proposed ?? 0) === 0) return chosen;
  throw new InputError({
    place: { option: '--mix' },
    problem: 'it has proposed negatives, and nobody proposes any',
    remedy: 'Give --proposer openai:MODEL, or leave "proposed" out',
  });
}

function describeSpending(
  { rejectedIntents, rejectedEdits, writers }: SynthesisReport,
  spent: Readonly<Record<string, Usage>>,
  { log }: Console,
): void {
  const counts = (record: Readonly<Record<string, number>>) =>
    Object.entries(record)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ') || 'none';
  for (const [name, usage] of Object.entries(spent)) {
    const { policyCalls, promptTokens, completionTokens, costUsd } = usage;
    log(
      `  ${name}: ${policyCalls} calls, ${promptTokens} + ${completionTokens} tokens, ${costUsd.toFixed(4)} USD`,
    );
  }
  if (Object.keys(spent).length === 0) return;
  log(
    `  rows by writer: ${counts(writers)}; intents rejected: ${counts(rejectedIntents)}; edits rejected: ${counts(rejectedEdits)}`,
  );
}

/** What the data gives away, or why that cannot be said. */
async function probeFile(
  file: string,
  { triplets }: SynthesisReport,
  { encoder }: Benchmark,
  seed: number,
): Promise<ProbeReport | string> {
  async function* rows() {
    for await (const { value } of readTriplets(file)) yield value;
  }
  try {
    return await probe(() => sampled(rows(), triplets), encoder, { rng: createRng(seed) });
  } catch (error) {
    if (error instanceof InputError) return error.problem;
    throw error;
  }
}

/** The walks of a file one by one, refusing a second benchmark among them. */
function fateOfWalks(report: SynthesisReport): string {
  const { testWalks, duplicateWalks, uselessWalks, longWalks } = report;
  return [
    `${testWalks} on test tasks`,
    `${duplicateWalks} repeated`,
    `${uselessWalks} achieved nothing`,
    ...(longWalks === 0 ? [] : [`${longWalks} longer than the benchmark allows`]),
  ].join(', ');
}

function describe(report: SynthesisReport, out: string, { log }: Console): void {
  log(`${report.triplets} triplets: ${out}`);
  for (const [kind, count] of Object.entries(report.negativeKinds).sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    log(`  ${count} negatives by ${kind}`);
  }
  log(
    `  of ${report.walks} walks: ${fateOfWalks(report)}; ${report.rejected} attempts rejected by checks, ` +
      `${report.duplicateTriplets} rows repeated, ${report.testRows} that came to what a test asks for, ` +
      `${report.unbalanced} left out so that the length tells nothing`,
  );
  if (report.reusedIds > 0) {
    log(
      `  ${report.reusedIds} walks have the id of another one: ids are names only, all were used`,
    );
  }
}

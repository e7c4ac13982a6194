import type { Command } from 'commander';
import type { Benchmark } from '../../core/benchmark.ts';
import { InputError } from '../../core/errors.ts';
import { createRng } from '../../core/rng.ts';
import type { Trajectory } from '../../core/trajectory.ts';
import { hashFile, OutputFile } from '../../store/output-file.ts';
import { readTrajectories, tripletLine } from '../../store/records.ts';
import { emptyReport, synthesize, type SynthesisReport } from '../../synthesis/synthesize.ts';
import { chooseBenchmark } from '../choose.ts';
import type { Console } from '../console.ts';
import { Interrupted, type CommandContext } from '../context.ts';
import { wholeNumber } from '../option-values.ts';
import { addDataOptions, loadBenchmark, type DataFlags } from '../load-benchmark.ts';
import { addSeedOption } from '../shared-options.ts';

export interface SynthesizeFlags extends DataFlags {
  readonly out: string;
  readonly count: number;
  readonly seed: number;
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
    .option('--count <n>', 'the most triplets', wholeNumber(1), 20_000);
  addDataOptions(command);
  addSeedOption(command);
  command.action(async (file: string, flags: SynthesizeFlags) => {
    await runSynthesize(file, flags, context);
  });
}

export async function runSynthesize(
  file: string,
  flags: SynthesizeFlags,
  { registry, console, signal }: CommandContext,
): Promise<SynthesisReport> {
  const benchmark = await benchmarkOf(file, (name) => chooseBenchmark(registry, name).benchmark);
  const tasks = await loadBenchmark(benchmark, flags, console);
  const { hindsight } = tasks;
  if (hindsight === undefined) {
    throw new InputError({
      place: { file },
      problem: `"${benchmark.name}" has no rules for making reward data`,
      remedy: 'Give its task set a "hindsight"',
    });
  }
  const { out, count, seed } = flags;
  const output = await OutputFile.open(out, { walks: await hashFile(file), count, seed });
  const report = emptyReport();
  const rows = synthesize({
    benchmark,
    hindsight,
    walks: walksIn(file),
    taskOf: (walk) => tasks.find(walk.taskId),
    limit: count,
    rng: createRng(seed),
    report,
  });
  const progress = console.progress('synthesizing', count);
  try {
    for await (const row of rows) {
      if (signal.aborted) break;
      if (report.triplets > output.linesBefore) await output.write(tripletLine(row));
      progress.update(report.triplets);
    }
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
  return report;
}

/** The walks of a file one by one, refusing a second benchmark among them. */
async function* walksIn(file: string): AsyncGenerator<Trajectory, void, undefined> {
  let first: string | undefined;
  for await (const { value, line } of readTrajectories(file)) {
    first ??= value.benchmark;
    if (first !== value.benchmark) {
      throw new InputError({
        place: { file, line, field: 'benchmark' },
        problem: `"${value.benchmark}" among trajectories of "${first}"`,
        remedy: 'Synthesize each benchmark by itself',
      });
    }
    yield value;
  }
}

async function benchmarkOf(file: string, find: (name: string) => Benchmark): Promise<Benchmark> {
  for await (const { benchmark } of walksIn(file)) return find(benchmark);
  throw new InputError({
    place: { file },
    problem: 'holds no trajectory',
    remedy: 'Collect some with "armap collect"',
  });
}

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

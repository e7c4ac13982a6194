import { join } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import { InputError } from '../../core/errors.ts';
import { createRng } from '../../core/rng.ts';
import type { CalibrationMethod } from '../../learn/calibration.ts';
import { encodeTriplets } from '../../learn/encode-triplets.ts';
import { splitByGroup } from '../../learn/split.ts';
import { trainReward } from '../../learn/trainer.ts';
import {
  CALIBRATIONS,
  DEFAULT_TRAINING,
  ENGINES,
  type EngineName,
} from '../../learn/training-options.ts';
import { REPORT_FILES, type ModelCard } from '../../reward/model-card.ts';
import { saveTrainedReward } from '../../reward/save-trained-reward.ts';
import { reportOn } from '../../reward-report/model-report.ts';
import { reportText } from '../../reward-report/report-text.ts';
import { factsAt } from '../../reward-report/row-facts.ts';
import { checkModelTarget } from '../../reward/write-model-folder.ts';
import { chooseBenchmark } from '../choose.ts';
import type { Console } from '../console.ts';
import type { CommandContext } from '../context.ts';
import { addEncoderOptions, chooseEncoder, type EncoderFlags } from '../encoder-option.ts';
import { trainingLines } from '../explain-training.ts';
import { wholeNumber } from '../option-values.ts';
import { benchmarkNameOf, hashFiles, trainingRows } from '../reward-rows.ts';
import { addSeedOption } from '../shared-options.ts';
import { runTrainVlm, type VlmTrainFlags } from '../train-vlm.ts';

export interface TrainFlags extends EncoderFlags {
  readonly out: string;
  readonly trainer: 'linear' | 'mlp';
  readonly engine?: EngineName;
  readonly calibration?: CalibrationMethod;
  readonly heads?: number;
  readonly epochs: number;
  readonly seed: number;
  readonly json?: boolean;
  readonly explain?: boolean;
}

const EMBEDDED_ONLY = ['heads', 'engine', 'calibration', 'encoder', 'explain', 'json'];
const VLM_ONLY = ['base'];

interface GivenVlmFlags extends VlmTrainFlags {
  readonly trainer: 'vlm';
}

export function trainCommand(parent: Command, context: CommandContext): void {
  const command = parent
    .command('train')
    .summary('train a reward model on triplets and preferences')
    .description(
      'Trains a reward model on triplets, preferences or both and writes it as a folder (model.onnx, model.json, and report.md and report.json: how it did). A fifth of the groups of tasks is held out; the metrics are measured on it. With --trainer vlm, a vision-language model is trained by armap-trainer in Python (npm run setup:trainer); options after -- are passed on to it.',
    )
    .argument('<rows...>', 'files that "armap synthesize", "armap label" or "armap import" wrote')
    .requiredOption('--out <folder>', 'where to write the model')
    .addOption(
      new Option('--trainer <kind>', 'the kind of model')
        .choices(['linear', 'mlp', 'vlm'])
        .default('mlp'),
    )
    .option('--base <folder>', 'of a vlm: the checkpoint to start from')
    .option(
      '--heads <n>',
      'networks trained apart, whose disagreement is the deviation of a score',
      wholeNumber(1),
      DEFAULT_TRAINING.heads,
    )
    .addOption(
      new Option(
        '--engine <name>',
        'who computes the steps; onnx is faster for an mlp on hundreds of features',
      )
        .choices([...ENGINES])
        .default(DEFAULT_TRAINING.engine),
    )
    .addOption(
      new Option(
        '--calibration <method>',
        'how raw rewards become probabilities; isotonic wants hundreds of held-out pairs',
      )
        .choices([...CALIBRATIONS])
        .default(DEFAULT_TRAINING.calibration),
    )
    .option('--epochs <n>', 'at most so many', wholeNumber(1), DEFAULT_TRAINING.epochs)
    .option('--explain', 'print which features decide between the sides of held-out pairs')
    .option('--json', "print the model's card as one JSON object");
  addEncoderOptions(command);
  addSeedOption(command);
  command.action(async (operands: string[], flags: TrainFlags | GivenVlmFlags) => {
    const { files, more } = splitOperands(operands);
    const isGiven = (option: string) => command.getOptionValueSource(option) === 'cli';
    const misplaced = (flags.trainer === 'vlm' ? EMBEDDED_ONLY : VLM_ONLY).find(isGiven);
    if (misplaced !== undefined) throw misplacedOption(misplaced, flags.trainer);
    if (flags.trainer === 'vlm') {
      const epochs = isGiven('epochs') ? flags.epochs : undefined;
      await runTrainVlm(files, { ...flags, epochs }, more, context);
      return;
    }
    if (more[0] !== undefined) throw misplacedOption(more[0], flags.trainer);
    const card = await runTrain(files, flags, context);
    if (flags.json === true) context.console.data(JSON.stringify(card));
  });
}

/** What comes after `--` begins with an option, which nothing before it can. */
function splitOperands(operands: readonly string[]) {
  const first = operands.findIndex((operand) => operand.startsWith('-'));
  const end = first < 0 ? operands.length : first;
  return { files: operands.slice(0, end), more: operands.slice(end) };
}

function misplacedOption(option: string, trainer: string): InputError {
  return new InputError({
    place: { option: option.startsWith('-') ? option : `--${option}` },
    problem: `it is no option of --trainer ${trainer}`,
    remedy: 'Leave it out; "armap train --help" lists the options',
  });
}

export async function runTrain(
  files: readonly string[],
  flags: TrainFlags,
  { registry, console, signal }: CommandContext,
): Promise<ModelCard> {
  const { out, trainer, epochs, seed } = flags;
  const { heads = DEFAULT_TRAINING.heads, engine = DEFAULT_TRAINING.engine } = flags;
  const { calibration = DEFAULT_TRAINING.calibration } = flags;
  await checkModelTarget(out);
  const { benchmark } = chooseBenchmark(registry, await benchmarkNameOf(files));
  const chosen = await chooseEncoder(flags, benchmark.encoder);
  const progress = console.progress('training', epochs);
  try {
    const { encoder, specification: encoderSpecification } = chosen;
    const rows = () => trainingRows(files, benchmark, signal);
    const pairs = await encodeTriplets(rows(), encoder);
    const split = splitByGroup(pairs.groups);
    const trained = await trainReward(
      { pairs, split },
      { kind: trainer, engine, calibration, epochs, heads },
      {
        rng: createRng(seed),
        signal,
        onProgress: ({ epoch, heldOutLogLoss }) => {
          progress.update(epoch, `held-out log-loss ${heldOutLogLoss.toFixed(3)}`);
        },
      },
    );
    progress.stop();
    const datasetHash = await hashFiles(files);
    const facts = await factsAt(split.heldOut, rows());
    const found = reportOn(trained, pairs, split.heldOut, facts, encoder.id);
    const report = {
      text: reportText(found),
      data: `${JSON.stringify(found, undefined, 2)}\n`,
    };
    const card = await saveTrainedReward(out, trained, {
      encoder,
      encoderSpecification,
      seed,
      datasetHash,
      report,
    });
    describe(card, out, console);
    if (flags.explain === true) {
      const lines = await trainingLines(trained.scorer, pairs, split.heldOut);
      for (const line of lines) console.log(line);
    }
    return card;
  } finally {
    progress.stop();
    await chosen.close();
  }
}

function describe(card: ModelCard, out: string, { log }: Console): void {
  const { metrics, training, kind, version } = card;
  const percent = (share: number | null) =>
    share === null ? '-' : `${(100 * share).toFixed(1)} %`;
  log(`${kind} reward, version ${version}: ${out}`);
  log(
    `  ${training.trainPairs} pairs trained, ${training.heldOutPairs} held out; epoch ${training.bestEpoch} of ${training.epochs} kept`,
  );
  const stages = Object.entries(metrics.stages);
  const accuracies = stages.map(([stage, set]) => `${stage} ${percent(set.pairAccuracy)}`);
  log(`  report: ${join(out, REPORT_FILES.text)}`);
  log(`  held-out pair accuracy: ${accuracies.join(', ')}`);
  log(
    `  held-out AUROC ${metrics.overall.auroc?.toFixed(3) ?? '-'}, calibration error ${metrics.overall.calibrationError?.toFixed(3) ?? '-'}`,
  );
  for (const [negativeKind, set] of Object.entries(metrics.negativeKinds)) {
    log(`    against ${negativeKind}: ${percent(set.pairAccuracy)} of ${set.pairs}`);
  }
}

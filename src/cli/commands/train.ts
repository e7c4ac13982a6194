import type { Command } from 'commander';
import { Option } from 'commander';
import { createRng } from '../../core/rng.ts';
import { encodeTriplets } from '../../learn/encode-triplets.ts';
import { splitByGroup } from '../../learn/split.ts';
import { trainReward } from '../../learn/trainer.ts';
import { DEFAULT_TRAINING } from '../../learn/training-options.ts';
import type { ModelCard } from '../../reward/model-card.ts';
import { saveTrainedReward } from '../../reward/save-trained-reward.ts';
import { checkModelTarget } from '../../reward/write-model-folder.ts';
import { chooseBenchmark } from '../choose.ts';
import type { Console } from '../console.ts';
import type { CommandContext } from '../context.ts';
import { addEncoderOptions, chooseEncoder, type EncoderFlags } from '../encoder-option.ts';
import { wholeNumber } from '../option-values.ts';
import { benchmarkNameOf, hashFiles, trainingRows } from '../reward-rows.ts';
import { addSeedOption } from '../shared-options.ts';

export interface TrainFlags extends EncoderFlags {
  readonly out: string;
  readonly trainer: 'linear' | 'mlp';
  readonly heads?: number;
  readonly epochs: number;
  readonly seed: number;
  readonly json?: boolean;
}

export function trainCommand(parent: Command, context: CommandContext): void {
  const command = parent
    .command('train')
    .summary('train a reward model on triplets and preferences')
    .description(
      'Trains a reward model on triplets, preferences or both and writes it as a folder (model.onnx, model.json). A fifth of the groups of tasks is held out; the metrics are measured on it.',
    )
    .argument('<rows...>', 'files that "armap synthesize", "armap label" or "armap import" wrote')
    .requiredOption('--out <folder>', 'where to write the model')
    .addOption(
      new Option('--trainer <kind>', 'the kind of model').choices(['linear', 'mlp']).default('mlp'),
    )
    .option(
      '--heads <n>',
      'networks trained apart, whose disagreement is the deviation of a score',
      wholeNumber(1),
      DEFAULT_TRAINING.heads,
    )
    .option('--epochs <n>', 'at most so many', wholeNumber(1), DEFAULT_TRAINING.epochs)
    .option('--json', "print the model's card as one JSON object");
  addEncoderOptions(command);
  addSeedOption(command);
  command.action(async (files: string[], flags: TrainFlags) => {
    const card = await runTrain(files, flags, context);
    if (flags.json === true) context.console.data(JSON.stringify(card));
  });
}

export async function runTrain(
  files: readonly string[],
  flags: TrainFlags,
  { registry, console, signal }: CommandContext,
): Promise<ModelCard> {
  const { out, trainer, epochs, seed, heads = DEFAULT_TRAINING.heads } = flags;
  await checkModelTarget(out);
  const { benchmark } = chooseBenchmark(registry, await benchmarkNameOf(files));
  const chosen = await chooseEncoder(flags, benchmark.encoder);
  const progress = console.progress('training', epochs);
  try {
    const { encoder, specification: encoderSpecification } = chosen;
    const pairs = await encodeTriplets(trainingRows(files, benchmark, signal), encoder);
    const trained = await trainReward(
      { pairs, split: splitByGroup(pairs.groups) },
      { kind: trainer, epochs, heads },
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
    const card = await saveTrainedReward(out, trained, {
      encoder,
      encoderSpecification,
      seed,
      datasetHash,
    });
    describe(card, out, console);
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
  log(`  held-out pair accuracy: ${accuracies.join(', ')}`);
  log(
    `  held-out AUROC ${metrics.overall.auroc?.toFixed(3) ?? '-'}, calibration error ${metrics.overall.calibrationError?.toFixed(3) ?? '-'}`,
  );
  for (const [negativeKind, set] of Object.entries(metrics.negativeKinds)) {
    log(`    against ${negativeKind}: ${percent(set.pairAccuracy)} of ${set.pairs}`);
  }
}

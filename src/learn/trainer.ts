import { InputError } from '../core/errors.ts';
import type { Calibration } from './calibration.ts';
import { bootstrapOf } from './bootstrap.ts';
import { fitNetworks, type NetworkFit, type TrainingRun } from './fit-network.ts';
import { examine } from './held-out.ts';
import type { RewardMetrics } from './metrics.ts';
import { initialParameters, type NetworkShape } from './network-shape.ts';
import { OnnxEngine } from './onnx-engine.ts';
import type { PairTable } from './pair-table.ts';
import type { Scorer } from './scorer.ts';
import type { PairSplit } from './split.ts';
import { fitStandardizer } from './standardizer.ts';
import type { EngineStart, TrainingEngine } from './training-engine.ts';
import { TypeScriptEngine } from './typescript-engine.ts';
import { fitUsualRange, type UsualRange } from './usual-range.ts';
import { resolveTrainingOptions, type TrainingOptions } from './training-options.ts';

/** With fewer, a network only learns them by heart. */
export const LEAST_TRAINING_PAIRS = 16;

/** With fewer, metrics are noise and the calibration is a guess. */
export const LEAST_HELD_OUT_PAIRS = 4;

export interface RewardData {
  readonly pairs: PairTable;
  readonly split: PairSplit;
}

export interface TrainedReward {
  readonly featureNames: readonly string[];
  readonly scorer: Scorer;
  readonly calibration: Calibration;
  readonly usual: UsualRange;
  /** On the held-out pairs. */
  readonly metrics: RewardMetrics;
  /** As used, defaults filled in. */
  readonly options: TrainingOptions;
  readonly trainPairs: number;
  readonly heldOutPairs: number;
  /** How many epochs ran, for the first head. */
  readonly epochs: number;
  /** The one whose weights were kept, for the first head. */
  readonly bestEpoch: number;
}

/**
 * Trains a scorer on pairs: mini-batches in seeded order, AdamW with a cosine schedule, and of all
 * epochs the weights with the lowest held-out pair log-loss, rounded to 32 bits. Equal data,
 * options and generators give equal weights (with the engine `onnx`, on processors of one kind).
 *
 * Throws `InputError` when there are too few pairs, an option makes no sense, training diverges or
 * the engine fails, and the signal's reason when it aborts.
 *
 * @example
 * const pairs = new PairTable(encoder.featureNames);
 * for (const pair of encoded) pairs.add(pair);
 * const split = splitByGroup(pairs.groups);
 * const trained = await trainReward({ pairs, split }, { kind: 'mlp' }, { rng: createRng(7) });
 */
export async function trainReward(
  data: RewardData,
  given: Partial<TrainingOptions>,
  run: TrainingRun,
): Promise<TrainedReward> {
  const { pairs, split } = data;
  const options = resolveTrainingOptions(given);
  requirePairs(split.train.length, LEAST_TRAINING_PAIRS, 'to train on');
  requirePairs(split.heldOut.length, LEAST_HELD_OUT_PAIRS, 'to hold out');
  run.signal?.throwIfAborted();

  const { standardizer, constant } = fitStandardizer(pairs, split.train);
  const shape = shapeOf(options, pairs.featureNames.length);
  const starts = Array.from({ length: options.heads }, (_, head) => {
    // The first head starts as a reward of one head would.
    const rng = head === 0 ? run.rng : run.rng.fork(`head-${head}`);
    return {
      initial: initialParameters(shape, rng.fork('parameters'), constant),
      multiplicityOf:
        options.heads === 1 ? () => 1 : bootstrapOf(pairs.groups, rng.fork('bootstrap')),
    };
  });
  const engine = await openEngine({
    shape,
    initial: starts.map(({ initial }) => initial),
    options,
  });
  const multiplicities = starts.map(({ multiplicityOf }) => multiplicityOf);
  const fits = await fitNetworks(
    { shape, engine, multiplicities },
    { pairs, split, standardizer },
    options,
    { ...run, rng: run.rng.fork('order') },
  ).finally(() => engine.close());
  for (const fit of fits) requireConvergence(fit, options);
  const heads = fits.map(({ parameters }) => Float32Array.from(parameters));
  const scorer = { shape, standardizer, heads };
  const [first] = fits as [NetworkFit, ...NetworkFit[]];
  return {
    featureNames: pairs.featureNames,
    scorer,
    ...examine(scorer, pairs, split.heldOut, options.calibration),
    usual: fitUsualRange(standardizer, pairs, split.heldOut),
    options,
    trainPairs: split.train.length,
    heldOutPairs: split.heldOut.length,
    epochs: first.epochs,
    bestEpoch: first.bestEpoch,
  };
}

async function openEngine(
  start: EngineStart & { readonly options: TrainingOptions },
): Promise<TrainingEngine> {
  return start.options.engine === 'onnx' ? OnnxEngine.open(start) : new TypeScriptEngine(start);
}

function requireConvergence({ bestEpoch, parameters }: NetworkFit, options: TrainingOptions): void {
  const isFinite = parameters.every((parameter) => Number.isFinite(Math.fround(parameter)));
  if (bestEpoch > 0 && isFinite) return;
  throw new InputError({
    place: { field: 'learningRate' },
    problem: `training diverged at ${options.learningRate}`,
    remedy: 'Give a smaller learning rate',
  });
}

function shapeOf({ kind, hiddenUnits }: TrainingOptions, features: number): NetworkShape {
  return kind === 'mlp' ? { kind, features, hiddenUnits } : { kind, features };
}

function requirePairs(count: number, least: number, purpose: string): void {
  if (count >= least) return;
  throw new InputError({
    problem: `there are ${count} pairs ${purpose}, and at least ${least} are needed`,
    remedy: 'Collect more trajectories, or make more pairs from them',
  });
}

import { InputError } from '../core/errors.ts';
import type { CalibrationMethod } from './calibration.ts';
import type { NetworkShape } from './network-shape.ts';
import { ANCHOR_WEIGHT, CENTRING_WEIGHT } from './losses.ts';

/**
 * Who computes the steps. `typescript`: this thread, in 64 bits; equal seeds give equal weights on
 * any machine. `onnx`: ONNX Runtime in a worker, in 32 bits; several times as fast for wide hidden
 * layers, and equal seeds give equal weights on processors of one kind.
 */
export type EngineName = 'typescript' | 'onnx';

export interface TrainingOptions {
  readonly kind: NetworkShape['kind'];
  readonly engine: EngineName;
  /** How raw rewards become probabilities; `isotonic` wants hundreds of held-out pairs. */
  readonly calibration: CalibrationMethod;
  /** Of `mlp` only. */
  readonly hiddenUnits: number;
  /**
   * Networks that are trained apart, each on a bootstrap sample of the groups of tasks if there are
   * several. Their mean is the reward, their disagreement its deviation.
   */
  readonly heads: number;
  /** At most; training stops earlier when the held-out pairs stop getting better. */
  readonly epochs: number;
  /** Epochs without a better held-out log-loss before training stops. */
  readonly patience: number;
  readonly batchPairs: number;
  /** The peak of the schedule; 0.003 for `mlp`, 0.01 for `linear` if absent. */
  readonly learningRate: number;
  readonly weightDecay: number;
  /** The largest Euclidean norm of a gradient; larger ones are scaled down. */
  readonly gradientNorm: number;
  /** Weight of the centring term, see `pairLoss`. */
  readonly centring: number;
  /** Weight of the success anchor, see `pairLoss`. */
  readonly anchor: number;
}

/** A weighted sum has no hidden layer to upset, and so may move faster. */
const LEARNING_RATES: Readonly<Record<NetworkShape['kind'], number>> = {
  linear: 1e-2,
  mlp: 3e-3,
};

/**
 * All but `learningRate`, which depends on `kind`. Chosen by held-out accuracy and log-loss on
 * planted linear and non-linear tasks of 40 features with 200 to 10,000 pairs. More epochs only
 * help below about 1,000 pairs, where they cost nothing; on many pairs training stops by itself.
 */
export const DEFAULT_TRAINING: Omit<TrainingOptions, 'learningRate'> = Object.freeze({
  kind: 'mlp',
  engine: 'typescript',
  calibration: 'platt',
  hiddenUnits: 64,
  heads: 1,
  epochs: 40,
  patience: 5,
  batchPairs: 64,
  weightDecay: 1e-2,
  gradientNorm: 1,
  centring: CENTRING_WEIGHT,
  anchor: ANCHOR_WEIGHT,
});

export const CALIBRATIONS: readonly CalibrationMethod[] = ['platt', 'isotonic'];

export const ENGINES: readonly EngineName[] = ['typescript', 'onnx'];

const COUNTS = ['hiddenUnits', 'heads', 'epochs', 'patience', 'batchPairs'] as const;
const POSITIVE = ['learningRate', 'gradientNorm'] as const;
const NOT_NEGATIVE = ['weightDecay', 'centring', 'anchor'] as const;

/** Fills in the defaults. Throws `InputError` for a number that makes no sense. */
export function resolveTrainingOptions(given: Partial<TrainingOptions>): TrainingOptions {
  const { kind = DEFAULT_TRAINING.kind } = given;
  const options = { ...DEFAULT_TRAINING, learningRate: LEARNING_RATES[kind], ...given };
  const require = (field: keyof TrainingOptions, holds: boolean, remedy: string): void => {
    if (holds) return;
    throw new InputError({ place: { field }, problem: `it is ${options[field]}`, remedy });
  };
  require('kind', Object.hasOwn(LEARNING_RATES, kind), 'Give "linear" or "mlp"');
  require('engine', ENGINES.includes(options.engine), 'Give "typescript" or "onnx"');
  const calibrates = CALIBRATIONS.includes(options.calibration);
  require('calibration', calibrates, 'Give "platt" or "isotonic"');
  for (const field of COUNTS) {
    const value = options[field];
    require(field, Number.isSafeInteger(value) && value > 0, 'Give a whole number from 1 up');
  }
  for (const field of POSITIVE) {
    require(field, options[field] > 0 && options[field] < Infinity, 'Give a number above 0');
  }
  for (const field of NOT_NEGATIVE) {
    require(field, options[field] >= 0 && options[field] < Infinity, 'Give a number from 0 up');
  }
  return options;
}

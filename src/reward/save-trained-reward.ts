import type { Encoder } from '../core/encoder.ts';
import { writeOnnx } from '../learn/onnx-writer.ts';
import type { TrainedReward } from '../learn/trainer.ts';
import type { EngineName } from '../learn/training-options.ts';
import { MODEL_FORMAT, type ModelCard } from './model-card.ts';
import { writeModelFolder, type ModelCardDraft, type WrittenReport } from './write-model-folder.ts';

/** Their numbers are raised whenever equal data, options and seed would give other weights. */
const TRAINERS: Readonly<Record<EngineName, string>> = {
  typescript: 'armap-typescript/1',
  onnx: 'armap-onnx/1',
};

/** Where a trained reward comes from, as far as the trainer does not know it. */
export interface Provenance {
  readonly encoder: Encoder;
  /** What `openEncoder` opened it by, if it did; so whoever opens the model gets it again. */
  readonly encoderSpecification?: string | undefined;
  /** Of the generator that was passed to the trainer. */
  readonly seed: number | string;
  /** SHA-256 of the data file, in hexadecimal. */
  readonly datasetHash: string;
  readonly datasetFile?: string | undefined;
  /** For reports; the name of the folder if absent. */
  readonly name?: string | undefined;
  /** ISO 8601. Without it, equal training gives equal bytes. */
  readonly createdAt?: string | undefined;
  /** Kept beside the model. */
  readonly report?: WrittenReport | undefined;
}

/** Writes a trained reward as a model folder. Throws `InputError`, see `writeModelFolder`. */
export async function saveTrainedReward(
  folder: string,
  trained: TrainedReward,
  provenance: Provenance,
): Promise<ModelCard> {
  const { encoder, encoderSpecification, seed, datasetHash, datasetFile } = provenance;
  const { name, createdAt, report } = provenance;
  const { scorer, featureNames, calibration, usual, metrics, options } = trained;
  const { trainPairs, heldOutPairs, epochs, bestEpoch } = trained;
  const draft: ModelCardDraft = {
    format: MODEL_FORMAT,
    name,
    kind: scorer.shape.kind,
    heads: scorer.heads.length,
    encoder: {
      id: encoder.id,
      version: encoder.version,
      specification: encoderSpecification,
      featureNames: [...featureNames],
    },
    calibration,
    usual: { ...usual, mean: [...usual.mean], inverseDeviation: [...usual.inverseDeviation] },
    metrics,
    training: {
      trainer: TRAINERS[options.engine],
      seed,
      options: { ...options },
      trainPairs,
      heldOutPairs,
      epochs,
      bestEpoch,
      datasetHash,
      datasetFile,
    },
    createdAt,
  };
  return writeModelFolder(folder, draft, writeOnnx(scorer), report);
}

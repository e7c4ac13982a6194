import { basename, join, resolve } from 'node:path';
import type { Encoder } from '../core/encoder.ts';
import type { ImageSource } from '../core/image-source.ts';
import { InputError, RewardError } from '../core/errors.ts';
import type { RewardModel, Score } from '../core/reward-model.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { calibrate, type Calibration } from '../learn/calibration.ts';
import { HEADS_NAME, INPUT_NAME, OUTPUT_NAME } from '../learn/onnx-writer.ts';
import type { PreparedEncoder } from '../encoders/prepared-encoder.ts';
import type { FeatureScorer } from './explain.ts';
import { distancesFrom } from '../learn/usual-range.ts';
import { meanOfHeads } from '../learn/scorer.ts';
import { CARD_FILE, type ModelCard } from './model-card.ts';
import { rowEncoder } from './row-encoder.ts';
import { readModelFolder } from './model-folder.ts';
import { OnnxSession } from './onnx-session.ts';

export interface LearnedReward extends RewardModel {
  readonly card: ModelCard;
  /** What it looks at, for explanations. */
  readonly features: FeatureScorer;
  /** The raw reward by each head, in the order of its heads. */
  scoreHeads(
    trajectories: readonly Trajectory[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<readonly Float32Array[]>;
  close(): Promise<void>;
}

export interface LearnedRewardOptions {
  /** Where pictures are, for a reward whose encoder looks at them. */
  readonly images?: ImageSource | undefined;
}

/**
 * Opens a model folder as a reward model that runs in a worker thread of this process.
 *
 * The encoder is opened again as the model's card specifies it, where it does, and is otherwise the
 * one of that id among these.
 *
 * Throws `InputError` when the folder is not whole or was trained for an encoder that is not among
 * these, and `RewardError` when the model cannot be run. Scoring throws `RewardError` when a
 * trajectory encodes to something that is not a finite number, and the signal's reason when it
 * aborts.
 *
 * @example
 * const reward = await openLearnedReward('models/game24', [game24.encoder]);
 * const [score] = await reward.score([trajectory]);
 */
export async function openLearnedReward(
  folder: string,
  encoders: readonly Encoder[],
  { images }: LearnedRewardOptions = {},
): Promise<LearnedReward> {
  const { card, model } = await readModelFolder(folder);
  const opened = await openSpecified(card, encoders, images);
  try {
    const known = opened === undefined ? encoders : [opened];
    const encoder = matchingEncoder(card, known, join(folder, CARD_FILE));
    return await openWith(encoder, card, model, folder, async () => opened?.close());
  } catch (error) {
    await opened?.close();
    throw error;
  }
}

/** The encoder that the card specifies, if it does. Loaded here, since few models need more. */
async function openSpecified(
  { encoder: { specification } }: ModelCard,
  benchmarks: readonly Encoder[],
  images: ImageSource | undefined,
): Promise<PreparedEncoder | undefined> {
  if (specification === undefined) return undefined;
  const { openEncoder } = await import('../encoders/open-encoder.ts');
  return openEncoder(specification, { benchmarks, images });
}

async function openWith(
  encoder: Encoder,
  card: ModelCard,
  model: Uint8Array,
  folder: string,
  closeEncoder: () => Promise<void>,
): Promise<LearnedReward> {
  const name = card.name ?? basename(resolve(folder));
  const session = await OnnxSession.open({
    name,
    model,
    inputName: INPUT_NAME,
    outputName: card.heads > 1 ? HEADS_NAME : OUTPUT_NAME,
    columns: card.heads,
    width: encoder.featureNames.length,
  });
  const rowsOf = rowEncoder(encoder, name);
  /** Reads what the heads say of each trajectory, some at a time: others get turns in between. */
  const readAll = async <T>(
    trajectories: readonly Trajectory[],
    signal: AbortSignal | undefined,
    read: (heads: Float32Array, trajectory: Trajectory, isUnusual: boolean) => T,
  ): Promise<T[]> => {
    signal?.throwIfAborted();
    const all: T[] = [];
    for (let start = 0; start < trajectories.length; start += RUN_TOGETHER) {
      const block = trajectories.slice(start, start + RUN_TOGETHER);
      const rows = await rowsOf(block, signal);
      // Before the rows are handed over to the worker.
      const unusual = unusualRows(card, rows);
      const scores = await session.run(rows);
      for (const [row, trajectory] of block.entries()) {
        const heads = scores.subarray(row * card.heads, (row + 1) * card.heads);
        all.push(read(heads, trajectory, unusual[row] === true));
      }
    }
    signal?.throwIfAborted();
    return all;
  };
  const scoreOf = (heads: Float32Array, { id }: Trajectory, isUnusual: boolean): Score => {
    const raw = meanOfHeads(heads, card.heads)[0]!;
    if (!Number.isFinite(raw)) {
      const problem = `trajectory ${id} scores ${raw}: its features are too large`;
      throw new RewardError({ reward: name, problem });
    }
    const value = calibrate(card.calibration, raw);
    const flag = isUnusual ? { unusual: true } : {};
    if (card.heads === 1) return { raw, value, ...flag };
    return { raw, value, deviation: deviationOf(heads, card.calibration), ...flag };
  };
  return {
    name,
    version: card.version,
    calibrated: true,
    sees: { text: true, images: encoder.seesImages ?? false },
    card,
    features: {
      featureNames: encoder.featureNames,
      encode: (trajectories) => rowsOf(trajectories),
      scoreRows: async (rows) =>
        Float32Array.from(meanOfHeads(await session.run(rows), card.heads)),
    },
    scoreHeads: (trajectories, { signal } = {}) => readAll(trajectories, signal, (heads) => heads),
    score: (trajectories, { signal } = {}) => readAll(trajectories, signal, scoreOf),
    close: async () => {
      await Promise.all([session.close(), closeEncoder()]);
    },
  };
}

/** Which rows are unlike all that the model was trained on; none where an older model cannot say. */
function unusualRows({ usual }: ModelCard, rows: Float32Array): boolean[] {
  if (usual === undefined) return [];
  return distancesFrom(usual, rows).map((distance) => distance > usual.threshold);
}

/** How far the values of the heads lie apart: their standard deviation as a sample. */
function deviationOf(heads: Float32Array, calibration: Calibration): number {
  const values = Array.from(heads, (raw) => calibrate(calibration, raw));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** Rows of one run of the model: what is done with them before and after takes a millisecond. */
const RUN_TOGETHER = 128;

/** The encoder that the model was trained with. Anything less exact would score nonsense. */
function matchingEncoder(card: ModelCard, encoders: readonly Encoder[], file: string): Encoder {
  const { id, version, featureNames } = card.encoder;
  const trainAgain = `Train the reward again with this build ("armap train")`;
  const encoder = encoders.find((candidate) => candidate.id === id);
  if (encoder === undefined) {
    const known = encoders.map((candidate) => `"${candidate.id}"`).join(', ') || 'none';
    throw new InputError({
      place: { file, field: 'encoder.id' },
      problem: `the model was trained for encoder "${id}", and here there is ${known}`,
      remedy: 'Give a model of this benchmark, or train one ("armap train")',
    });
  }
  if (encoder.version !== version) {
    throw new InputError({
      place: { file, field: 'encoder.version' },
      problem: `the model was trained with version ${version} of encoder "${id}", and this build has version ${encoder.version}`,
      remedy: trainAgain,
    });
  }
  const names = encoder.featureNames;
  const place = names.findIndex((name, index) => name !== featureNames[index]);
  if (names.length === featureNames.length && place < 0) return encoder;
  const difference =
    names.length === featureNames.length
      ? `feature ${place} is "${featureNames[place]!}" in the model and "${names[place]!}" here`
      : `the model has ${featureNames.length} features and this build ${names.length}`;
  throw new InputError({
    place: { file, field: 'encoder.featureNames' },
    problem: `${difference}, though both call it version ${version} of encoder "${id}"`,
    remedy: trainAgain,
  });
}

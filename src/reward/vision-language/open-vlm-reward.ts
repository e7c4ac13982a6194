import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { RewardError } from '../../core/errors.ts';
import type { ImageSource } from '../../core/image-source.ts';
import type { RewardModel, Score } from '../../core/reward-model.ts';
import type { Trajectory } from '../../core/trajectory.ts';
import { readRequired } from '../../encoders/encoder-folder.ts';
import { parseImageProcessor, type ImageProcessor } from '../../encoders/image-processor.ts';
import { openPlainTokenizer } from '../../encoders/tokenizer.ts';
import { calibrate } from '../../learn/calibration.ts';
import { providersRemedy, type ExecutionProvider } from '../../onnx/execution-providers.ts';
import { OnnxThread, type ThreadFaults } from '../../onnx/onnx-thread.ts';
import { WEIGHTS_FILE } from '../model-card.ts';
import { feedsOf, messageEncoder } from './message-encoder.ts';
import { pictureTensor } from './picture-tensor.ts';
import type { VlmCard } from './vlm-card.ts';
import { PROCESSOR_FILE, readVlmFolder } from './vlm-folder.ts';

const OUTPUT = 'reward';

export interface VlmOptions {
  /** Where the pictures of the trajectories are; without it only texts can be scored. */
  readonly pictures?: ImageSource | undefined;
  /** What the model is computed on, the preferred one first; the processor if absent. */
  readonly executionProviders?: readonly ExecutionProvider[] | undefined;
  /** Of the processor, for one run; as many as it has cores if absent. They may change the last digits. */
  readonly threads?: number | undefined;
}

export interface VlmReward extends RewardModel {
  readonly card: VlmCard;
  close(): Promise<void>;
}

/**
 * Opens a vision-language model that `armap-trainer export` wrote, in a worker thread of this
 * process. It reads one trajectory at a time, so that a score depends on nothing else.
 *
 * Throws `InputError` when the folder is not whole, and `RewardError` when the model cannot be run.
 * Scoring rejects with `InputError` for a trajectory that is too long even without its steps and for
 * a picture that is missing or broken, with `RewardError` when the model fails, and with the
 * signal's reason.
 */
export async function openVlmReward(folder: string, options: VlmOptions = {}): Promise<VlmReward> {
  const { pictures, executionProviders = ['cpu'], threads = availableParallelism() } = options;
  const card = await readVlmFolder(folder);
  const { name } = card;
  const encode = messageEncoder(await openPlainTokenizer(folder), card.rendering);
  const toPixels = pictureTensor(await readProcessor(folder), pictures);
  const thread = await OnnxThread.open({
    name: `armap reward ${name}`,
    start: { model: resolve(folder, WEIGHTS_FILE), threads, executionProviders },
    faults: faultsOf(name, executionProviders),
  });
  const scoreOne = async (trajectory: Trajectory): Promise<Score> => {
    const feeds = await feedsOf(encode(trajectory), toPixels);
    const transfer = Object.values(feeds).map(({ data }) => data.buffer);
    const answer = await thread.ask({ type: 'run', feeds, outputs: [OUTPUT] }, transfer);
    const raw = answer.type === 'tensors' ? answer.tensors[OUTPUT]?.data[0] : undefined;
    if (typeof raw !== 'number' || !Number.isFinite(raw)) {
      const problem = `trajectory ${trajectory.id} scores ${String(raw)}`;
      throw new RewardError({ reward: name, problem });
    }
    return { raw, value: calibrate(card.calibration, raw) };
  };
  return {
    name,
    version: card.version,
    calibrated: true,
    sees: { text: true, images: true },
    card,
    score: async (trajectories, { signal } = {}) => {
      const scores: Score[] = [];
      for (const trajectory of trajectories) {
        signal?.throwIfAborted();
        scores.push(await scoreOne(trajectory));
      }
      signal?.throwIfAborted();
      return scores;
    },
    close: () => thread.close(),
  };
}

/** The trainer wrote the file, and its hash was checked: what it says is known here. */
async function readProcessor(folder: string): Promise<ImageProcessor> {
  return parseImageProcessor(await readRequired(folder, PROCESSOR_FILE, z.looseObject({})));
}

function faultsOf(reward: string, providers: readonly ExecutionProvider[]): ThreadFaults {
  const isPlain = providers.every((provider) => provider === 'cpu');
  return {
    error: (problem, cause) => new RewardError({ reward, problem, cause }),
    whenRefused: isPlain ? 'Export it again ("armap-trainer export")' : providersRemedy(providers),
  };
}

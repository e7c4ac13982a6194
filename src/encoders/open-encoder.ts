import { join } from 'node:path';
import type { Encoder } from '../core/encoder.ts';
import { InputError } from '../core/errors.ts';
import type { ImageSource } from '../core/image-source.ts';
import { cachedEmbedder } from './cached-embedder.ts';
import { createEmbeddingMemory, type EmbeddingStore } from './embedding-store.ts';
import { findModel } from './encoder-folder.ts';
import { openImageEncoder } from './image-encoder.ts';
import { colourFeatures, pictureColours } from './picture-colours.ts';
import { pictureFeatures, statisticFeatures } from './picture-features.ts';
import { PICTURE_STATISTICS, pictureStatistics } from './picture-statistics.ts';
import { asPrepared, joinEncoders, type PreparedEncoder } from './prepared-encoder.ts';
import { openRemoteEmbedder } from './remote-embedder.ts';
import { openTextEncoder, type EncoderOptions } from './text-encoder.ts';
import { textFeatures, type TextFeatureOptions } from './text-features.ts';
import { createTextEncoder } from './words/create-text-encoder.ts';

export interface OpenEncoderOptions extends TextFeatureOptions {
  /** Those of benchmarks, for `benchmark:ID`; none if absent. Their owner closes them. */
  readonly benchmarks?: readonly Encoder[] | undefined;
  /** Where the pictures of trajectories are; needed by encoders that look at them. */
  readonly images?: ImageSource | undefined;
  /** Where vectors are kept; in memory if absent. */
  readonly store?: EmbeddingStore | undefined;
  /** Threads of one run; 1 if absent. */
  readonly threads?: EncoderOptions['threads'];
  /** For remote encoders. */
  readonly apiKey?: string | undefined;
}

const FOLDER = 'folder:';
const PICTURES = 'pictures';
const TEXT = /^text(?::(\d{1,5}))?$/;
const BENCHMARK = 'benchmark:';
const REMOTE = /^(https?:\/\/[^#]+)#(.+)$/;

/**
 * Opens what `--encoder` names, as features for a reward:
 *
 * - `benchmark:ID`: the encoder of a benchmark, among those of the options;
 * - `text`, or `text:N`: words, pairs and numbers of any texts, and words by hash in N buckets
 *   (`createTextEncoder`);
 * - `folder:PATH`: the sentence encoder in a local folder (features of the text), or the two towers
 *   of a SigLIP or CLIP model there (features of the pictures);
 * - `pictures`: plain statistics of the pictures, and their main colour against a colour that the
 *   intent names;
 * - `http://HOST/v1#MODEL`: a server of embeddings in OpenAI's protocol.
 *
 * Several, one after the other, where they are separated by commas. The id of what it opens follows
 * the weights, not the path, so that a reward trained with one copy of a folder runs with another.
 * Whoever opens it closes it. Throws `InputError`.
 */
export async function openEncoder(
  specification: string,
  options: OpenEncoderOptions = {},
): Promise<PreparedEncoder> {
  const store = options.store ?? createEmbeddingMemory();
  const opened: PreparedEncoder[] = [];
  try {
    for (const part of specification.split(',')) {
      opened.push(await openOne(part.trim(), { ...options, store }));
    }
  } catch (error) {
    await joinEncoders(opened).close();
    throw error;
  }
  return opened.length === 1 ? opened[0]! : joinEncoders(opened);
}

async function openOne(
  specification: string,
  options: OpenEncoderOptions & { readonly store: EmbeddingStore },
): Promise<PreparedEncoder> {
  const { store, apiKey } = options;
  const [, buckets] = TEXT.exec(specification) ?? [];
  if (TEXT.test(specification)) {
    const known = buckets === undefined ? {} : { buckets: Number(buckets) };
    return asPrepared(createTextEncoder(known));
  }
  if (specification.startsWith(BENCHMARK)) {
    return ofBenchmark(specification.slice(BENCHMARK.length), options.benchmarks ?? []);
  }
  if (specification === PICTURES) {
    const images = imagesFor(specification, options.images);
    const statistics = cachedEmbedder(pictureStatistics(images), store);
    const colours = cachedEmbedder(pictureColours(images), store);
    return joinEncoders([
      statisticFeatures(statistics, PICTURE_STATISTICS),
      colourFeatures(colours),
    ]);
  }
  if (specification.startsWith(FOLDER)) {
    return openFolder(specification.slice(FOLDER.length), options);
  }
  const [, baseUrl, model] = REMOTE.exec(specification) ?? [];
  if (baseUrl !== undefined && model !== undefined) {
    const remote = await openRemoteEmbedder({ baseUrl, model, apiKey });
    return textFeatures(cachedEmbedder(remote, store), options);
  }
  throw new InputError({
    place: { option: '--encoder' },
    problem: `"${specification}" is not an encoder`,
    remedy: 'Give benchmark, text, folder:PATH, pictures, or http://HOST/v1#MODEL',
  });
}

function ofBenchmark(id: string, encoders: readonly Encoder[]): PreparedEncoder {
  const encoder = encoders.find((each) => each.id === id);
  if (encoder !== undefined) {
    return { ...asPrepared(encoder), close: () => Promise.resolve() };
  }
  throw new InputError({
    place: { option: '--encoder' },
    problem: `there is no benchmark's encoder "${id}"`,
    remedy: `Known: ${encoders.map((each) => each.id).join(', ') || 'none'}`,
  });
}

async function openFolder(
  folder: string,
  options: OpenEncoderOptions & { readonly store: EmbeddingStore },
): Promise<PreparedEncoder> {
  const { store, threads } = options;
  const texts = cachedEmbedder(await openTextEncoder(folder, { threads }), store);
  try {
    if ((await findModel(folder, ['vision_model.onnx'])) === undefined) {
      return textFeatures(texts, options);
    }
    const source = imagesFor(`${FOLDER}${join(folder)}`, options.images);
    const images = cachedEmbedder(await openImageEncoder(folder, source, { threads }), store);
    return pictureFeatures(images, texts);
  } catch (error) {
    await texts.close?.();
    throw error;
  }
}

function imagesFor(specification: string, images: ImageSource | undefined): ImageSource {
  if (images !== undefined) return images;
  throw new InputError({
    place: { option: '--encoder' },
    problem: `"${specification}" looks at pictures, and nothing is known to read them from`,
    remedy: 'Give the folder of the pictures too (--pictures)',
  });
}

import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { describeCause, InputError } from '../core/errors.ts';
import type { ImageSource } from '../core/image-source.ts';
import { derivedVersion } from '../reward/derived-version.ts';
import { decode } from './decode.ts';
import type { ImageEmbedder } from './embedder.ts';
import { hashesOf, readRequired, requireModel } from './encoder-folder.ts';
import { parseImageProcessor, pixelValues, type PixelValues } from './image-processor.ts';
import { TensorSession } from './tensor-session.ts';
import { finite, type EncoderOptions } from './text-encoder.ts';
import { unit } from './vectors.ts';

/** Raised when equal files would embed differently. */
const CODE_VERSION = 1;

const INPUT = 'pixel_values';
const POOLED = ['image_embeds', 'pooler_output'];
const PROCESSOR_FILE = 'preprocessor_config.json';

/**
 * Opens the image tower of a SigLIP or CLIP model in a folder, for the pictures of this source. It
 * runs in a worker thread until it is closed, one picture at a time, so that a vector depends on
 * its picture alone.
 *
 * Throws `InputError` when files are missing or say what is not known, and `EncoderError` when the
 * model cannot be run.
 */
export async function openImageEncoder(
  folder: string,
  images: ImageSource,
  options: EncoderOptions = {},
): Promise<ImageEmbedder> {
  const place = join(folder, PROCESSOR_FILE);
  const content = await readRequired(folder, PROCESSOR_FILE, z.looseObject({}));
  const processor = parsed(content, place);
  const file = await requireModel(folder, ['vision_model.onnx', 'model.onnx']);
  const name = basename(resolve(folder));
  const session = await TensorSession.open(name, file, options.threads ?? 1);
  try {
    const output = POOLED.find((each) => session.outputNames.includes(each));
    if (session.inputNames.join() !== INPUT || output === undefined) {
      throw new InputError({
        place: { file },
        problem: `the model takes ${session.inputNames.join(', ')} and gives ${session.outputNames.join(', ')}`,
        remedy: `Export the image part by itself: it takes ${INPUT} and gives ${POOLED.join(' or ')}`,
      });
    }
    const embedPixels = async ({ width, height, data }: PixelValues): Promise<Float32Array> => {
      const tensor = { type: 'float32', data, dims: [1, 3, height, width] } as const;
      const { data: vector } = await session.run({ [INPUT]: tensor }, output);
      return finite(options.unit === false ? vector : unit(vector), name);
    };
    const black = { width: 2, height: 2, channels: 3, data: new Uint8Array(12) } as const;
    const { length: dimensions } = await embedPixels(pixelValues(black, processor));
    const hashes = await hashesOf([file, place]);
    return {
      kind: 'image',
      id: `image-${derivedVersion(CODE_VERSION, hashes, options.unit !== false)}`,
      dimensions,
      embed: async (pictures, { signal } = {}) => {
        const vectors: Float32Array[] = [];
        for (const hash of pictures) {
          signal?.throwIfAborted();
          const image = await decode(await images.read(hash));
          vectors.push(await embedPixels(pixelValues(image, processor)));
        }
        signal?.throwIfAborted();
        return vectors;
      },
      close: () => session.close(),
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}

function parsed(content: unknown, file: string) {
  try {
    return parseImageProcessor(content);
  } catch (cause) {
    const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
    throw new InputError({
      place: { file, field: issue?.path.join('.') },
      problem: issue?.message ?? describeCause(cause),
      remedy: 'Give the folder of a SigLIP or CLIP model',
      cause,
    });
  }
}

import { InputError } from '../../core/errors.ts';
import type { ImageSource } from '../../core/image-source.ts';
import type { ImageReference } from '../../core/observation.ts';
import { decode } from '../../encoders/decode.ts';
import { pixelValues, type ImageProcessor } from '../../encoders/image-processor.ts';
import type { RawImage } from '../../encoders/raw-image.ts';
import type { PlainTensor } from '../../onnx/onnx-messages.ts';

/** Makes the model's input of the pictures of one trajectory. */
export type PictureTensor = (images: readonly ImageReference[]) => Promise<PlainTensor>;

/**
 * Gives `[pictures, 3, size, size]`, and one picture of zeros where there is none. It rejects with
 * `InputError` for a picture that is missing or broken, and when nobody said where they are.
 *
 * @param processor that makes squares
 */
export function pictureTensor(
  processor: ImageProcessor,
  source: ImageSource | undefined,
): PictureTensor {
  const size = sideOf(processor);
  return async (images) => {
    const perPicture = 3 * size * size;
    const count = Math.max(1, images.length);
    const data = new Float32Array(count * perPicture);
    for (const [index, { hash }] of images.entries()) {
      if (source === undefined) throw nowhere(hash);
      const bytes = await source.read(hash);
      data.set(await pixelsOf(bytes, hash, processor), index * perPicture);
    }
    return { type: 'float32', data, dims: [count, 3, size, size] };
  };
}

function sideOf({ resize, crop }: ImageProcessor): number {
  const size = resize?.to;
  const isSquare = size !== undefined && 'height' in size && size.height === size.width;
  if (isSquare && crop === undefined) return size.height;
  throw new InputError({
    place: { field: 'size' },
    problem: 'the pictures do not become squares',
    remedy: 'Export the model again ("armap-trainer export")',
  });
}

/** As in the trainer, transparent parts keep their colours, and what lies on its side stays so. */
async function pixelsOf(
  bytes: Uint8Array,
  hash: string,
  processor: ImageProcessor,
): Promise<Float32Array> {
  try {
    const image = await decode(bytes, { orientation: 'stored' });
    return pixelValues(withoutOpacity(image), processor).data;
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    const { problem, remedy } = cause;
    throw new InputError({ place: { field: `picture ${hash}` }, problem, remedy, cause });
  }
}

function withoutOpacity(image: RawImage): RawImage {
  if (image.channels !== 4) return image;
  const { width, height, data } = image;
  return { width, height, channels: 3, data: data.filter((_, index) => index % 4 !== 3) };
}

function nowhere(hash: string): InputError {
  return new InputError({
    place: { option: '--pictures' },
    problem: `the trajectories have pictures, such as ${hash}, and the reward looks at them`,
    remedy: 'Give the folder in which they are',
  });
}

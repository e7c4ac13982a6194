import { z } from 'zod';
import type { RawImage } from './raw-image.ts';
import { toRgb } from './raw-image.ts';
import type { Resampling } from './resampling-filter.ts';
import { resize } from './resize.ts';

/** `PIL.Image.Resampling`, by number. */
const RESAMPLINGS = ['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'] as const;

const edge = z.int().positive();
const rectangle = z.object({ height: edge, width: edge });
const sizeSchema = z.union([rectangle, z.object({ shortest_edge: edge })]);
const cropSchema = z.union([edge.transform((side) => ({ height: side, width: side })), rectangle]);
const perChannel = z.tuple([z.number(), z.number(), z.number()]);

const HALF = [0.5, 0.5, 0.5] as const;

/** What transformers does where the file is silent, by the processor's name. */
const DEFAULTS = {
  siglip: {
    size: { height: 224, width: 224 },
    crop: false,
    image_mean: HALF,
    image_std: HALF,
  },
  clip: {
    size: { shortest_edge: 224 },
    crop: true,
    image_mean: [0.48145466, 0.4578275, 0.40821073],
    image_std: [0.26862954, 0.26130258, 0.27577711],
  },
} as const;

/** A single number means the short side to CLIP's processor and both sides to the others. */
const fileSchema = z.object({
  image_processor_type: z
    .string()
    .regex(/^(?:Siglip|CLIP)/, 'only processors of SigLIP and CLIP are known')
    .default('SiglipImageProcessor'),
  do_resize: z.boolean().default(true),
  size: z.union([edge, sizeSchema]).optional(),
  resample: z.int().min(0).max(5).default(3),
  do_center_crop: z.boolean().nullish(),
  crop_size: cropSchema.nullish(),
  do_rescale: z.boolean().default(true),
  rescale_factor: z.number().default(1 / 255),
  do_normalize: z.boolean().default(true),
  image_mean: perChannel.optional(),
  image_std: perChannel.optional(),
});

/** How a picture becomes the input of an image encoder. */
export interface ImageProcessor {
  readonly resize:
    { readonly to: z.output<typeof sizeSchema>; readonly resampling: Resampling } | undefined;
  readonly crop: { readonly width: number; readonly height: number } | undefined;
  /** Multiplies the bytes; 1 to leave them. */
  readonly factor: number;
  readonly normalisation:
    { readonly mean: readonly number[]; readonly deviation: readonly number[] } | undefined;
}

/** The numbers of a picture, as an encoder takes them. */
export interface PixelValues {
  readonly width: number;
  readonly height: number;
  /** `[3, height, width]` */
  readonly data: Float32Array<ArrayBuffer>;
}

/**
 * Reads the content of `preprocessor_config.json` of a SigLIP or CLIP model. What it does not say
 * is as in transformers. Throws zod's error for what it may not say.
 */
export function parseImageProcessor(content: unknown): ImageProcessor {
  const file = fileSchema.parse(content);
  const isClip = file.image_processor_type.startsWith('CLIP');
  const usual = isClip ? DEFAULTS.clip : DEFAULTS.siglip;
  const { size = usual.size } = file;
  const square = (side: number) =>
    isClip ? { shortest_edge: side } : { height: side, width: side };
  return {
    resize: file.do_resize
      ? {
          to: typeof size === 'number' ? square(size) : size,
          resampling: RESAMPLINGS[file.resample]!,
        }
      : undefined,
    crop:
      (file.do_center_crop ?? usual.crop)
        ? (file.crop_size ?? { height: 224, width: 224 })
        : undefined,
    factor: file.do_rescale ? file.rescale_factor : 1,
    normalisation: file.do_normalize
      ? {
          mean: file.image_mean ?? usual.image_mean,
          deviation: file.image_std ?? usual.image_std,
        }
      : undefined,
  };
}

/**
 * What transformers' Pillow-based processors make of a picture, bit for bit: to RGB, resized, cut
 * or padded to the crop from its centre, multiplied, normalised; in 32 bits from the product on.
 */
export function pixelValues(image: RawImage, processor: ImageProcessor): PixelValues {
  const rgb = toRgb(image);
  const resized = processor.resize === undefined ? rgb : resizeTo(rgb, processor.resize);
  const cut = processor.crop === undefined ? resized : cropCentre(resized, processor.crop);
  return { width: cut.width, height: cut.height, data: toPlanes(cut, processor) };
}

function resizeTo(
  image: RawImage,
  { to, resampling }: NonNullable<ImageProcessor['resize']>,
): RawImage {
  if ('height' in to) return resize(image, to.width, to.height, resampling);
  const { width, height } = image;
  const [short, long] = width <= height ? [width, height] : [height, width];
  const newLong = Math.trunc((to.shortest_edge * long) / short);
  return width <= height
    ? resize(image, to.shortest_edge, newLong, resampling)
    : resize(image, newLong, to.shortest_edge, resampling);
}

/** What lies outside of the picture is black. */
function cropCentre(
  image: RawImage,
  { width, height }: NonNullable<ImageProcessor['crop']>,
): RawImage {
  const { channels } = image;
  const left = startOfCrop(image.width, width);
  const top = startOfCrop(image.height, height);
  const data = new Uint8Array(width * height * channels);
  const firstColumn = Math.max(0, left);
  const lastColumn = Math.min(image.width, left + width);
  for (let row = Math.max(0, top); row < Math.min(image.height, top + height); row += 1) {
    const from = row * image.width;
    const line = image.data.subarray(
      (from + firstColumn) * channels,
      (from + lastColumn) * channels,
    );
    data.set(line, ((row - top) * width + firstColumn - left) * channels);
  }
  return { width, height, channels, data };
}

/** Negative when the crop is larger; an odd rest then goes to the far side, as when it is cut. */
function startOfCrop(size: number, crop: number): number {
  return crop <= size ? Math.floor((size - crop) / 2) : -Math.ceil((crop - size) / 2);
}

function toPlanes(
  { width, height, data }: RawImage,
  { factor, normalisation }: ImageProcessor,
): Float32Array<ArrayBuffer> {
  const pixels = width * height;
  const planes = new Float32Array(3 * pixels);
  for (let channel = 0; channel < 3; channel += 1) {
    const mean = Math.fround(normalisation?.mean[channel] ?? 0);
    const deviation = Math.fround(normalisation?.deviation[channel] ?? 1);
    // Of 256 values only: each is computed once.
    const table = Float32Array.from({ length: 256 }, (_, byte) => {
      return Math.fround(Math.fround(byte * factor) - mean) / deviation;
    });
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      planes[channel * pixels + pixel] = table[data[pixel * 3 + channel]!]!;
    }
  }
  return planes;
}

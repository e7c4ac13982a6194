import { describeCause, InputError } from '../core/errors.ts';
import type { RawImage } from './raw-image.ts';

export interface DecodeOptions {
  /** Width times height, so that a few bytes cannot claim gigabytes; 50 million if not given. */
  readonly maxPixels?: number | undefined;
  /** Whether a picture that says by EXIF that it lies on its side is turned; `upright` if absent. */
  readonly orientation?: 'upright' | 'stored' | undefined;
}

const MAX_PIXELS = 50_000_000;

/**
 * Decodes a PNG, JPEG or WebP picture to RGB, or RGB and opacity, of 8 bits a channel. Grey is
 * tripled.
 *
 * Colours are taken as they are stored: an embedded colour profile is not applied, as Pillow does
 * not. Turning a picture upright is what transformers' `load_image` does, and `Image.open` alone does
 * not. Palettes are looked up.
 *
 * Throws `InputError` for bytes that are no such picture, or one beyond the limit.
 */
export async function decode(bytes: Uint8Array, options: DecodeOptions = {}): Promise<RawImage> {
  // Loaded here, since most runs look at no pictures.
  const { default: sharp } = await import('sharp');
  try {
    const limitInputPixels = options.maxPixels ?? MAX_PIXELS;
    const stored = sharp(bytes, { limitInputPixels, ignoreIcc: true, pages: 1 });
    const { data, info } = await (options.orientation === 'stored' ? stored : stored.autoOrient())
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return { width, height, channels: channels === 4 ? 4 : 3, data: pixels };
  } catch (cause) {
    throw new InputError({
      problem: `the picture cannot be decoded (${describeCause(cause)})`,
      remedy: 'Give a PNG, JPEG or WebP picture of a usual size',
      cause,
    });
  }
}

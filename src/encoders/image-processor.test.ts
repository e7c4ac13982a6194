import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { decode } from './decode.ts';
import { parseImageProcessor, pixelValues } from './image-processor.ts';
import type { RawImage } from './raw-image.ts';
import { FILTERS, type Resampling } from './resampling-filter.ts';
import { resize } from './resize.ts';

const RESAMPLINGS = ['nearest', ...Object.keys(FILTERS)] as [Resampling, ...Resampling[]];
const count = z.int().positive();
const vectorsSchema = z.object({
  images: z.record(
    z.string(),
    z.object({ png: z.string(), width: count, height: count, channels: count, sha256: z.string() }),
  ),
  resizes: z.array(
    z.object({
      image: z.string(),
      resampling: z.enum(RESAMPLINGS),
      width: count,
      height: count,
      sha256: z.string(),
    }),
  ),
  processors: z.array(
    z.object({
      image: z.string(),
      configuration: z.record(z.string(), z.unknown()),
      shape: z.tuple([z.literal(3), count, count]),
      sha256: z.string(),
      first: z.array(z.number()),
    }),
  ),
});

/** Made by trainer/fixtures/make_image_vectors.py. */
const vectors = vectorsSchema.parse(
  JSON.parse(readFileSync(new URL('./fixtures/image-vectors.json', import.meta.url), 'utf8')),
);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytesOf = (name: string) => Buffer.from(vectors.images[name]!.png, 'base64');

/** A grey picture is decoded to three equal channels. */
function inChannels({ data, ...image }: RawImage, channels: number): RawImage {
  if (channels !== 1) return { ...image, data };
  return { ...image, channels: 1, data: data.filter((_, at) => at % 3 === 0) };
}

describe('decoding', () => {
  it.each(Object.keys(vectors.images))('gives the bytes that Pillow gives: %s', async (name) => {
    const { width, height, channels, sha256: hash } = vectors.images[name]!;
    const image = await decode(bytesOf(name));
    expect(image).toMatchObject({ width, height, channels: Math.max(3, channels) });
    expect(sha256(inChannels(image, channels).data)).toBe(hash);
  });

  it('refuses what is no picture, and one of too many pixels', async () => {
    await expect(decode(Buffer.from('no picture'))).rejects.toThrow(InputError);
    await expect(decode(bytesOf('page'), { maxPixels: 100 })).rejects.toThrow(/pixel limit/);
  });

  it('turns a picture upright that says it lies on its side', async () => {
    const { default: sharp } = await import('sharp');
    const turned = await sharp(bytesOf('page')).withMetadata({ orientation: 6 }).png().toBuffer();
    const { width, height } = vectors.images['page']!;
    expect(await decode(turned)).toMatchObject({ width: height, height: width });
  });
});

describe('resizing', () => {
  it.each(RESAMPLINGS)('equals Pillow byte for byte: %s', async (resampling) => {
    const cases = vectors.resizes.filter((each) => each.resampling === resampling);
    expect(cases.length).toBeGreaterThan(20);
    for (const { image, width, height, sha256: hash } of cases) {
      const pixels = inChannels(await decode(bytesOf(image)), vectors.images[image]!.channels);
      const resized = resize(pixels, width, height, resampling);
      expect(resized, image).toMatchObject({ width, height });
      expect(sha256(resized.data), `${image} to ${width}x${height}`).toBe(hash);
    }
  });

  const images = fc
    .record({
      width: fc.integer({ min: 1, max: 20 }),
      height: fc.integer({ min: 1, max: 20 }),
      channels: fc.constantFrom(1 as const, 3 as const),
    })
    .chain((size) => {
      const length = size.width * size.height * size.channels;
      return fc
        .uint8Array({ minLength: length, maxLength: length })
        .map((data): RawImage => ({ ...size, data }));
    });
  const sizes = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }));
  const resamplings = fc.constantFrom(...RESAMPLINGS);

  it('leaves a picture of one colour at that colour', () => {
    fc.assert(
      fc.property(images, sizes, resamplings, ({ data, ...image }, [width, height], kind) => {
        const plain = { ...image, data: data.fill(data[0]!) };
        expect(new Set(resize(plain, width, height, kind).data)).toEqual(new Set([data[0]]));
      }),
    );
  });

  it('resizes each channel as if it were alone', () => {
    fc.assert(
      fc.property(images, sizes, resamplings, (image, [width, height], kind) => {
        const { channels, data } = image;
        const whole = resize(image, width, height, kind).data;
        for (let channel = 0; channel < channels; channel += 1) {
          const only = (_: number, at: number) => at % channels === channel;
          const alone: RawImage = { ...image, channels: 1, data: data.filter(only) };
          expect(resize(alone, width, height, kind).data).toEqual(whole.filter(only));
        }
      }),
    );
  });

  it('refuses a size that is none', () => {
    const image: RawImage = { width: 1, height: 1, channels: 1, data: Uint8Array.of(7) };
    expect(() => resize(image, 0, 4, 'bicubic')).toThrow(RangeError);
    expect(() => resize(image, 4, 1.5, 'bicubic')).toThrow(RangeError);
  });
});

describe('an image processor', () => {
  it.each(vectors.processors)(
    'gives the numbers that transformers gives: $configuration of $image',
    async ({ image, configuration, shape, sha256: hash, first }) => {
      const processor = parseImageProcessor(configuration);
      const { width, height, data } = pixelValues(await decode(bytesOf(image)), processor);
      expect([3, height, width]).toEqual(shape);
      expect([...data.subarray(0, first.length)]).toEqual(first);
      expect(sha256(new Uint8Array(data.buffer))).toBe(hash);
    },
  );

  it.each([
    { image_processor_type: 'Idefics3ImageProcessor' },
    { size: { longest_edge: 512 } },
    { resample: 6 },
    { image_mean: [0.5] },
  ])('refuses what it does not know: %j', (configuration) => {
    expect(() => parseImageProcessor(configuration)).toThrow(z.ZodError);
  });
});

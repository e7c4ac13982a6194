import type { ImageSource } from '../core/image-source.ts';
import { decode } from './decode.ts';
import type { ImageEmbedder } from './embedder.ts';
import { toRgb, type RawImage } from './raw-image.ts';
import { resize } from './resize.ts';

/** Raised when equal pictures would give other numbers. */
const CODE_VERSION = 1;

/** Pixels of a side: enough for a layout, little enough to take no time. */
const SIDE = 64;

const HUES = ['red', 'yellow', 'green', 'cyan', 'blue', 'magenta'] as const;
const BRIGHTNESS_BINS = 4;

/** A pixel is coloured from this difference of its channels on, of 255. */
const LEAST_COLOUR = 32;

/** A step in brightness that counts as an edge, of 255. */
const LEAST_EDGE = 24;

/** Each from 0 to 1. */
export const PICTURE_STATISTICS: readonly string[] = [
  'brightness',
  'contrast',
  'saturation',
  'edges',
  'coloured',
  ...HUES.map((hue) => `share ${hue}`),
  ...Array.from({ length: BRIGHTNESS_BINS }, (_, bin) => `share brightness ${bin}`),
  'dominant red',
  'dominant green',
  'dominant blue',
  'share dominant',
];

/**
 * Describes pictures by plain statistics of their colours and edges: no model, no download, about a
 * picture as a whole. The numbers are named by `PICTURE_STATISTICS`.
 */
export function pictureStatistics(images: ImageSource): ImageEmbedder {
  return {
    kind: 'image',
    id: `statistics-${CODE_VERSION}`,
    dimensions: PICTURE_STATISTICS.length,
    embed: async (pictures, { signal } = {}) => {
      const vectors: Float32Array[] = [];
      for (const hash of pictures) {
        signal?.throwIfAborted();
        const image = toRgb(await decode(await images.read(hash)));
        vectors.push(statisticsOf(resize(image, SIDE, SIDE, 'box')));
      }
      signal?.throwIfAborted();
      return vectors;
    },
  };
}

/** @param image RGB */
export function statisticsOf({ width, height, data }: RawImage): Float32Array {
  const pixels = width * height;
  const brightness = new Float64Array(pixels);
  const hues = HUES.map(() => 0);
  const bins = Array.from({ length: BRIGHTNESS_BINS }, () => 0);
  const cells = new Map<number, number>();
  let [saturation, coloured] = [0, 0];
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const [red, green, blue] = data.subarray(pixel * 3, pixel * 3 + 3) as unknown as Rgb;
    const high = Math.max(red, green, blue);
    const range = high - Math.min(red, green, blue);
    // ITU-R BT.601
    brightness[pixel] = 0.299 * red + 0.587 * green + 0.114 * blue;
    const bin = Math.floor((brightness[pixel]! / 256) * BRIGHTNESS_BINS);
    bins[bin] = bins[bin]! + 1;
    saturation += high === 0 ? 0 : range / high;
    if (range >= LEAST_COLOUR) {
      coloured += 1;
      const hue = Math.round(hueOf(red, green, blue)) % HUES.length;
      hues[hue] = hues[hue]! + 1;
    }
    const cell = ((red >> 6) << 4) | ((green >> 6) << 2) | (blue >> 6);
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  const mean = brightness.reduce((sum, value) => sum + value, 0) / pixels;
  const variance = brightness.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels;
  const [dominant, most] = [...cells].reduce((best, each) => (each[1] > best[1] ? each : best));
  const channelOf = (shift: number): number => ((dominant >> shift) & 3) / 3;
  return Float32Array.from([
    mean / 255,
    Math.sqrt(variance) / 127.5,
    saturation / pixels,
    edgeShare(brightness, width, height),
    coloured / pixels,
    ...hues.map((count) => count / pixels),
    ...bins.map((count) => count / pixels),
    channelOf(4),
    channelOf(2),
    channelOf(0),
    most / pixels,
  ]);
}

type Rgb = readonly [red: number, green: number, blue: number];

/** In sixths of the circle, from red by yellow and green to blue; 0 to 6. */
function hueOf(red: number, green: number, blue: number): number {
  const high = Math.max(red, green, blue);
  const range = high - Math.min(red, green, blue);
  if (high === red) return ((green - blue) / range + 6) % 6;
  return high === green ? (blue - red) / range + 2 : (red - green) / range + 4;
}

/** The share of pixels that differ much from the next one, to the right or below. */
function edgeShare(brightness: Float64Array, width: number, height: number): number {
  let edges = 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const at = row * width + column;
      const right = column + 1 < width ? Math.abs(brightness[at + 1]! - brightness[at]!) : 0;
      const below = row + 1 < height ? Math.abs(brightness[at + width]! - brightness[at]!) : 0;
      if (Math.max(right, below) >= LEAST_EDGE) edges += 1;
    }
  }
  return edges / (width * height);
}

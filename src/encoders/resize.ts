import type { RawImage } from './raw-image.ts';
import { FILTERS, type Resampling, type ResamplingFilter } from './resampling-filter.ts';

/** Fractional bits of a weight: 32 less 8 of a channel and 2 for sums beyond 1. */
const PRECISION = 22;
const HALF = 1 << (PRECISION - 1);

/** What one output position is made of: `weights[taps * i ...]` over the source from `first[i]`. */
interface Taps {
  readonly perOutput: number;
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** Fixed point, `PRECISION` fractional bits. */
  readonly weights: Int32Array;
}

/**
 * Which pass comes first. `pillow-13`: rows where they become fewer and columns do not, else
 * columns. `columns-first`: as Pillow did before. It matters only where one side grows and the
 * other shrinks, and there by a level or two.
 */
export type PassOrder = 'pillow-13' | 'columns-first';

/**
 * Resizes as Pillow's `Image.resize` does, byte for byte: a kernel widened when shrinking (so it
 * averages, unlike most libraries' default), one pass for columns and one for rows, 8 bits in
 * between, weights of 22 fractional bits. Opacity weighs the colours of its pixel.
 *
 * @throws RangeError for a size that is not a positive whole number.
 */
export function resize(
  image: RawImage,
  width: number,
  height: number,
  resampling: Resampling,
  order: PassOrder = 'pillow-13',
): RawImage {
  for (const size of [width, height]) {
    if (!(Number.isInteger(size) && size > 0)) throw new RangeError(`${size} is not a size`);
  }
  if (image.width === width && image.height === height) return image;
  if (resampling === 'nearest') return pick(image, width, height);
  const filter = FILTERS[resampling];
  const toWidth = (part: RawImage): RawImage =>
    part.width === width ? part : resizeColumns(part, width, tapsOf(part.width, width, filter));
  const toHeight = (part: RawImage): RawImage =>
    part.height === height ? part : resizeRows(part, height, tapsOf(part.height, height, filter));
  const rowsFirst = order === 'pillow-13' && height < image.height && width >= image.width;
  const inTwoPasses = (part: RawImage): RawImage =>
    rowsFirst ? toWidth(toHeight(part)) : toHeight(toWidth(part));
  return image.channels === 4 ? unpremultiply(inTwoPasses(premultiply(image))) : inTwoPasses(image);
}

function tapsOf(inputSize: number, outputSize: number, filter: ResamplingFilter): Taps {
  const scale = inputSize / outputSize;
  const filterScale = Math.max(1, scale);
  const support = filter.support * filterScale;
  const perOutput = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(outputSize);
  const count = new Int32Array(outputSize);
  const weights = new Int32Array(outputSize * perOutput);
  const exact = new Float64Array(perOutput);
  const inverseScale = 1 / filterScale;
  for (let output = 0; output < outputSize; output += 1) {
    const centre = (output + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(inputSize, Math.trunc(centre + support + 0.5));
    let total = 0;
    for (let input = start; input < end; input += 1) {
      const weight = filter.weight((input - centre + 0.5) * inverseScale);
      exact[input - start] = weight;
      total += weight;
    }
    first[output] = start;
    count[output] = end - start;
    for (let tap = 0; tap < end - start; tap += 1) {
      const share = total === 0 ? exact[tap]! : exact[tap]! / total;
      // Away from zero at one half, as C truncates.
      const rounding = share < 0 ? -0.5 : 0.5;
      weights[output * perOutput + tap] = Math.trunc(rounding + share * 2 ** PRECISION);
    }
  }
  return { perOutput, first, count, weights };
}

function resizeColumns(image: RawImage, width: number, taps: Taps): RawImage {
  const { height, channels, data, width: inputWidth } = image;
  const { perOutput, first, count, weights } = taps;
  const output = new Uint8Array(height * width * channels);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const from = (row * inputWidth + first[column]!) * channels;
      const to = (row * width + column) * channels;
      const weightsAt = column * perOutput;
      const end = weightsAt + count[column]!;
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = HALF;
        let at = from + channel;
        for (let tap = weightsAt; tap < end; tap += 1) {
          sum = (sum + Math.imul(data[at]!, weights[tap]!)) | 0;
          at += channels;
        }
        output[to + channel] = clamp(sum >> PRECISION);
      }
    }
  }
  return { width, height, channels, data: output };
}

function resizeRows(image: RawImage, height: number, taps: Taps): RawImage {
  const { width, channels, data } = image;
  const { perOutput, first, count, weights } = taps;
  const stride = width * channels;
  const output = new Uint8Array(height * stride);
  const sums = new Int32Array(stride);
  for (let row = 0; row < height; row += 1) {
    sums.fill(HALF);
    for (let tap = 0; tap < count[row]!; tap += 1) {
      const weight = weights[row * perOutput + tap]!;
      const from = (first[row]! + tap) * stride;
      for (let at = 0; at < stride; at += 1) {
        sums[at] = sums[at]! + Math.imul(data[from + at]!, weight);
      }
    }
    for (let at = 0; at < stride; at += 1)
      output[row * stride + at] = clamp(sums[at]! >> PRECISION);
  }
  return { width, height, channels, data: output };
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** The source pixel under the centre of each output pixel, counted up step by step as Pillow does. */
function pick({ data, channels, ...input }: RawImage, width: number, height: number): RawImage {
  const columns = nearestOf(input.width, width);
  const rows = nearestOf(input.height, height);
  const output = new Uint8Array(width * height * channels);
  let to = 0;
  for (const row of rows) {
    for (const column of columns) {
      const from = (row * input.width + column) * channels;
      for (let channel = 0; channel < channels; channel += 1) output[to++] = data[from + channel]!;
    }
  }
  return { width, height, channels, data: output };
}

function nearestOf(inputSize: number, outputSize: number): Int32Array {
  const step = inputSize / outputSize;
  const positions = new Int32Array(outputSize);
  let position = step * 0.5;
  for (let output = 0; output < outputSize; output += 1) {
    positions[output] = Math.min(inputSize - 1, Math.trunc(position));
    position += step;
  }
  return positions;
}

/** Colours times opacity over 255, rounded. */
function premultiply({ data, ...image }: RawImage): RawImage {
  const output = data.slice();
  for (let at = 0; at < output.length; at += 4) {
    const opacity = data[at + 3]!;
    for (let channel = 0; channel < 3; channel += 1) {
      const product = data[at + channel]! * opacity + 128;
      output[at + channel] = ((product >> 8) + product) >> 8;
    }
  }
  return { ...image, data: output };
}

function unpremultiply({ data, ...image }: RawImage): RawImage {
  const output = data.slice();
  for (let at = 0; at < output.length; at += 4) {
    const opacity = data[at + 3]!;
    if (opacity === 0 || opacity === 255) continue;
    for (let channel = 0; channel < 3; channel += 1) {
      output[at + channel] = clamp(Math.trunc((255 * data[at + channel]!) / opacity));
    }
  }
  return { ...image, data: output };
}

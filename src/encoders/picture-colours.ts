import type { ImageSource } from '../core/image-source.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { CachedEmbedder } from './cached-embedder.ts';
import { coloursIn, distance, namesNearer, toLab, type Lab } from './colour-words.ts';
import { decode } from './decode.ts';
import type { ImageEmbedder } from './embedder.ts';
import { picturesOf } from './picture-features.ts';
import { lookupIn, type PreparedEncoder } from './prepared-encoder.ts';
import { toRgb, type RawImage } from './raw-image.ts';
import { resize } from './resize.ts';

/** Raised when equal pictures would give other numbers. */
const VERSION = 1;

const SIDE = 64;

/** How far from the background a pixel of the thing in front lies at least, in L*a*b*. */
const LEAST_CONTRAST = 12;

/** Pixels of one colour fall into cells of this size, of 255, to be counted. */
const CELL_BITS = 5;

/** Finds the main colour of what a picture shows before its background, in L*a*b*. */
export function pictureColours(images: ImageSource): ImageEmbedder {
  return {
    kind: 'image',
    id: `colours-${VERSION}`,
    dimensions: 3,
    embed: async (pictures, { signal } = {}) => {
      const vectors: Float32Array[] = [];
      for (const hash of pictures) {
        signal?.throwIfAborted();
        const image = toRgb(await decode(await images.read(hash)));
        vectors.push(Float32Array.from(mainColour(resize(image, SIDE, SIDE, 'box'))));
      }
      return vectors;
    },
  };
}

/**
 * The most frequent colour among the pixels that differ from the picture's edge; of the whole
 * picture where none does.
 */
export function mainColour({ width, height, data }: RawImage): Lab {
  const labOf = (pixel: number): Lab =>
    toLab(data[3 * pixel]!, data[3 * pixel + 1]!, data[3 * pixel + 2]!);
  const pixels = Array.from({ length: width * height }, (_, pixel) => pixel);
  const edge = pixels.filter((pixel) => {
    const [row, column] = [Math.floor(pixel / width), pixel % width];
    return row === 0 || column === 0 || row === height - 1 || column === width - 1;
  });
  const background = meanOf(edge.map(labOf));
  const front = pixels.filter((pixel) => distance(labOf(pixel), background) >= LEAST_CONTRAST);
  const cells = new Map<number, number[]>();
  for (const pixel of front.length > 0 ? front : pixels) {
    const [red, green, blue] = [0, 1, 2].map((at) => data[3 * pixel + at]! >> CELL_BITS);
    const cell = ((red! << 8) | (green! << 4) | blue!) >>> 0;
    const members = cells.get(cell);
    if (members === undefined) cells.set(cell, [pixel]);
    else members.push(pixel);
  }
  const most = [...cells.values()].reduce((best, each) =>
    each.length > best.length ? each : best,
  );
  return meanOf(most.map(labOf));
}

function meanOf(colours: readonly Lab[]): Lab {
  const sum = [0, 1, 2].map((at) => colours.reduce((total, colour) => total + colour[at]!, 0));
  return sum.map((value) => value / colours.length) as unknown as Lab;
}

const FEATURES = [
  'asked colour: named and pictured',
  'asked colour: distance to last picture',
  'asked colour: names nearer to last picture',
  'asked colour: nearness to last picture',
  'asked colour: other pictures seen that are nearer',
  'asked colour: distance beyond the nearest seen',
] as const;

/** How near the colours that the intent names are to what the pictures show; all 0 without either. */
export function colourFeatures(colours: CachedEmbedder): PreparedEncoder {
  const id = `asked-colour(${colours.id})`;
  const vectorOf = lookupIn(colours, id);
  return {
    id,
    version: VERSION,
    featureNames: FEATURES,
    seesImages: true,
    prepare: async (trajectories, options) => {
      await colours.embed([...new Set(trajectories.flatMap(picturesOf))], options);
    },
    encode: (trajectory, out) => {
      out.set(compare(trajectory, (hash) => vectorOf(hash) as unknown as Lab));
    },
    close: async () => colours.close?.(),
  };
}

function compare(trajectory: Trajectory, colourOf: (hash: string) => Lab): number[] {
  const asked = coloursIn(trajectory.intent);
  const hashes = [...new Set(picturesOf(trajectory).toReversed())];
  if (asked.length === 0 || hashes.length === 0) return FEATURES.map(() => 0);
  const distanceOf = (colour: Lab): number =>
    Math.min(...asked.map((each) => distance(each, colour)));
  const seen = hashes.map(colourOf);
  const distances = seen.map(distanceOf);
  const last = distances[0]!;
  const rank = Math.min(...asked.map((each) => namesNearer(seen[0]!, each)));
  return [
    1,
    last / 50,
    Math.log1p(rank),
    Math.exp(-last / 20),
    Math.log1p(distances.filter((other) => other < last).length),
    (last - Math.min(...distances)) / 50,
  ];
}

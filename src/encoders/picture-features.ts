import type { Trajectory } from '../core/trajectory.ts';
import type { CachedEmbedder } from './cached-embedder.ts';
import { lookupIn, type PreparedEncoder } from './prepared-encoder.ts';
import { cosine } from './vectors.ts';

const VERSION = 1;

/** The hashes of the pictures of a trajectory's pages, in order. */
export function picturesOf({ steps, final }: Trajectory): string[] {
  const pages = [...steps.map(({ observation }) => observation), final];
  return pages.flatMap(({ image }) => (image === undefined ? [] : [image.hash]));
}

const SIMILARITIES = [
  'intent ~ last picture',
  'intent ~ best picture',
  'intent ~ mean picture',
  'last picture closer than first',
  /** Between a picture and the one before: 1 when nothing changes. */
  'picture ~ picture before',
  'has pictures',
] as const;

/**
 * How the intent lies to the pictures of a trajectory, in the eyes of the two towers of one model,
 * such as SigLIP. All are 0 where there are no pictures.
 */
export function pictureFeatures(images: CachedEmbedder, texts: CachedEmbedder): PreparedEncoder {
  const id = `pictures(${images.id},${texts.id})`;
  const imageOf = lookupIn(images, id);
  const textOf = lookupIn(texts, id);
  return {
    id,
    version: VERSION,
    featureNames: SIMILARITIES,
    seesImages: true,
    prepare: async (trajectories, options) => {
      await texts.embed([...new Set(trajectories.map(({ intent }) => intent))], options);
      await images.embed([...new Set(trajectories.flatMap(picturesOf))], options);
    },
    encode: (trajectory, out) => {
      const pictures = picturesOf(trajectory).map(imageOf);
      if (pictures.length === 0) {
        out.fill(0);
        return;
      }
      const wanted = textOf(trajectory.intent);
      const matches = pictures.map((picture) => cosine(wanted, picture));
      const repeats = pictures.slice(1).map((picture, at) => cosine(picture, pictures[at]!));
      out.set([
        matches.at(-1)!,
        Math.max(...matches),
        mean(matches),
        matches.at(-1)! - matches[0]!,
        mean(repeats),
        1,
      ]);
    },
    close: async () => {
      await Promise.all([images.close?.(), texts.close?.()]);
    },
  };
}

/**
 * The numbers of an embedder whose numbers have a meaning each (`pictureStatistics`): of the last
 * picture, and how they changed since the first. All are 0 where there are no pictures.
 */
export function statisticFeatures(
  images: CachedEmbedder,
  names: readonly string[],
): PreparedEncoder {
  const id = `statistics(${images.id})`;
  const imageOf = lookupIn(images, id);
  return {
    id,
    version: VERSION,
    featureNames: [
      ...names.map((name) => `last picture: ${name}`),
      ...names.map((name) => `change of picture: ${name}`),
    ],
    seesImages: true,
    prepare: async (trajectories, options) => {
      await images.embed([...new Set(trajectories.flatMap(picturesOf))], options);
    },
    encode: (trajectory, out) => {
      const pictures = picturesOf(trajectory);
      const first = pictures.length === 0 ? undefined : imageOf(pictures[0]!);
      const last = pictures.length === 0 ? undefined : imageOf(pictures.at(-1)!);
      names.forEach((_, at) => {
        out[at] = last?.[at] ?? 0;
        out[names.length + at] = (last?.[at] ?? 0) - (first?.[at] ?? 0);
      });
    },
    close: async () => images.close?.(),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

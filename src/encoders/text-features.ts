import type { Trajectory } from '../core/trajectory.ts';
import type { CachedEmbedder } from './cached-embedder.ts';
import { passagesOf } from './passages.ts';
import { lookupIn, type Lookup, type PreparedEncoder } from './prepared-encoder.ts';
import { cosine, meanOf } from './vectors.ts';

export interface TextFeatureOptions {
  /**
   * Whether the products of intent and last page, and of intent and actions, number by number, are
   * features too: many more, for a reward trained on thousands of pairs. False if absent.
   */
  readonly products?: boolean | undefined;
}

const VERSION = 1;

/** Similarities are cosines, -1 to 1; 0 where there is nothing to compare. */
const SIMILARITIES = [
  'intent ~ last page',
  'intent ~ best page',
  'intent ~ mean page',
  'intent ~ last action',
  'intent ~ best action',
  'intent ~ mean action',
  /** Of a step: its page or its action, whichever is closer. */
  'intent ~ mean best of step',
  /** Where the best page lies: 0 at the start, 1 at the end. */
  'place of best page',
  'last page closer than first',
  /** Between an action and the one before: 1 when it goes round in circles. */
  'action ~ action before',
] as const;

/**
 * How the intent lies to the pages and actions of a trajectory, in the eyes of a text embedder. A
 * page is as similar as the most similar of its passages (`passagesOf`).
 */
export function textFeatures(
  embedder: CachedEmbedder,
  options: TextFeatureOptions = {},
): PreparedEncoder {
  const id = `pages(${embedder.id}${options.products === true ? ',products' : ''})`;
  const vectorOf = lookupIn(embedder, id);
  const products = options.products === true ? embedder.dimensions : 0;
  return {
    id,
    version: VERSION,
    featureNames: [
      ...SIMILARITIES,
      ...Array.from({ length: products }, (_, at) => `intent * last page [${at}]`),
      ...Array.from({ length: products }, (_, at) => `intent * actions [${at}]`),
    ],
    prepare: async (trajectories, prepareOptions) => {
      await embedder.embed([...new Set(trajectories.flatMap(textsOf))], prepareOptions);
    },
    encode: (trajectory, out) => {
      out.set(similaritiesOf(trajectory, vectorOf));
      if (products > 0) out.set(productsOf(trajectory, vectorOf), SIMILARITIES.length);
    },
    close: async () => embedder.close?.(),
  };
}

function textsOf({ intent, steps, final }: Trajectory): string[] {
  const pages = [...steps.map(({ observation }) => observation), final];
  return [
    intent,
    ...steps.map(({ action }) => action),
    ...pages.flatMap(({ text }) => passagesOf(text)),
  ];
}

function similaritiesOf({ intent, steps, final }: Trajectory, vectorOf: Lookup): number[] {
  const wanted = vectorOf(intent);
  const toPage = (text: string): number =>
    largest(passagesOf(text).map((passage) => cosine(wanted, vectorOf(passage))));
  const pages = [...steps.map(({ observation }) => observation), final];
  const pageMatches = pages.map(({ text }) => toPage(text));
  const actions = steps.map(({ action }) => vectorOf(action));
  const actionMatches = actions.map((action) => cosine(wanted, action));
  const stepMatches = actionMatches.map((match, index) => Math.max(match, pageMatches[index]!));
  const repetitions = actions.slice(1).map((action, index) => cosine(action, actions[index]!));
  const bestPage = pageMatches.indexOf(Math.max(...pageMatches));
  return [
    pageMatches.at(-1)!,
    largest(pageMatches),
    mean(pageMatches),
    actionMatches.at(-1) ?? 0,
    largest(actionMatches),
    mean(actionMatches),
    mean(stepMatches),
    steps.length === 0 ? 1 : bestPage / steps.length,
    pageMatches.at(-1)! - pageMatches[0]!,
    mean(repetitions),
  ];
}

function productsOf({ intent, steps, final }: Trajectory, vectorOf: Lookup): number[] {
  const wanted = vectorOf(intent);
  const times = (vectors: readonly Float32Array[]): number[] => {
    const other = vectors.length === 0 ? undefined : meanOf(vectors);
    return Array.from(wanted, (value, at) => value * (other?.[at] ?? 0));
  };
  return [
    ...times(passagesOf(final.text).map(vectorOf)),
    ...times(steps.map(({ action }) => vectorOf(action))),
  ];
}

function largest(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.max(...values);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

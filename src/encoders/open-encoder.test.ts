import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Encoder } from '../core/encoder.ts';
import { InputError } from '../core/errors.ts';
import type { ImageReference } from '../core/observation.ts';
import { createRng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { Triplet } from '../core/triplet.ts';
import { NO_USAGE } from '../core/usage.ts';
import { encodeTriplets } from '../learn/encode-triplets.ts';
import { splitByGroup } from '../learn/split.ts';
import { trainReward } from '../learn/trainer.ts';
import { openLearnedReward } from '../reward/learned-reward.ts';
import { saveTrainedReward } from '../reward/save-trained-reward.ts';
import { cachedEmbedder } from './cached-embedder.ts';
import { openEncoder } from './open-encoder.ts';
import { passagesOf } from './passages.ts';
import { PICTURE_STATISTICS, statisticsOf } from './picture-statistics.ts';
import { EncoderError } from './tensor-session.ts';
import { createLetterEmbedder, picturesInMemory } from './testing/letter-embedder.ts';
import { textFeatures } from './text-features.ts';

const folder = (name: string) =>
  `folder:${fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url))}`;

/** Pages and actions in turn: page, action, page, ... */
function walk(intent: string, ...turns: readonly string[]): Trajectory {
  const pages = turns.filter((_, index) => index % 2 === 0).map((text) => ({ text }));
  const actions = turns.filter((_, index) => index % 2 === 1);
  return {
    id: turns.join('/'),
    benchmark: 'test',
    taskId: 'task',
    intent,
    steps: actions.map((action, index) => ({ observation: pages[index]!, action })),
    final: pages.at(-1)!,
    end: 'finished',
    facts: {},
    usage: NO_USAGE,
  };
}

async function featuresOf(encoder: Encoder, trajectory: Trajectory) {
  await encoder.prepare?.([trajectory]);
  const out = new Float64Array(encoder.featureNames.length).fill(NaN);
  encoder.encode(trajectory, out);
  expect(out.every((value) => Number.isFinite(value))).toBe(true);
  return Object.fromEntries(encoder.featureNames.map((name, index) => [name, out[index]!]));
}

async function plainPicture(red: number, green: number, blue: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const background = { r: red, g: green, b: blue };
  return sharp({ create: { width: 30, height: 20, channels: 3, background } })
    .png()
    .toBuffer();
}

const reference = (hash: string): ImageReference => ({
  hash,
  mediaType: 'image/png',
  width: 30,
  height: 20,
});

describe('features of texts', () => {
  const encoder = textFeatures(cachedEmbedder(createLetterEmbedder()));

  it('tell whether the last page is about the intent', async () => {
    const good = await featuresOf(encoder, walk('red', 'xyz', 'r', 'der'));
    const bad = await featuresOf(encoder, walk('red', 'der', 'r', 'xyz'));
    expect(good['intent ~ last page']).toBeCloseTo(1);
    expect(bad['intent ~ last page']).toBe(0);
    expect(good['intent ~ best page']).toBe(bad['intent ~ best page']);
    expect(good['place of best page']).toBe(1);
    expect(bad['place of best page']).toBe(0);
    expect(good['last page closer than first']).toBeCloseTo(1);
  });

  it('take a page for as close as its closest passage', async () => {
    const long = `${'x y z '.repeat(300)}\n${'der '.repeat(150)}\n${'w '.repeat(600)}`;
    const features = await featuresOf(encoder, walk('red', long));
    expect(features['intent ~ last page']).toBeGreaterThan(0.9);
  });

  it('tell repeated actions', async () => {
    const features = await featuresOf(encoder, walk('red', 'a', 'go', 'a', 'go', 'a', 'go', 'a'));
    expect(features['action ~ action before']).toBeCloseTo(1);
  });

  it('have products where they are asked for', async () => {
    const products = textFeatures(cachedEmbedder(createLetterEmbedder('ab')), { products: true });
    const features = await featuresOf(products, walk('aab', 'x', 'ab', 'abb'));
    expect(features['intent * last page [0]']).toBe(2);
    expect(features['intent * last page [1]']).toBe(2);
    expect(features['intent * actions [1]']).toBe(1);
    expect(products.id).not.toBe(encoder.id);
  });

  it('cannot be computed before they were prepared', () => {
    const fresh = textFeatures(cachedEmbedder(createLetterEmbedder()));
    const out = new Float64Array(fresh.featureNames.length);
    expect(() => {
      fresh.encode(walk('red', 'x'), out);
    }).toThrow(EncoderError);
  });

  it('are paid for once where trajectories share pages', async () => {
    const embedder = createLetterEmbedder();
    const features = textFeatures(cachedEmbedder(embedder));
    await features.prepare([walk('red', 'a', 'go', 'b')]);
    await features.prepare([walk('red', 'a', 'go', 'b', 'on', 'c')]);
    expect(embedder.requests).toEqual([
      ['red', 'go', 'a', 'b'],
      ['on', 'c'],
    ]);
  });
});

describe('passages of a page', () => {
  it('are short and leave out nothing of a page of usual length', () => {
    const words = fc.array(fc.constantFrom('red', 'shirt', '\n', 'a'.repeat(900)), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(words, (parts) => {
        const passages = passagesOf(parts.join(' '));
        expect(passages.every(({ length }) => length > 0 && length <= 600)).toBe(true);
        const whole = (text: string) => text.replace(/\s/g, '');
        expect(whole(passages.join(''))).toBe(whole(parts.join('')));
      }),
    );
  });

  it('are the first and the last of a page that is very long', () => {
    const lines = Array.from({ length: 200 }, (_, line) => `${line} ${'x'.repeat(500)}`);
    const passages = passagesOf(lines.join('\n'));
    expect(passages).toHaveLength(16);
    expect(passages[0]).toMatch(/^0 /);
    expect(passages.at(-1)).toMatch(/^199 /);
  });
});

describe('statistics of pictures', () => {
  it('are shares, whatever the picture', () => {
    const pictures = fc.uint8Array({ minLength: 48, maxLength: 48 });
    fc.assert(
      fc.property(pictures, (data) => {
        const statistics = statisticsOf({ width: 4, height: 4, channels: 3, data });
        expect(statistics).toHaveLength(PICTURE_STATISTICS.length);
        expect(statistics.every((value) => value >= 0 && value <= 1.0001)).toBe(true);
      }),
    );
  });

  it('name colours', async () => {
    const images = picturesInMemory([
      await plainPicture(230, 20, 20),
      await plainPicture(20, 20, 240),
    ]);
    const encoder = await openEncoder('pictures', { images });
    const [red, blue] = images.hashes.map(reference);
    const trajectory = walk('red', 'a', 'go', 'b');
    const features = await featuresOf(encoder, {
      ...trajectory,
      steps: [{ observation: { text: 'a', image: red }, action: 'go' }],
      final: { text: 'b', image: blue },
    });
    expect(features['last picture: share blue']).toBe(1);
    expect(features['last picture: edges']).toBe(0);
    expect(features['change of picture: share red']).toBe(-1);
    const none = await featuresOf(encoder, trajectory);
    expect(new Set(Object.values(none))).toEqual(new Set([0]));
  });
});

describe('openEncoder', () => {
  it('opens a sentence encoder, and says which by its weights', async () => {
    const encoder = await openEncoder(folder('tiny-minilm'));
    const trajectory = walk('Find a red shirt', 'three shirts', 'click[red]', 'Your order');
    const features = await featuresOf(encoder, trajectory);
    expect(encoder.id).toMatch(/^pages\(text-[0-9a-f]{12}\)$/);
    expect(Object.keys(features)).toContain('intent ~ last page');
    await encoder.close();
  });

  it('opens both towers of a model, joined with other encoders', async () => {
    const images = picturesInMemory([await plainPicture(0, 99, 0)]);
    const encoder = await openEncoder(`${folder('tiny-siglip')}, pictures`, { images });
    const [image] = images.hashes.map(reference);
    const plain = walk('green', 'a');
    const features = await featuresOf(encoder, { ...plain, final: { text: 'a', image } });
    expect(features['has pictures']).toBe(1);
    expect(features['last picture: share green']).toBe(1);
    expect(Math.abs(features['intent ~ last picture']!)).toBeGreaterThan(0.001);
    expect((await featuresOf(encoder, plain))['has pictures']).toBe(0);
    await encoder.close();
  });

  it.each([
    ['bert', /"bert" is not an encoder/],
    ['pictures', /looks at pictures/],
    [folder('tiny-siglip'), /looks at pictures/],
    ['folder:/nowhere', /config\.json: there is no such file/],
  ])('refuses %s', async (specification, problem) => {
    await expect(openEncoder(specification)).rejects.toThrow(InputError);
    await expect(openEncoder(specification)).rejects.toThrow(problem);
  });
});

describe('a reward trained on prepared features', () => {
  it('is trained and scores as any other: whoever needs features prepares them', async () => {
    const folderOfModel = await mkdtemp(join(tmpdir(), 'armap-prepared-'));
    const words = ['red', 'blue', 'green', 'pink', 'white', 'black', 'brown', 'grey'];
    const triplets = words.flatMap((word, at) =>
      words
        .filter((_, other) => other !== at)
        .map((other): Triplet => ({
          id: `${word}-${other}`,
          benchmark: 'test',
          taskId: word,
          intent: word,
          group: word,
          stage: 'finished',
          positive: walk(word, 'shop', 'go', `the ${word} one`),
          negative: walk(word, 'shop', 'go', `the ${other} one`),
          negativeKind: 'other',
          confidence: 1,
        })),
    );
    const rows = async function* () {
      yield* triplets;
    };
    const encoder = textFeatures(cachedEmbedder(createLetterEmbedder()));
    const pairs = await encodeTriplets(rows(), encoder);
    const trained = await trainReward(
      { pairs, split: splitByGroup(pairs.groups) },
      { kind: 'linear', epochs: 10 },
      { rng: createRng(1) },
    );
    const provenance = { encoder, seed: 1, datasetHash: '0'.repeat(64) };
    await saveTrainedReward(join(folderOfModel, 'model'), trained, provenance);
    const fresh = textFeatures(cachedEmbedder(createLetterEmbedder()));
    const reward = await openLearnedReward(join(folderOfModel, 'model'), [fresh]);
    const [good, bad] = await reward.score([triplets[0]!.positive, triplets[0]!.negative]);
    expect(good!.raw).toBeGreaterThan(bad!.raw);
    await reward.close();
    await rm(folderOfModel, { recursive: true });
  });
});

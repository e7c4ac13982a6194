import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InputError } from '../core/errors.ts';
import type { ImageSource } from '../core/image-source.ts';
import type { ImageEmbedder, TextEmbedder } from './embedder.ts';
import { openImageEncoder } from './image-encoder.ts';
import { EncoderError } from './tensor-session.ts';
import { openTextEncoder } from './text-encoder.ts';
import { openTokenizer } from './tokenizer.ts';

/** Made by trainer/fixtures/make_encoder_fixtures.py. */
const fixture = (name: string) => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));

const vector = z.array(z.number());
const textSchema = z.object({ text: z.string(), ids: z.array(z.int()), embedding: vector });
const towersSchema = z.object({
  texts: z.array(textSchema),
  images: z.array(z.object({ png: z.string(), embedding: vector })),
});

async function expectedOf<T>(folder: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')));
}

/** The furthest that any number is from the one that Python computed. */
function distance(actual: readonly Float32Array[], expected: readonly (readonly number[])[]) {
  expect(actual).toHaveLength(expected.length);
  return Math.max(
    ...expected.flatMap((row, index) =>
      row.map((value, at) => Math.abs(actual[index]![at]! - value)),
    ),
  );
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-encoder-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each([
  [
    'a sentence encoder',
    'tiny-minilm',
    (name: string) => expectedOf(fixture(name), z.array(textSchema)),
  ],
  [
    'a text tower',
    'tiny-siglip',
    async (name: string) => (await expectedOf(fixture(name), towersSchema)).texts,
  ],
])('%s', (_, name, read) => {
  let encoder: TextEmbedder;
  let rows: z.infer<typeof textSchema>[];
  beforeAll(async () => {
    encoder = await openTextEncoder(fixture(name));
    rows = await read(name);
  });
  afterAll(() => encoder.close?.());

  it('sees the tokens that Python sees, also of texts that are too long', async () => {
    const { maxLength } = await openTokenizer(fixture(name), name === 'tiny-minilm' ? 32 : 16);
    const tokenizer = await openTokenizer(fixture(name), maxLength);
    for (const { text, ids } of rows) {
      const padding = ids.length - tokenizer.encode(text).length;
      const filled = [...tokenizer.encode(text), ...Array<number>(padding).fill(tokenizer.padId)];
      expect(filled).toEqual(ids);
    }
  });

  it('embeds as Python does', async () => {
    const vectors = await encoder.embed(rows.map(({ text }) => text));
    expect(encoder.dimensions).toBe(16);
    const apart = distance(
      vectors,
      rows.map(({ embedding }) => embedding),
    );
    expect(apart).toBeLessThan(1e-4);
  });

  it('gives a text the very same vector in any company', async () => {
    const texts = [...rows, ...rows, ...rows].map(({ text }, index) => `${text} ${index % 7}`);
    const together = await encoder.embed(texts);
    for (const [index, text] of texts.entries()) {
      expect(await encoder.embed([text])).toEqual([together[index]]);
    }
  });

  it('embeds nothing when nothing is asked, and stops when it is cancelled', async () => {
    expect(await encoder.embed([])).toEqual([]);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(encoder.embed(['a'], { signal })).rejects.toThrow('enough');
  });
});

describe('an image tower', () => {
  let encoder: ImageEmbedder;
  let images: z.infer<typeof towersSchema>['images'];
  const pictures = new Map<string, Uint8Array>();
  const source: ImageSource = { read: async (hash) => pictures.get(hash)! };
  beforeAll(async () => {
    ({ images } = await expectedOf(fixture('tiny-siglip'), towersSchema));
    for (const { png } of images) {
      const bytes = Buffer.from(png, 'base64');
      pictures.set(createHash('sha256').update(bytes).digest('hex'), bytes);
    }
    encoder = await openImageEncoder(fixture('tiny-siglip'), source);
  });
  afterAll(() => encoder.close?.());

  it('embeds as Python does', async () => {
    const vectors = await encoder.embed([...pictures.keys()]);
    const apart = distance(
      vectors,
      images.map(({ embedding }) => embedding),
    );
    expect(apart).toBeLessThan(1e-4);
  });
});

describe('the folder of an encoder', () => {
  const copy = async (name: string, changes: Readonly<Record<string, string | undefined>>) => {
    const target = await mkdtemp(join(folder, 'copy-'));
    await cp(fixture(name), target, { recursive: true });
    for (const [file, content] of Object.entries(changes)) {
      if (content === undefined) await rm(join(target, file));
      else await writeFile(join(target, file), content);
    }
    return target;
  };

  it('gives another id for other weights, other tokens and other pooling, and only then', async () => {
    const original = await openTextEncoder(fixture('tiny-minilm'));
    const same = await openTextEncoder(await copy('tiny-minilm', { 'README.md': 'hello' }));
    const long = await openTextEncoder(fixture('tiny-minilm'), { unit: false });
    const first = await openTextEncoder(
      await copy('tiny-minilm', { '1_Pooling/config.json': '{"pooling_mode_cls_token": true}' }),
    );
    const shorter = await openTextEncoder(
      await copy('tiny-minilm', { 'sentence_bert_config.json': '{"max_seq_length": 8}' }),
    );
    const all = [original, long, first, shorter];
    expect(same.id).toBe(original.id);
    expect(new Set(all.map(({ id }) => id)).size).toBe(4);
    const [a, b] = await Promise.all([original, first].map((each) => each.embed(['click'])));
    expect(a).not.toEqual(b);
    await Promise.all([...all, same].map((each) => each.close?.()));
  });

  it.each<[string, Record<string, string | undefined>, RegExp]>([
    ['no tokenizer', { 'tokenizer.json': undefined }, /tokenizer\.json: there is no such file/],
    ['no model', { 'model.onnx': undefined }, /there is no text_model\.onnx or model\.onnx in it/],
    ['a broken file', { 'config.json': '{' }, /config\.json: not valid JSON/],
    ['an unknown pooling', { '1_Pooling/config.json': '{}' }, /only mean, cls and max pooling/],
    [
      'an impossible length',
      { 'sentence_bert_config.json': '{"max_seq_length": 0}' },
      /max_seq_length/,
    ],
  ])('with %s is refused', async (_, changes, problem) => {
    const opening = openTextEncoder(await copy('tiny-minilm', changes));
    await expect(opening).rejects.toThrow(InputError);
    await expect(opening).rejects.toThrow(problem);
  });

  it('is refused when its model is none', async () => {
    const target = await copy('tiny-minilm', { 'model.onnx': 'no model' });
    await expect(openTextEncoder(target)).rejects.toThrow(EncoderError);
    await expect(openTextEncoder(target)).rejects.toThrow(/ONNX Runtime refuses.*Export it again/);
  });

  it('is refused when its model is for something else', async () => {
    const text = await readFile(join(fixture('tiny-minilm'), 'model.onnx'));
    const target = await copy('tiny-siglip', {});
    await writeFile(join(target, 'vision_model.onnx'), text);
    const source: ImageSource = { read: async () => new Uint8Array() };
    await expect(openImageEncoder(target, source)).rejects.toThrow(
      /takes input_ids.*Export the image part/,
    );
  });
});

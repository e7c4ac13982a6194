import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../src/core/observation.ts';
import type { Preference } from '../src/core/preference.ts';
import { NO_USAGE } from '../src/core/usage.ts';
import { readDatasetCard } from '../src/store/dataset-card.ts';
import { ImageStore } from '../src/store/image-store.ts';
import { preferenceLine, readRewardRows } from '../src/store/records.ts';
import { runArmap } from './testing/run-armap.ts';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);
const armap = (...argv: string[]) => runArmap(argv);

/** Rows as they mean, whatever the order of their keys. */
async function rowsOf(...names: string[]): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const { value } of readRewardRows(at(...names))) rows.push(value);
  return rows;
}
const textOf = (...names: string[]) => readFile(at(...names), 'utf8');

const picture = (width: number, height = 5) =>
  sharp({ create: { width, height, channels: 3, background: '#357' } })
    .png()
    .toBuffer();

/** Two attempts at one lamp, each page with a picture of its own. */
async function pictured(): Promise<Preference> {
  const store = new ImageStore(at('pictures'));
  const [start, lamp, chair] = await Promise.all(
    [6, 7, 8].map(async (width) => store.put(await picture(width), 'image/png')),
  );
  const walk = (id: string, final: Page) => ({
    ...{ id, benchmark: 'webshop', taskId: 'lamp', intent: 'a red lamp', final },
    steps: [{ observation: { text: 'Search', image: start! }, action: `click[${id}]` }],
    ...{ end: 'finished' as const, facts: {}, usage: NO_USAGE },
  });
  return {
    ...{ id: 'row', benchmark: 'webshop', taskId: 'lamp', intent: 'a red lamp', group: 'lamp' },
    ...{ stage: 'finished', preference: 1, source: 'rules' },
    first: walk('lamp', { text: 'A red lamp', image: lamp! }),
    second: walk('chair', { text: 'A chair', image: chair! }),
  };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-exchange-'));
  const walks = ['--count', '120', '--tasks', '0-3', '--out', at('walks.jsonl')];
  await armap('collect', 'game24', ...walks);
  const rows = ['--count', '60', '--out', at('plain.jsonl'), '--no-probes'];
  expect(await armap('synthesize', at('walks.jsonl'), ...rows)).toMatchObject({ code: 0 });
  await writeFile(at('pictured.jsonl'), `${preferenceLine(await pictured())}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

describe('armap export and import', () => {
  it.each([
    ['trl', 'data.jsonl', []],
    ['trl', 'data.parquet', ['--parquet']],
    ['llava', 'armap_preference.json', []],
    ['ms-swift', 'data.jsonl', []],
  ])('bring rows back as they were: %s, %s', async (format, file, more) => {
    for (const [rows, benchmark, pictures] of [
      ['plain', 'game24', []],
      ['pictured', 'webshop', ['--pictures', at('pictures')]],
    ] as const) {
      const name = `${rows}-${format}-${file}`;
      const out = ['--out', at(name), '--format', format, ...more, ...pictures];
      expect(await armap('export', at(`${rows}.jsonl`), ...out)).toMatchObject({ code: 0 });
      const back = ['--out', at(`${name}.back`), '--format', format, '--benchmark', benchmark];
      expect(await armap('import', at(name, file), ...back)).toMatchObject({ code: 0 });
      expect(await rowsOf(`${name}.back`)).toEqual(await rowsOf(`${rows}.jsonl`));
      const { counts, rowFormat } = await readDatasetCard(at(`${name}.back`));
      expect([counts['triplets'], counts['preferences']]).toEqual(
        rows === 'plain' ? [60, 0] : [0, 1],
      );
      expect(rowFormat).toBe(rows === 'plain' ? 'armap-triplet/1' : 'armap-preference/1');
    }
    const { first, second } = await pictured();
    const taken = new ImageStore(at(`pictured-${format}-${file}.back.images`));
    for (const { image } of [first.steps[0]!.observation, first.final, second.final]) {
      expect(await taken.read(image!.hash)).toHaveLength(
        (await new ImageStore(at('pictures')).read(image!.hash)).length,
      );
    }
  });

  it('write rows as they are, one a line', async () => {
    await armap('export', at('plain.jsonl'), '--format', 'jsonl', '--out', at('lines'));
    expect(await rowsOf('lines', 'data.jsonl')).toEqual(await rowsOf('plain.jsonl'));
  });

  it("read ARMAP's published layout: each page with its own picture and text", async () => {
    await mkdir(at('shop_image'));
    for (const [name, width] of Object.entries({ start: 6, lamp: 7, chair: 8 })) {
      await writeFile(at('shop_image', `${name}.png`), await picture(width));
    }
    const page = (image: string) => ({
      from: 'human',
      value: 'Current screenshot: <image>. Observation: <obs>.',
      image: `${image}.png`,
    });
    const turns = (name: string) => [
      { from: 'llava', value: `click[${name}]` },
      page(name),
      { from: 'llava', value: 'click[Buy Now]' },
      { from: 'human', value: 'Please evaluate whether your last response achieves it or not' },
      { from: 'llava', value: 'the score of my last response is' },
    ];
    const row = {
      id: 0,
      image: 'start.png',
      conversations: [
        { from: 'human', value: '<image>\nNavigation Intent: a red lamp' },
        { from: 'gpt', value: '###test gpt###' },
      ],
      output_1: turns('chair'),
      output_2: turns('lamp'),
      preference: 2,
    };
    await writeFile(at('shop_preference.json'), JSON.stringify([row]));
    const texts = { 'lamp.png': ['A red lamp'], 'chair.png': ['A chair'], 'start.png': ['Search'] };
    await writeFile(at('shop_factual.json'), JSON.stringify(texts));
    const ran = await armap(
      ...['import', at('shop_preference.json'), '--format', 'llava', '--benchmark', 'webshop'],
      ...['--out', at('published.jsonl')],
    );
    expect(ran).toMatchObject({ code: 0 });
    for await (const { value } of readRewardRows(at('published.jsonl'))) {
      const { first, second, preference } = value as Preference;
      const [better, worse] = preference > 0.5 ? [first, second] : [second, first];
      for (const [{ steps }, text, width] of [
        [better, 'A red lamp', 7],
        [worse, 'A chair', 8],
      ] as const) {
        const { observation } = steps[1]!;
        expect(observation).toMatchObject({ image: { width } });
        expect(observation.text).toContain(text);
      }
    }
  });
});

describe('bad input ends with code 2, names its place and leaves what was there', () => {
  const imports = (name: string, ...more: string[]) =>
    armap(
      ...['import', at(name), '--format', 'trl', '--benchmark', 'webshop'],
      ...['--out', at('kept.jsonl'), ...more],
    );
  const exports = (name: string, format: string, ...more: string[]) =>
    armap('export', at(name), '--format', format, '--out', at('kept'), ...more);

  beforeAll(async () => {
    await mkdir(at('kept'));
    for (const name of ['kept.jsonl', 'kept/data.jsonl', 'kept/armap_preference.json']) {
      await writeFile(at(name), 'what was there');
    }
    const [line] = (await textOf('plain.jsonl')).split('\n');
    await writeFile(at('broken.jsonl'), `${line!}\n${line!.slice(0, 90)}\n`);
    await writeFile(at('twice.jsonl'), `${line!}\n${line!}\n`);
    const side = [{ role: 'assistant', content: 'x' }];
    const trl = { prompt: [{ role: 'user', content: '<image>' }], chosen: side, rejected: side };
    await writeFile(at('trl-broken.jsonl'), '{"prompt": [');
    await writeFile(at('trl-missing.jsonl'), JSON.stringify({ ...trl, images: ['no.png'] }));
    await writeFile(at('trl-outside.jsonl'), JSON.stringify({ ...trl, images: ['../x.png'] }));
    await writeFile(at('large.png'), await picture(8000, 5000));
    await writeFile(at('trl-large.jsonl'), JSON.stringify({ ...trl, images: ['large.png'] }));
    await writeFile(at('trl-uneven.jsonl'), JSON.stringify({ ...trl, images: [] }));
  });

  it.each([
    ['a broken line', () => exports('broken.jsonl', 'trl'), 'broken.jsonl:2'],
    ['an id that is there twice', () => exports('twice.jsonl', 'ms-swift'), 'twice.jsonl:2'],
    ['rows without their pictures', () => exports('pictured.jsonl', 'llava'), '--pictures'],
    [
      'a picture that is missing',
      () => exports('pictured.jsonl', 'llava', '--pictures', at('nowhere')),
      'nowhere',
    ],
    ['a form that there is none of', () => exports('plain.jsonl', 'llava', '--parquet'), 'Parquet'],
    ['an unknown format', () => exports('plain.jsonl', 'csv'), '--format'],
    ['no file', () => exports('absent.jsonl', 'trl'), 'absent.jsonl'],
    ['a broken line of TRL', () => imports('trl-broken.jsonl'), 'trl-broken.jsonl:1'],
    ['a missing picture of TRL', () => imports('trl-missing.jsonl'), 'no.png'],
    ['a picture elsewhere', () => imports('trl-outside.jsonl'), '../x.png'],
    ['a picture of 40 megapixels', () => imports('trl-large.jsonl'), 'trl-large.jsonl:1'],
    ['marks without pictures', () => imports('trl-uneven.jsonl'), 'trl-uneven.jsonl:1'],
    ['no file of TRL', () => imports('absent.jsonl'), 'absent.jsonl'],
    ['an unknown benchmark', () => imports('trl-missing.jsonl', '--benchmark', 'x'), '"x"'],
  ])('%s', async (_, run, named) => {
    const { code, log } = await run();
    expect(log).toContain(named);
    expect(code).toBe(2);
    for (const name of ['kept.jsonl', 'kept/data.jsonl', 'kept/armap_preference.json']) {
      expect(await textOf(name)).toBe('what was there');
    }
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { sharedData } from '../src/testing/shared-data.ts';
import { runArmap } from './testing/run-armap.ts';

const REAL_SHOP = sharedData('webshop');
const QUERIES = sharedData('webshop/lucene-gold-top50.jsonl');
const EPISODES = sharedData('webshop/golden-episodes-160.jsonl');

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-shop-'));
});

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

async function write(name: string, rows: readonly unknown[]): Promise<string> {
  await writeFile(at(name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return at(name);
}

const QUERY_TEXTS = ['red leather wallet for men', 'gluten free snack', 'xyzzy', '', '{"#%'];

async function found(...data: string[]): Promise<unknown[]> {
  const queries = await write(
    'queries.jsonl',
    QUERY_TEXTS.map((query) => ({ query })),
  );
  const ran = await runArmap(['webshop', 'search', '--queries', queries, ...data]);
  expect(ran).toMatchObject({ code: 0 });
  return linesOf(ran.out);
}

describe('armap webshop search', () => {
  it('finds in an indexed folder what it finds in the same shop in memory', async () => {
    const indexed = await runArmap(['webshop', 'index', '--generate', '1200', '--out', at('shop')]);
    expect(indexed).toMatchObject({ code: 0 });
    const inMemory = await found();
    expect(inMemory.map((row) => (row as { query: string }).query)).toEqual(QUERY_TEXTS);
    expect(await found('--data', at('shop'))).toEqual(inMemory);
  });

  it.skipIf(!existsSync(QUERIES))('ranks as Lucene does on every recorded query', async () => {
    const recorded = linesOf(readFileSync(QUERIES, 'utf8')) as { q: string; hits: [string][] }[];
    const queries = await write(
      'queries.jsonl',
      recorded.map(({ q }) => ({ query: q })),
    );
    const ran = await runArmap(['webshop', 'search', '--data', REAL_SHOP, '--queries', queries]);
    expect(linesOf(ran.out)).toEqual(
      recorded.map(({ q, hits }) => ({ query: q, asins: hits.map(([asin]) => asin) })),
    );
  });
});

describe('armap webshop index', () => {
  it('leaves a folder that is refused when it is interrupted, and can be started again', async () => {
    const cancel = new AbortController();
    cancel.abort();
    const index = ['webshop', 'index', '--generate', '300', '--out', at('shop')];
    const interrupted = await runArmap(index, { signal: cancel.signal });
    expect(interrupted.code).toBe(130);
    const refused = await runArmap(['eval', 'webshop', '--data', at('shop'), '--tasks', '0']);
    expect(refused.code).toBe(2);
    expect(refused.log).toContain(at('shop'));
    expect((await runArmap(index)).code).toBe(0);
    const ran = await runArmap(['eval', 'webshop', '--data', at('shop'), '--tasks', '0']);
    expect(ran.code).toBe(0);
  });
});

interface RecordedEpisode {
  readonly goal: unknown;
  readonly steps: readonly { action: string; text: string; done: boolean; reward: number }[];
}

describe.skipIf(!existsSync(EPISODES))('armap replay webshop', () => {
  it('prints the pages and the score of the original for goals given in full', async () => {
    const recorded = linesOf(readFileSync(EPISODES, 'utf8')) as unknown as RecordedEpisode[];
    const episodes = await write(
      'episodes.jsonl',
      recorded.map(({ goal, steps }) => ({ goal, actions: steps.map(({ action }) => action) })),
    );
    const ran = await runArmap([
      ...['replay', 'webshop', '--data', REAL_SHOP, '--episodes', episodes],
      ...['--benchmark-option', 'nouns=alphabetic'],
    ]);
    const played = linesOf(ran.out);
    expect(played).toHaveLength(recorded.length);
    for (const [index, { steps }] of recorded.entries()) {
      expect(played[index]).toMatchObject({
        steps: steps.map(({ action, text, done }) => ({ action, text, done })),
        score: steps.at(-1)!.reward,
      });
    }
  });
});

describe('a catalogue with bad records', () => {
  it('is used without them, and they are named', async () => {
    const product = (asin: string) => ({
      asin,
      name: 'Brass desk lamp',
      category: 'garden',
      query: 'lamps',
      product_category: 'Home › Lighting',
      pricing: '$5.99',
      images: [],
      customization_options: '',
    });
    await writeFile(
      at('items_shuffle.json'),
      JSON.stringify([product('B000000001'), { name: 'no asin' }, product('B000000002')]),
    );
    const queries = await write('queries.jsonl', [{ query: 'brass lamp' }]);
    const ran = await runArmap(['webshop', 'search', '--data', folder, '--queries', queries]);
    expect(linesOf(ran.out)).toEqual([
      { query: 'brass lamp', asins: ['B000000001', 'B000000002'] },
    ]);
    expect(ran.log).toMatch(/1 record was left out:\n.*items_shuffle\.json.*asin/);
  });
});

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectData, type WebShopData } from './data-folder.ts';

async function folderWith(...names: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'data-'));
  await Promise.all(names.map((name) => writeFile(join(folder, name), '')));
  return folder;
}

/** What was found, with paths relative to the folder. */
async function found(...names: string[]): Promise<WebShopData> {
  const folder = await folderWith(...names);
  const text = JSON.stringify(await inspectData(folder));
  return JSON.parse(text.replaceAll(`${folder}/`, '').replaceAll(folder, '.')) as WebShopData;
}

describe('a data folder', () => {
  it('is official by items_shuffle, with the files beside it', async () => {
    expect(await found('items_shuffle.json', 'items_ins_v2.json', 'items_human_ins.json')).toEqual({
      kind: 'official',
      products: 'items_shuffle.json',
      notes: { attributes: 'items_ins_v2.json', humanInstructions: 'items_human_ins.json' },
    });
    expect(await found('items_shuffle_1000.json')).toMatchObject({ notes: {} });
  });

  it('brings the attributes of the same part of the catalogue', async () => {
    const attributes = ['items_ins_v2.json', 'items_ins_v2_1000.json'];
    expect(await found('items_shuffle_1000.json', ...attributes)).toMatchObject({
      notes: { attributes: 'items_ins_v2_1000.json' },
    });
    expect(await found('items_shuffle_50.json', ...attributes)).toMatchObject({
      notes: { attributes: 'items_ins_v2.json' },
    });
  });

  it('holds loaded products by products*.jsonl, and notes for them', async () => {
    expect(await found('products-1k.jsonl', 'items_ins_v2_1000.json', 'README.md')).toEqual({
      kind: 'processed',
      products: 'products-1k.jsonl',
      notes: { attributes: 'items_ins_v2_1000.json' },
    });
  });

  it('is an index before anything else', async () => {
    expect(await found('products.store', 'items_shuffle.json')).toEqual({
      kind: 'index',
      folder: '.',
    });
  });

  it('may be given as a file', async () => {
    const folder = await folderWith('x.jsonl', 'x.json', 'products.store', 'x.csv');
    expect(await inspectData(join(folder, 'x.jsonl'))).toMatchObject({ kind: 'processed' });
    expect(await inspectData(join(folder, 'x.json'))).toMatchObject({ kind: 'official' });
    expect(await inspectData(join(folder, 'products.store'))).toEqual({ kind: 'index', folder });
    await expect(inspectData(join(folder, 'x.csv'))).rejects.toThrow('no catalogue by its name');
  });

  it('is refused with what was looked for, or what is ambiguous', async () => {
    const empty = await folderWith('human_goals.json');
    await expect(inspectData(empty)).rejects.toThrow(
      /^--data, .*: holds no catalogue\. Give a folder with items_shuffle\*\.json, with products/,
    );
    await expect(inspectData(join(empty, 'none'))).rejects.toThrow('cannot be read');
    const two = await folderWith('items_shuffle.json', 'items_shuffle_1000.json');
    await expect(inspectData(two)).rejects.toThrow(
      'holds several catalogues: items_shuffle.json, items_shuffle_1000.json',
    );
  });
});

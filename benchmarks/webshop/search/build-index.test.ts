import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/errors.ts';
import { buildIndex, openIndex, writeIndex, type BuildProgress } from './build-index.ts';
import type { SearchDocument } from './invert.ts';

const documents: readonly SearchDocument[] = Array.from({ length: 3000 }, (_, number) => ({
  id: `B${String((number * 7) % 3000).padStart(4, '0')}`,
  text: `product ${number % 3 === 0 ? 'red' : 'blue'} n${number} ${'shoe '.repeat(number % 40)} ★`,
}));

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-index-'));
  file = join(folder, 'products.index');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('an index file', () => {
  it('answers as the index in memory does', async () => {
    await writeIndex(file, documents);
    const stored = openIndex(file);
    const inMemory = await buildIndex(documents);
    expect(stored.statistics).toEqual(inMemory.statistics);
    for (const query of ['red shoes', 'n17 blue', 'product', '★ n2999']) {
      const hits = stored.search(query, 50);
      expect(hits.length).toBeGreaterThan(0);
      expect(hits).toEqual(inMemory.search(query, 50));
    }
    stored.close();
  });

  it('is the same for the same documents, however they come', async () => {
    async function* arriving() {
      yield* documents;
    }
    await writeIndex(file, documents);
    await writeIndex(`${file}2`, arriving());
    expect(await readFile(`${file}2`)).toEqual(await readFile(file));
  });

  it('tells how far its building is', async () => {
    const seen: BuildProgress[] = [];
    await writeIndex(file, documents, { onProgress: (progress) => seen.push(progress) });
    expect(seen).toContainEqual({ stage: 'reading', documents: 2000 });
    expect(seen.at(-1)).toEqual({ stage: 'writing', bytes: (await readFile(file)).length });
  });

  it('leaves nothing behind when its building is aborted', async () => {
    const controller = new AbortController();
    const building = writeIndex(file, documents, {
      signal: controller.signal,
      onProgress: () => {
        controller.abort();
      },
    });
    await expect(building).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves an older file as it was when its building fails', async () => {
    await writeIndex(file, documents);
    const before = await readFile(file);
    function* broken() {
      yield* documents.slice(0, 10);
      throw new Error('no more');
    }
    await expect(writeIndex(file, broken())).rejects.toThrow('no more');
    expect(await readdir(folder)).toEqual(['products.index']);
    expect(await readFile(file)).toEqual(before);
  });

  it('says where it cannot be written', async () => {
    const writing = writeIndex(join(folder, 'missing', 'products.index'), documents);
    await expect(writing).rejects.toThrow(InputError);
  });

  it('can be read no more once it is closed', async () => {
    await writeIndex(file, documents);
    const index = openIndex(file);
    index.close();
    index.close();
    expect(() => index.search('red', 50)).toThrow('is closed');
  });
});

describe('opening an index refuses', () => {
  const refused = (problem: RegExp) => {
    expect(() => openIndex(file)).toThrow(InputError);
    expect(() => openIndex(file)).toThrow(problem);
  };

  it('a file that is not there', () => {
    refused(/products\.index: cannot be read .* build the index first/);
  });

  it.each(['', 'armap', '{"id": "B1", "text": "some other file"}\n'])('%j', async (content) => {
    await writeFile(file, content);
    refused(/is no search index of this version\. Delete it and build the index again/);
  });

  it('an index that is cut off, wherever', async () => {
    await writeIndex(file, documents);
    const { length } = await readFile(file);
    for (const size of [length - 1, length - 9, length >> 1, 100, 16, 9, 8]) {
      await truncate(file, size);
      refused(/is cut off|is damaged/);
    }
  });

  it('an index with a changed byte in its footer or its tables', async () => {
    await writeIndex(file, documents);
    const bytes = await readFile(file);
    for (const fromEnd of [9, 13, 40, 1000, 10_000]) {
      const changed = Buffer.from(bytes);
      changed[bytes.length - fromEnd]! ^= 1;
      await writeFile(file, changed);
      refused(/is damaged/);
    }
  });

  it('the index of other data', async () => {
    await writeIndex(file, documents, { fingerprint: 'items_shuffle.json 5479412' });
    expect(openIndex(file).fingerprint).toBe('items_shuffle.json 5479412');
    expect(() => openIndex(file, 'items_shuffle.json 5479413')).toThrow(/index of other data/);
    openIndex(file, 'items_shuffle.json 5479412').close();
  });
});

import { mkdtemp, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { openProductStore } from './product-store.ts';
import { asinKey, sameAsinKey } from './store-format.ts';
import { sampleProduct } from './testing/sample-product.ts';
import { writeProductStore } from './write-product-store.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  file = join(folder, 'products.store');
});

const products = Array.from({ length: 2500 }, (_, index) =>
  sampleProduct({ asin: `B${index}`, title: `Lamp ${index} "😀" \u2028 שלום` }),
);

describe('a store of products', () => {
  it('gives back every product by position and by asin, in any letter case', async () => {
    expect(await writeProductStore(file, products)).toBe(products.length);
    const store = openProductStore(file);
    expect(store.size).toBe(products.length);
    for (const [position, product] of products.entries()) {
      expect(store.at(position)).toEqual(product);
      expect(store.find(product.asin.toLowerCase())).toEqual(product);
    }
    expect(store.find('B9999')).toBeUndefined();
    expect(store.find('')).toBeUndefined();
    expect(() => store.at(products.length)).toThrow(RangeError);
    expect(() => store.at(-1)).toThrow(RangeError);
    store.close();
  });

  it('tells asins apart whose hashes are equal', async () => {
    const twins = ['B0TMA0Q2X9', 'B0Z6C6U8YE'].map((asin) => sampleProduct({ asin }));
    expect(sameAsinKey(asinKey(twins[0]!.asin, 0), asinKey(twins[1]!.asin, 1))).toBe(true);
    await writeProductStore(file, twins);
    const store = openProductStore(file);
    expect(twins.map(({ asin }) => store.find(asin))).toEqual(twins);
    store.close();
  });

  it('holds any product, even none', async () => {
    await writeProductStore(file, []);
    const empty = openProductStore(file);
    expect([empty.size, empty.find('B1')]).toEqual([0, undefined]);
    empty.close();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (description) => {
        await writeProductStore(file, [sampleProduct({ description })]);
        const store = openProductStore(file);
        expect(store.at(0).description).toBe(description);
        store.close();
      }),
      { numRuns: 20 },
    );
  });

  it('tells how far its writing is', async () => {
    const told: number[] = [];
    await writeProductStore(file, products, { onProgress: (count) => told.push(count) });
    expect(told).toEqual([1000, 2000, 2500]);
  });

  it('leaves what was there when its writing fails or is cancelled', async () => {
    await writeProductStore(file, products.slice(0, 3));
    const before = await readFile(file);
    const controller = new AbortController();
    const onProgress = (): void => {
      controller.abort(new Error('enough'));
    };
    const { signal } = controller;
    await expect(writeProductStore(file, products, { signal, onProgress })).rejects.toThrow(
      'enough',
    );
    const broken = (function* () {
      yield sampleProduct();
      throw new Error('broken source');
    })();
    await expect(writeProductStore(file, broken)).rejects.toThrow('broken source');
    expect(await readFile(file)).toEqual(before);
    expect(await readdir(folder)).toEqual(['products.store']);
  });

  it('is refused when it is cut, or something else', async () => {
    expect(() => openProductStore(file)).toThrow('cannot be read');
    await writeFile(file, 'short');
    expect(() => openProductStore(file)).toThrow('is damaged');
    await writeFile(file, 'x'.repeat(1000));
    expect(() => openProductStore(file)).toThrow('Make the index again');
    await writeProductStore(file, products);
    await truncate(file, 10_000);
    expect(() => openProductStore(file)).toThrow('is damaged');
  });

  it('cannot be written below a file', async () => {
    await writeFile(file, '');
    await expect(writeProductStore(join(file, 'x'), [])).rejects.toThrow('cannot be written');
  });
});

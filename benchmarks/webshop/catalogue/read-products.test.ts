import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { inspectData } from './data-folder.ts';
import type { Product } from './product.ts';
import { loadProducts, type ProductFiles } from './read-products.ts';
import type { LoadReport } from './rejections.ts';
import { REFERENCE_ATTRIBUTES, REFERENCE_PRODUCTS } from './testing/reference-products.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'products-'));
});

/** Loads what lies in the folder once these files are in it; texts stay as they are. */
async function load(
  files: Readonly<Record<string, unknown>>,
  options: Parameters<typeof loadProducts>[1] = {},
): Promise<LoadReport> {
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(join(folder, name), text);
  }
  return loadProducts((await inspectData(folder)) as ProductFiles, options);
}

const lamp = {
  asin: 'b00lamp',
  name: 'Brass "Desk" Lamp [new] 😀 מנורה',
  category: 'garden',
  query: ' Desk Lamps ',
  product_category: 'Home › Lighting',
  full_description: 'Warm.',
  small_description: ['Solid brass ', 'Dims'],
  pricing: '$5.99 to $8.99',
  images: ['https://example.com/a.jpg', 'https://example.com/b.jpg'],
  customization_options: {
    Color: [
      { value: ' Brass/Black ', image: 'https://example.com/c.jpg', is_selected: true },
      { value: 'Red', image: null },
    ],
    Style: null,
    Size: [],
  },
  average_rating: 4.5,
  brand: 'nobody',
};

describe('official files', () => {
  it('are read as the original loads them', async () => {
    const { products, rejectedCount } = await load({ 'items_shuffle.json': [lamp] });
    expect(rejectedCount).toBe(0);
    expect(products).toEqual([
      {
        asin: 'B00LAMP',
        category: 'garden',
        query: 'desk lamps',
        productCategory: 'Home › Lighting',
        title: 'Brass "Desk" Lamp [new] 😀 מנורה',
        description: 'Warm.',
        bulletPoints: ['Solid brass ', 'Dims'],
        prices: [5.99, 8.99],
        priceTag: '$5.99 to $8.99',
        options: [
          { name: 'color', values: ['brass | black', 'red'] },
          { name: 'size', values: [] },
        ],
        optionImages: { 'brass | black': 'https://example.com/c.jpg' },
        image: 'https://example.com/a.jpg',
        attributes: ['DUMMY_ATTR'],
      },
    ]);
  });

  it('are joined with attributes and instructions, without the names of their writers', async () => {
    const { products } = await load({
      'items_shuffle_1000.json': [lamp, { ...lamp, asin: 'B00OTHER' }],
      'items_ins_v2_1000.json': {
        B00LAMP: {
          attributes: ['solid brass'],
          instruction: 'Find me a lamp',
          instruction_attributes: ['solid brass'],
        },
        B00OTHER: { attributes: [], instruction: null },
      },
      'items_human_ins.json': {
        B00LAMP: [
          {
            asin: 'B00LAMP',
            instruction: 'i want a lamp.',
            attributes: ['x'],
            options: ['color: red'],
            instruction_attributes: ['solid brass'],
            instruction_options: ['red'],
            worker_id: 'A1',
            assignment_id: '3X',
          },
        ],
      },
    });
    expect(products[0]).toMatchObject({
      attributes: ['solid brass'],
      instruction: { text: 'Find me a lamp', attributes: ['solid brass'] },
      humanInstructions: [
        { text: 'i want a lamp.', attributes: ['solid brass'], options: ['red'] },
      ],
    });
    expect(products[1]!.attributes).toEqual([]);
    expect(products[1]).not.toHaveProperty('instruction');
    expect(JSON.stringify(products)).not.toContain('A1');
  });

  it('may leave fields empty', async () => {
    const bare = { asin: 'B1', name: null, small_description: 'one', customization_options: '' };
    const { products } = await load({ 'items_shuffle.json': [bare] });
    expect(products[0]).toMatchObject({
      title: '',
      bulletPoints: ['one'],
      prices: [100],
      priceTag: '$100.0',
      options: [],
      image: '',
    });
  });

  it('give the values of the later of two groups that differ in letter case alone', async () => {
    const customization_options = { Color: [{ value: 'a' }], Size: null, COLOR: [{ value: 'b' }] };
    const { products } = await load({ 'items_shuffle.json': [{ ...lamp, customization_options }] });
    expect(products[0]!.options).toEqual([{ name: 'color', values: ['b'] }]);
  });

  it('keep a description of a million characters', async () => {
    const full_description = '"[{\\,😀'.repeat(200_000);
    const { products } = await load({
      'items_shuffle.json': [{ ...lamp, full_description }, lamp],
    });
    expect(products[0]!.description).toBe(full_description);
  });

  it('count and name the records that cannot be used, and go on', async () => {
    const records = [
      JSON.stringify({ ...lamp, asin: 'nan' }),
      JSON.stringify({ ...lamp, asin: 'B0123456789' }),
      JSON.stringify(lamp),
      JSON.stringify({ ...lamp, asin: 'B00LAMP' }),
      '{"asin": "B2", "name": oops}',
      'null',
      JSON.stringify({ ...lamp, asin: 'B3', customization_options: { Color: [{ value: {} }] } }),
      JSON.stringify({ ...lamp, asin: 'B4' }),
    ];
    const report = await load({ 'items_shuffle.json': `[${records.join(',\n')}]` });
    expect(report.products.map(({ asin }) => asin)).toEqual(['B00LAMP', 'B4']);
    expect(report.rejectedCount).toBe(6);
    const file = join(folder, 'items_shuffle.json');
    expect(report.rejected.map(({ place }) => place)).toEqual([
      { file, field: '[0].asin' },
      { file, field: '[1].asin' },
      { file, field: '[3]' },
      { file, field: '[4]' },
      { file, field: '[5]' },
      { file, field: '[6].customization_options' },
    ]);
    expect(report.rejected[2]!.problem).toBe('repeats the product B00LAMP');
  });

  it('name the first 20 of many', async () => {
    const report = await load({ 'items_shuffle.json': Array.from({ length: 50 }, () => 5) });
    expect(report.rejectedCount).toBe(50);
    expect(report.rejected).toHaveLength(20);
  });

  it('reject a product whose attributes cannot be read, and instructions that cannot', async () => {
    const report = await load({
      'items_shuffle.json': [lamp, { ...lamp, asin: 'B2' }],
      'items_ins_v2.json': '{"B00LAMP": {"attributes": 5}, "B2": {"attributes": ["a"]}, 7}',
      'items_human_ins.json': { B2: [{ instruction: 5 }] },
    });
    expect(report.products.map(({ asin }) => asin)).toEqual(['B2']);
    expect(report.rejected.map(({ place }) => place.field)).toEqual([
      '7',
      'B2.0.instruction',
      'B00LAMP.attributes',
    ]);
  });

  it('are read up to a limit, counted in records', async () => {
    const records = [5, lamp, { ...lamp, asin: 'B2' }];
    const { products, rejectedCount } = await load({ 'items_shuffle.json': records }, { limit: 2 });
    expect([products.length, rejectedCount]).toEqual([1, 1]);
  });

  it('stop being read when cancelled', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(load({ 'items_shuffle.json': [lamp] }, { signal })).rejects.toThrow('enough');
  });
});

const processed = {
  asin: 'B00LAMP',
  category: 'garden',
  query: 'desk lamps',
  product_category: 'Home › Lighting',
  Title: 'Lamp',
  Description: 'Warm.',
  BulletPoints: ['Solid brass '],
  pricing: [5.99, 8.99],
  Price: '$5.99 to $8.99',
  options: { size: ['s'], color: ['red'] },
  option_to_image: { red: null, s: 'https://example.com/s.jpg' },
  Attributes: ['solid brass'],
  MainImage: '',
  Reviews: [],
};

describe('lines of loaded products', () => {
  const lines = (...records: unknown[]): string =>
    records
      .map((record) => (typeof record === 'string' ? record : JSON.stringify(record)))
      .join('\n');

  it('are read, bare or inside a document of the search index', async () => {
    const document = { id: 'B2', contents: 'lamp', product: { ...processed, asin: 'B2' } };
    const { products } = await load({ 'products.jsonl': lines(processed, '', document) });
    expect(products.map(({ asin }) => asin)).toEqual(['B00LAMP', 'B2']);
    expect(products[0]).toMatchObject({
      options: [
        { name: 'size', values: ['s'] },
        { name: 'color', values: ['red'] },
      ],
      optionImages: { s: 'https://example.com/s.jpg' },
      prices: [5.99, 8.99],
    });
  });

  it('get their instructions from the file beside them', async () => {
    const { products } = await load({
      'products.jsonl': lines(processed),
      'items_ins_v2.json': {
        B00LAMP: { attributes: ['other'], instruction: 'x', instruction_attributes: ['y'] },
      },
    });
    expect(products[0]).toMatchObject({
      attributes: ['solid brass'],
      instruction: { text: 'x', attributes: ['y'] },
    });
  });

  it('are named by line where they cannot be used', async () => {
    const good = { ...processed, Title: 'a\u2028b', nouns: ['lamp'] };
    const report = await load({
      'products.jsonl': lines('{"asin"', good, { ...processed, options: null, pricing: ['5'] }),
    });
    expect(report.products).toHaveLength(1);
    expect(report.products[0]).toMatchObject({ title: 'a\u2028b', nouns: ['lamp'] });
    expect(report.rejected.map(({ place }) => place)).toEqual([
      { file: join(folder, 'products.jsonl'), line: 1 },
      { file: join(folder, 'products.jsonl'), line: 3, field: 'pricing.0' },
    ]);
  });

  it('may have no options', async () => {
    const { products } = await load({ 'products.jsonl': lines({ ...processed, options: null }) });
    expect(products[0]!.options).toEqual([]);
  });

  it('need a file', async () => {
    const files = { kind: 'processed', products: join(folder, 'none'), notes: {} } as const;
    await expect(loadProducts(files)).rejects.toThrow('cannot be read');
  });

  it.skipIf(!existsSync(REFERENCE_PRODUCTS))(
    `are all read from the reference data (skipped without ${REFERENCE_PRODUCTS})`,
    async () => {
      const { products, rejectedCount } = await loadProducts({
        kind: 'processed',
        products: REFERENCE_PRODUCTS,
        notes: { attributes: REFERENCE_ATTRIBUTES },
      });
      expect([products.length, rejectedCount]).toEqual([1000, 0]);
      const count = (has: (product: Product) => boolean): number => products.filter(has).length;
      expect(count(({ prices }) => prices.length === 2)).toBe(93);
      expect(count(({ instruction }) => instruction !== undefined)).toBe(415);
      expect(count(({ humanInstructions }) => humanInstructions !== undefined)).toBe(13);
    },
  );
});

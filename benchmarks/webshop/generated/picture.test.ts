import { describe, expect, it } from 'vitest';
import type { Product } from '../catalogue/product.ts';
import { generateProducts } from './generate.ts';
import { pictureAddress, readPictureAddress } from './picture-address.ts';
import { pictureAt, pictureOf } from './picture.ts';
import { channels } from './pictures/colour-mixing.ts';
import { rasterise } from './rasterise.ts';
import { COLOURS } from './vocabulary/colours.ts';
import { KINDS } from './vocabulary/kinds.ts';

const products = [...generateProducts({ seed: 'pictures' })];
const SMALL = { width: 80 } as const;

async function pixelsOf(svg: string): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(await rasterise(svg, SMALL))
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** The share of pixels of a picture that a change leaves different. */
function changedShare(one: Buffer, other: Buffer): number {
  return changedPixels(one, other).length / (one.length / 3);
}

function changedPixels(one: Buffer, other: Buffer): readonly number[] {
  const pixels = Array.from({ length: one.length / 3 }, (_, pixel) => 3 * pixel);
  return pixels.filter((at) =>
    [0, 1, 2].some((channel) => Math.abs(one[at + channel]! - other[at + channel]!) > 24),
  );
}

function meanColour(picture: Buffer, pixels: readonly number[]): readonly number[] {
  return [0, 1, 2].map(
    (channel) => pixels.reduce((sum, at) => sum + picture[at + channel]!, 0) / pixels.length,
  );
}

function distance(one: readonly number[], other: readonly number[]): number {
  return Math.hypot(...one.map((value, index) => value - other[index]!));
}

/** The same product in any colour. */
function inColours(product: Product, values: readonly string[]): Product {
  const others = product.options.filter(({ name }) => name !== 'color');
  return { ...product, options: [...others, { name: 'color', values }] };
}

function firstOf(query: string): Product {
  return products.find((product) => product.query === query)!;
}

describe('the picture of a product', () => {
  it.each([
    ["men's polo shirts", 'royal blue', 'mustard'],
    ['coffee mugs', 'red', 'green'],
    ['wall clocks', 'teal', 'orange'],
    ["women's tote bags", 'purple', 'yellow'],
    ['nail polishes', 'hot pink', 'navy'],
    ['water bottles', 'forest green', 'coral'],
  ] as const)('shows %s in the colour that is chosen', async (query, one, other) => {
    const product = inColours({ ...firstOf(query), title: query }, [one, other]);
    const [first, second] = [
      await pixelsOf(pictureOf(product, [one])),
      await pixelsOf(pictureOf(product, [other])),
    ];
    const coloured = changedPixels(first, second);
    const [hue, otherHue] = [channels(COLOURS[one]), channels(COLOURS[other])];
    const mean = meanColour(first, coloured);
    expect(distance(mean, hue)).toBeLessThan(48);
    expect(distance(mean, hue)).toBeLessThan(distance(mean, otherHue) / 2);
  });

  it('takes the first colour where none is chosen, and ignores values it does not have', () => {
    const product = inColours(firstOf('backpacks'), ['teal', 'red']);
    expect(pictureOf(product)).toBe(pictureOf(product, ['teal']));
    expect(pictureOf(product, ['green'])).toBe(pictureOf(product));
    expect(pictureOf(product, ['red'])).not.toBe(pictureOf(product));
  });

  it('takes the colour from the title where there is no choice', () => {
    const rug = {
      ...firstOf('area rugs'),
      options: [],
      title: 'Natural Jute Area Rug (Navy Blue)',
    };
    expect(pictureOf(rug)).toContain(COLOURS['navy blue']);
    expect(pictureOf(rug)).not.toContain(COLOURS.natural);
  });

  it('differs visibly between kinds', async () => {
    const kinds = [
      'headphones',
      "women's dresses",
      'table lamps',
      'area rugs',
      'soap bars',
      'pet beds',
    ];
    const pictures = await Promise.all(
      kinds.map((query) => pixelsOf(pictureOf(inColours(firstOf(query), ['red'])))),
    );
    for (const [index, picture] of pictures.entries()) {
      for (const other of pictures.slice(index + 1)) {
        expect(changedShare(picture, other)).toBeGreaterThan(0.08);
      }
    }
  });

  it('shows as many things as are in the pack', () => {
    const options = [{ name: 'size', values: ['1 pack', 'pack of 2', 'pack of 3', 'pack of 12'] }];
    const product = { ...firstOf('bath towels'), options };
    const shadows = (value: string): number =>
      pictureOf(product, [value]).split('ry="13"').length - 1;
    expect(options[0]!.values.map(shadows)).toEqual([1, 2, 3, 6]);
  });

  it('shows patterns and features that the product has', () => {
    const product = { ...firstOf("men's polo shirts"), title: 'Polo Shirt', attributes: [] };
    const plain = pictureOf(product);
    expect(plain).not.toContain('<pattern');
    for (const title of ['Striped Polo', 'Plaid Polo', 'Floral Print Polo', 'Polka Dot Polo']) {
      expect(pictureOf({ ...product, title })).toContain('<pattern');
    }
    for (const attribute of ['long sleeve', 'chest pocket']) {
      expect(pictureOf({ ...product, attributes: [attribute] })).not.toBe(plain);
    }
  });

  it('keeps the proportions of things sold by length and width', () => {
    const options = [{ name: 'size', values: ['18" x 18"', '12" x 20"'] }];
    const cushion = { ...firstOf('throw pillow covers'), options };
    expect(pictureOf(cushion, ['12" x 20"'])).not.toBe(pictureOf(cushion, ['18" x 18"']));
  });

  it('can be drawn for every kind, and for a product that is not from this shop', async () => {
    for (const { query } of KINDS) {
      expect(pictureOf(firstOf(query))).toMatch(/^<svg .*<\/svg>$/s);
      expect(pictureOf(firstOf(query))).not.toMatch(/undefined|NaN/);
    }
    const stranger = { ...firstOf('teas'), query: 'console tables' };
    expect((await pixelsOf(pictureOf(stranger))).length).toBe(80 * 80 * 3);
  });
});

describe('the address of a picture', () => {
  const find = (asin: string): Product | undefined =>
    products.find((product) => product.asin === asin);

  it('leads to the picture of the product and of each of its colours and tastes', () => {
    for (const product of products.slice(0, 60)) {
      expect(pictureAt(product.image, find)).toBe(pictureOf(product));
      for (const [value, address] of Object.entries(product.optionImages)) {
        expect(pictureAt(address, find)).toBe(pictureOf(product, [value]));
      }
    }
  });

  it('can be read back whatever the value holds', () => {
    for (const value of ['navy', 'salt & vinegar', '24" x 24"', "2' x 3'", '50%']) {
      expect(readPictureAddress(pictureAddress('B000000001', value))).toEqual({
        asin: 'B000000001',
        value,
      });
    }
  });

  it.each([
    '/pictures/',
    '/pictures/B000000001',
    '/pictures/../x.png',
    '/pictures/B000000001/%.png',
  ])('leads nowhere when it is %s', (path) => {
    expect(pictureAt(path, find)).toBeUndefined();
  });

  it('leads nowhere for a product that is not in the shop', () => {
    expect(pictureAt('/pictures/B0XXXXXXXX.png', find)).toBeUndefined();
  });
});

describe('rasterising', () => {
  it('gives PNG or WebP of the width asked for', async () => {
    const { default: sharp } = await import('sharp');
    const svg = pictureOf(products[0]!);
    for (const format of ['png', 'webp'] as const) {
      const bytes = await rasterise(svg, { width: 120, format });
      expect(await sharp(bytes).metadata()).toMatchObject({ format, width: 120, height: 120 });
    }
  });

  it('gives the same bytes for the same picture', async () => {
    const svg = pictureOf(products[0]!);
    expect(await rasterise(svg, SMALL)).toEqual(await rasterise(svg, SMALL));
  });
});

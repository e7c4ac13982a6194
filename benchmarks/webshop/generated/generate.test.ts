import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Product } from '../catalogue/product.ts';
import { createGeneratedShop, DEFAULT_PRODUCT_COUNT, generateProducts } from './generate.ts';
import { kindOfQuery, KINDS } from './vocabulary/kinds.ts';

const products = [...generateProducts({ seed: 'test' })];

/** What a search engine of the shop reads. */
function searchText({ title, description, bulletPoints, options }: Product): string {
  const values = options.map((group) => `${group.name} ${group.values.join(' ')}`);
  return [title, description, bulletPoints[0], ...values].join(' ').toLowerCase();
}

function everyText(product: Product): readonly string[] {
  return [
    product.title,
    product.description,
    ...product.bulletPoints,
    ...product.attributes,
    ...product.options.flatMap(({ name, values }) => [name, ...values]),
    product.instruction?.text ?? '',
    ...(product.humanInstructions ?? []).map(({ text }) => text),
  ];
}

describe('the generated shop', () => {
  it('has over twenty kinds of product in five departments and more', () => {
    expect(products).toHaveLength(DEFAULT_PRODUCT_COUNT);
    expect(new Set(products.map(({ query }) => query)).size).toBe(KINDS.length);
    expect(KINDS.length).toBeGreaterThan(40);
    expect(new Set(products.map(({ category }) => category)).size).toBeGreaterThanOrEqual(5);
  });

  it('has many kinds even when it is small', () => {
    const small = [...generateProducts({ seed: 'test', count: 100 })];
    expect(new Set(small.map(({ query }) => query)).size).toBe(25);
  });

  it('gives the same product for the same seed and position, whatever else is asked for', () => {
    expect(JSON.stringify([...generateProducts({ seed: 'test' })])).toBe(JSON.stringify(products));
    expect([...generateProducts({ seed: 'test', count: 10 })]).toEqual(products.slice(0, 10));
    const shop = createGeneratedShop('test');
    fc.assert(
      fc.property(fc.nat(products.length - 1), (position) => {
        expect(shop.at(position)).toEqual(products[position]);
      }),
    );
  });

  it('gives other products for another seed', () => {
    const others = new Set(
      [...generateProducts({ seed: 'other', count: 200 })].map(({ title }) => title),
    );
    expect(products.slice(0, 200).filter(({ title }) => others.has(title))).toEqual([]);
  });

  it('refuses to have less than one product', () => {
    expect(() => [...generateProducts({ seed: 0, count: 0 })]).toThrow('a whole number');
    expect(() => [...generateProducts({ seed: 0, count: 1.5 })]).toThrow('1.5 products');
  });

  it('pins the first product, so that a change of the bytes is noticed', () => {
    const { asin, title, priceTag } = createGeneratedShop(0).at(0);
    expect({ asin, title, priceTag }).toMatchInlineSnapshot(`
      {
        "asin": "B00SLBV9HG",
        "priceTag": "$33.99",
        "title": "Motivational Leak Proof Stainless Steel Water Bottle with Spout Lid for Bike Rides",
      }
    `);
  });

  it('numbers products uniquely, and finds the position of a number again', () => {
    const shop = createGeneratedShop('test');
    expect(new Set(products.map(({ asin }) => asin)).size).toBe(products.length);
    for (const [position, { asin }] of products.entries()) {
      expect(asin).toMatch(/^B0[0-9A-Z]{8}$/);
      expect(shop.positionOf(asin)).toBe(position);
    }
    expect(shop.positionOf('b00000000x')).toBeUndefined();
    expect(shop.positionOf(shop.at(1_179_999).asin)).toBe(1_179_999);
  });
});

describe('a generated product', () => {
  it('states each of its attributes in title, bullet points or description', () => {
    for (const product of products) {
      const text = [product.title, ...product.bulletPoints, product.description].join(' ');
      const kind = kindOfQuery(product.query)!;
      for (const attribute of product.attributes) {
        const statements = [...kind.features, ...kind.materials]
          .filter((feature) => feature.attribute === attribute)
          .flatMap(({ said }) => said);
        const stated =
          text.toLowerCase().includes(attribute) || statements.some((said) => text.includes(said));
        expect(stated, `${attribute} in ${text}`).toBe(true);
      }
    }
  });

  it('has two to five attributes, and asks for nothing but them', () => {
    for (const { attributes, instruction, humanInstructions } of products) {
      expect(attributes.length).toBeGreaterThanOrEqual(2);
      expect(attributes.length).toBeLessThanOrEqual(5);
      expect(new Set(attributes).size).toBe(attributes.length);
      for (const asked of [instruction, ...(humanInstructions ?? [])]) {
        if (asked === undefined) continue;
        expect(asked.attributes.length).toBeGreaterThan(0);
        for (const attribute of asked.attributes) expect(attributes).toContain(attribute);
      }
    }
  });

  it('offers option values that differ from each other and from the buttons of the page', () => {
    const buttons = ['back to search', '< prev', 'description', 'features', 'reviews', 'buy now'];
    for (const { options } of products) {
      expect(options.length).toBeGreaterThanOrEqual(1);
      expect(options.length).toBeLessThanOrEqual(3);
      const values = options.flatMap((group) => group.values);
      expect(new Set([...values, ...buttons]).size).toBe(values.length + buttons.length);
      for (const value of values) expect(value).toBe(value.trim().toLowerCase());
      for (const value of values) expect(value).not.toMatch(/[[\]/]/);
    }
  });

  it('is wanted by people with options that it has', () => {
    for (const { options, humanInstructions } of products) {
      const values = options.flatMap((group) => group.values);
      for (const { options: wanted } of humanInstructions ?? []) {
        for (const value of wanted) expect(values).toContain(value);
      }
    }
  });

  it('shows its prices as Python prints them', () => {
    for (const { prices, priceTag } of products) {
      expect(prices[0]).toBeGreaterThan(1);
      expect(prices[1] ?? Infinity).toBeGreaterThan(prices[0]);
      expect(priceTag).toMatch(/^\$\d+\.\d{1,2}( to \$\d+\.\d{1,2})?$/);
      expect(priceTag.split(' to ').map((price) => Number(price.slice(1)))).toEqual([...prices]);
    }
  });

  it('is worth more in a fine material than in a plain one', () => {
    const mean = (attribute: string): number => {
      const prices = products
        .filter(
          ({ query, attributes }) =>
            query === "women's tote bags" && attributes.includes(attribute),
        )
        .map(({ prices }) => prices[0]);
      return prices.reduce((sum, price) => sum + price, 0) / prices.length;
    };
    expect(mean('genuine leather')).toBeGreaterThan(mean('cotton canvas'));
  });

  it('has clean text', () => {
    for (const text of products.flatMap(everyText)) {
      expect(text).not.toMatch(/undefined|null|NaN|\[object|~|&amp;|\s\s|^\s|\s$|\( | \)|\(\)|,,/);
      expect(text).not.toMatch(/(?:^| )[-|&,] ?(?:$|[-|&,] )/);
    }
  });

  it('holds quotes, ampersands and apostrophes as plain text somewhere', () => {
    const texts = products.flatMap(everyText).join('\n');
    for (const sign of ['24" x 24"', ' & ', "women's"]) expect(texts).toContain(sign);
  });

  it('has nouns that stand in its title, in order', () => {
    for (const { title, nouns } of products) {
      let from = 0;
      for (const noun of nouns!) {
        const at = title.toLowerCase().indexOf(noun, from);
        expect(at, `${noun} in ${title}`).toBeGreaterThanOrEqual(from);
        from = at + noun.length;
      }
      expect(nouns!.length).toBeGreaterThan(0);
    }
  });

  it('is found by the query of its kind', () => {
    for (const product of products) {
      const text = searchText(product);
      for (const word of product.query.split(' ')) {
        const stem = word.replace(/'s$/, '').replace(/(?:e?s)$/, '');
        expect(text, word).toContain(stem);
      }
    }
  });

  it('has look-alikes of its kind that differ in a feature, material, option or price', () => {
    const families = Array.from({ length: 300 }, (_, index) =>
      products.slice(4 * index, 4 * index + 4),
    );
    for (const family of families) {
      expect(new Set(family.map(({ query }) => query)).size).toBe(1);
      const signatures = family.map(({ attributes, options, prices }) =>
        JSON.stringify([[...attributes].sort(), options, prices]),
      );
      expect(new Set(signatures).size).toBe(4);
    }
  });
});

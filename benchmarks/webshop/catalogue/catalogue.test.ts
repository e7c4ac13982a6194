import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryCatalogue } from './memory-catalogue.ts';
import { sampleProduct } from './testing/sample-product.ts';

const ranged = sampleProduct({ asin: 'B2', prices: [10, 20] });
const products = [sampleProduct(), ranged];

describe('a catalogue in memory', () => {
  it('finds products by position, by asin in any letter case, and by query', () => {
    const catalogue = createMemoryCatalogue(products, (query, limit) =>
      query === 'lamp' ? [1, 0].slice(0, limit) : [],
    );
    expect(catalogue.size).toBe(2);
    expect(catalogue.at(1)).toBe(ranged);
    expect(catalogue.find('b2')).toBe(ranged);
    expect(catalogue.find('B3')).toBeUndefined();
    expect(catalogue.search('lamp', 1)).toEqual([1]);
    expect(() => catalogue.at(2)).toThrow(RangeError);
    catalogue.close();
  });

  it('has one price for a range, which the seed and the asin fix', () => {
    const price = (priceSeed: number, asin: string): number =>
      createMemoryCatalogue([], () => [], { priceSeed }).priceOf({ ...ranged, asin });
    fc.assert(
      fc.property(fc.nat(), fc.string(), (seed, asin) => {
        const drawn = price(seed, asin);
        expect(drawn).toBe(price(seed, asin));
        expect(drawn >= 10 && drawn <= 20).toBe(true);
      }),
    );
    const several = new Set([1, 2, 3].flatMap((seed) => [price(seed, 'B1'), price(seed, 'B2')]));
    expect(several.size).toBe(6);
  });

  it('asks the single price where there is one', () => {
    expect(createMemoryCatalogue(products, () => []).priceOf(products[0]!)).toBe(34.5);
  });
});

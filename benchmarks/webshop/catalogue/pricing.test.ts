import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePricing, priceTagOf, toPrices } from './pricing.ts';

describe('the prices in a text', () => {
  it.each([
    ['', [100], '$100.0'],
    ['$877.80', [877.8], '$877.8'],
    ['$599', [599], '$599.0'],
    ['from $1,299.00', [1299], '$1299.0'],
    ['$5.99 to $8.99', [5.99, 8.99], '$5.99 to $8.99'],
    ['$5.99$8.99$12', [5.99, 8.99], '$5.99 to $8.99'],
    ['$ 12 (was 15)', [1215], '$1215.0'],
    ['$.99', [0.99], '$0.99'],
    ['$7.', [7], '$7.0'],
    ['$0', [0], '$0.0'],
    ['12.99', [100], '$100.0'],
    ['$', [100], '$100.0'],
    ['$call us', [100], '$100.0'],
    ['$1.2.3', [100], '$100.0'],
    ['$call us or $9', [9], '$9.0'],
    [`$${'9'.repeat(400)}`, [100], '$100.0'],
  ])('%j are %j', (text, prices, tag) => {
    expect(parsePricing(text)).toEqual(prices);
    expect(priceTagOf(parsePricing(text))).toBe(tag);
  });

  it('are one or two numbers that a price can be, whatever the text', () => {
    const pieces = fc.array(fc.constantFrom('$', '.', ',', '1', '99', ' to ', 'é', '😀', '-'));
    fc.assert(
      fc.property(pieces, (parts) => {
        const prices = parsePricing(parts.join(''));
        expect([1, 2]).toContain(prices.length);
        expect(prices.every((price) => Number.isFinite(price) && price >= 0)).toBe(true);
      }),
    );
  });
});

describe('the prices among numbers', () => {
  it('are the first two that a price can be', () => {
    expect(toPrices([])).toEqual([100]);
    expect(toPrices([Number.NaN, -3, 5, Infinity, 7, 9])).toEqual([5, 7]);
  });
});

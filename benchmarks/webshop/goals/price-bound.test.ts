import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidateBounds, drawPriceBound, NO_PRICE_BOUND, priceText } from './price-bound.ts';
import { PythonRandom } from './python-random.ts';

describe('the candidates for a price bound', () => {
  it.each([
    [0, [10, 20, 30, 40]],
    [9.99, [10, 20, 30, 40]],
    [10, [20, 30, 40, 50]],
    [959.5, [960, 970, 980, 990]],
    [965, [970, 980, 990]],
    [980, [990]],
    [990, []],
    [5000, []],
  ])('above %d are %j', (price, bounds) => {
    expect(candidateBounds(price)).toEqual(bounds);
  });

  it('are the first four of the multiples of 10 that lie above', () => {
    const multiples = Array.from({ length: 99 }, (_, index) => 10 * (index + 1));
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1100, noNaN: true }), (price) => {
        const expected = multiples.filter((bound) => bound > price).slice(0, 4);
        expect(candidateBounds(price)).toEqual(expected);
      }),
    );
  });
});

describe('the price bound', () => {
  it('is never the smallest candidate, so the product itself stays below it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 979 }), (seed, price) => {
        const [smallest, ...others] = candidateBounds(price);
        const bound = drawPriceBound(price, new PythonRandom(seed));
        expect(others).toContain(bound);
        expect(bound).toBeGreaterThan(smallest!);
      }),
    );
  });

  it('draws nothing where there is none', () => {
    const random = new PythonRandom(233);
    expect(drawPriceBound(980, random)).toBe(NO_PRICE_BOUND);
    expect(random.random()).toBe(new PythonRandom(233).random());
  });

  it('is named in the instruction where there is one', () => {
    expect(priceText(50)).toBe(', and price lower than 50.00 dollars');
    expect(priceText(NO_PRICE_BOUND)).toBe('');
  });
});

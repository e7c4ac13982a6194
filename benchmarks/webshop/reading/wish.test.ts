import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateProducts } from '../generated/generate.ts';
import { readWish, valueMatch } from './wish.ts';

describe('what an intent asks for', () => {
  it('is read from the synthetic style: properties, product, options by group, bound', () => {
    const wish = readWish(
      "Find me machine wash, slim fit men's jeans with button closure with color: dark blue, and size: 40w x 34l, and price lower than 70.00 dollars",
    );
    expect(wish.priceBound).toBe(70);
    expect([...wish.named]).toEqual([
      ['color', 'dark blue'],
      ['size', '40w x 34l'],
    ]);
    expect(wish.productPhrase).toBe("slim fit men's jeans");
    expect(wish.properties).toEqual(['machine wash', 'button closure']);
  });

  it('is read from a sentence that a person would write', () => {
    const wish = readWish('i am looking for a pair of red shoes under $35.50');
    expect(wish.priceBound).toBe(35.5);
    expect(wish.named.size).toBe(0);
    expect(wish.description).toBe('pair of red shoes');
    expect(wish.heads).toHaveLength(1);
  });

  it.each([
    'price lower than 12.50 dollars',
    'cheaper than $12.50',
    'up to 12.50 usd',
    'and price is not more than 12.50 dollars',
  ])('has the bound of "%s"', (bound) => {
    expect(readWish(`a brass lamp ${bound}`).priceBound).toBe(12.5);
  });

  it('has no bound where none is said, whatever numbers it names', () => {
    expect(readWish('a pack of 24 candles for 2 people').priceBound).toBe(Infinity);
  });

  it('can be read of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { priceBound, stems } = readWish(text);
        expect(priceBound).toBeGreaterThanOrEqual(0);
        expect(new Set(stems).size).toBe(stems.length);
      }),
    );
  });

  it('names the options and the bound of every goal of a generated shop', () => {
    for (const { instruction } of generateProducts({ seed: 'wish', count: 200 })) {
      if (instruction === undefined) continue;
      expect(readWish(`${instruction.text}, and price lower than 40.00 dollars`).priceBound).toBe(
        40,
      );
    }
  });
});

describe('how well a value answers the wish', () => {
  const wish = readWish('a sofa with color: dark blue, and size: large');

  it('is 1 for the named value and falls with the words that differ', () => {
    expect(valueMatch(wish, 'color', 'dark blue')).toBe(1);
    expect(valueMatch(wish, 'color', 'dark red')).toBeLessThan(1);
    expect(valueMatch(wish, 'color', 'dark red')).toBeGreaterThan(
      valueMatch(wish, 'color', 'green'),
    );
  });

  it('counts a value that the intent says word for word where no group is named', () => {
    expect(valueMatch(readWish('i need a navy blue sofa'), 'color', 'navy blue')).toBe(1);
    expect(valueMatch(readWish('i need a navy blue sofa'), 'color', '')).toBe(0);
  });

  it('lies between 0 and 1 for any texts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (intent, group, value) => {
        const match = valueMatch(readWish(intent), group, value);
        expect(match).toBeGreaterThanOrEqual(0);
        expect(match).toBeLessThanOrEqual(1);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathOf, readAddress, type Address } from './address.ts';
import { readDictionary, readTexts } from './literal.ts';

const text = fc.string({ unit: 'grapheme' });
const session = fc.stringMatching(/^[a-z0-9_-]{1,20}$/);
const options = fc.dictionary(text, text).map((object) => new Map(Object.entries(object)));
const results = { session, query: text, pageNumber: fc.integer({ min: 1, max: 1e6 }) };
const asin = fc.stringMatching(/^[0-9A-Z]{1,10}$/);
const subPage = fc.constantFrom('Description', 'Features', 'Reviews', 'Attributes' as const);
const address: fc.Arbitrary<Address> = fc.oneof(
  fc.record({ kind: fc.constant('start' as const), session }),
  fc.record({ kind: fc.constant('results' as const), ...results }),
  fc.record({ kind: fc.constant('item' as const), ...results, asin, options }),
  fc.record({ kind: fc.constant('sub-page' as const), ...results, asin, options, subPage }),
  fc.record({ kind: fc.constant('done' as const), session, asin, options }),
);

describe('addresses of the site', () => {
  it('say the same after they were written and read', () => {
    fc.assert(
      fc.property(address, (given) => {
        const path = pathOf(given);
        expect(readAddress(path)).toEqual(given);
        expect(new URL(path, 'http://shop').pathname).toBe(path);
      }),
    );
  });

  it('are read as the original writes them', () => {
    const path =
      "/item_page/fixed_1/B0ABC/%5B'red',%20'shoes'%5D/2/%7B'color':%20%22men's%22,%20'size':%20'9'%7D";
    const given = {
      kind: 'item',
      session: 'fixed_1',
      asin: 'B0ABC',
      query: 'red shoes',
      pageNumber: 2,
      options: new Map([
        ['color', "men's"],
        ['size', '9'],
      ]),
    };
    expect(readAddress(path)).toEqual(given);
    const asJson = `/item_page/fixed_1/B0ABC/red%20shoes/2/${encodeURIComponent('{"color": "men\'s", "size": "9"}')}`;
    expect(readAddress(asJson)).toEqual(given);
  });

  it.each([
    '/',
    '//',
    '/%',
    '/a b',
    '/search_results/../b/1',
    '/%ff',
    '/a/b',
    '/search_results/a/b',
    '/search_results/a/b/0',
    '/search_results/a/b/1.5',
    '/search_results/a/[b/1',
    '/search_results/a/%5B1%5D/1',
    '/item_page/a/B/c/1/{}/x',
    '/item_page/a/B/c/1/[]',
    '/item_sub_page/a/B/c/1/Other/%7B%7D',
    '/done/a/B/open(1)',
    "/done/a/B/%7B'a'%7D",
    "/done/a/B/%7B'a':'b',%7D",
  ])('%s leads nowhere', (path) => {
    expect(readAddress(path)).toBeUndefined();
  });
});

describe('lists and dictionaries in addresses', () => {
  it('are read with every way to write a character', () => {
    expect(readTexts(String.raw`['\x41\u00e9\U0001f600', "\ud83d\ude00\n\\\/'", '']`)).toEqual([
      'Aé😀',
      "😀\n\\/'",
      '',
    ]);
    expect(readDictionary('{}')).toEqual(new Map());
    expect(readDictionary(`{"__proto__": 'x'}`)).toEqual(new Map([['__proto__', 'x']]));
  });

  it('of any size and brokenness are read in no time', () => {
    expect(readTexts(`[${"'a', ".repeat(50_000)}`)).toBeUndefined();
    expect(readTexts(`['${'\\'.repeat(100_001)}']`)).toBeUndefined();
  });
});

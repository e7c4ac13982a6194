import { describe, expect, it } from 'vitest';
import { productsOn, search } from './listing.ts';
import { createShop } from './shop.ts';
import { makeCatalogue, makeProduct } from './testing/shelf.ts';

const products = Array.from({ length: 73 }, (_, index) =>
  makeProduct({
    asin: `B${index}`,
    category: index % 2 === 0 ? 'garden' : 'beauty',
    query: index % 3 === 0 ? 'oak chairs' : 'soap',
    attributes: index < 4 ? ['solid wood'] : ['mild'],
  }),
);
const shop = createShop({ catalogue: makeCatalogue(products), instruction: '' });

describe('a listing', () => {
  it('holds the first 50 hits of a search, ten on a page', () => {
    const listing = search(shop, 'chair');
    expect(listing.hits).toHaveLength(50);
    expect(productsOn(shop, listing, 5).map(({ asin }) => asin)).toEqual(
      products.slice(40, 50).map(({ asin }) => asin),
    );
    expect(productsOn(shop, listing, 6)).toEqual([]);
    expect(productsOn(shop, listing, 0)).toEqual([]);
  });

  it('draws 50 different products, the same ones all through an episode', () => {
    const { hits } = search(shop, '<r>');
    expect(new Set(hits).size).toBe(50);
    expect(search(shop, '<r> anything').hits).toEqual(hits);
    const elsewhere = { ...shop, sessionId: '1' };
    expect(search(elsewhere, '<r>').hits).not.toEqual(hits);
  });

  it('draws every product of a small shop', () => {
    const small = createShop({ catalogue: makeCatalogue(products.slice(0, 3)), instruction: '' });
    expect(new Set(search(small, '<r>').hits)).toEqual(new Set([0, 1, 2]));
  });

  it.each([
    ['<a> solid wood', 4],
    ['<a>  solid wood ', 4],
    ['<a>', 0],
    ['<c> garden', 37],
    ['<c> garden of eden', 37],
    ['<c>', 0],
    ['<q> oak chairs', 25],
    ['<q> oak', 0],
  ])('lists products directly for %j', (query, count) => {
    expect(search(shop, query).hits).toHaveLength(count);
  });
});

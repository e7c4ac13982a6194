import { createRng } from '../../../src/core/rng.ts';
import type { Product } from '../catalogue/product.ts';
import { strip } from './python-text.ts';
import type { Shop } from './shop.ts';

/** What a search found. Turning its pages never searches again. */
export interface Listing {
  /** As typed, in lower case. */
  readonly query: string;
  /** Positions in the catalogue, best first. */
  readonly hits: readonly number[];
}

const MAX_HITS = 50;
const PAGE_SIZE = 10;

/**
 * Searches, or lists products directly when the query starts with a special word: `<r>` 50 at
 * random, `<a>` those with an attribute, `<c>` a category, `<q>` those found under a query. The
 * original draws `<r>` anew for each page and fails on `<a>`, on `<c>` alone and on `<r>` in a small
 * shop; here a draw holds for the episode, and the others list what there is.
 */
export function search(shop: Shop, query: string): Listing {
  return { query, hits: hitsOf(shop, query) };
}

/** The products on a page of results; none past the end. */
export function productsOn({ catalogue }: Shop, listing: Listing, pageNumber: number): Product[] {
  return listing.hits
    .slice((pageNumber - 1) * PAGE_SIZE, pageNumber * PAGE_SIZE)
    .map((position) => catalogue.at(position));
}

function hitsOf(shop: Shop, query: string): readonly number[] {
  const [first, ...words] = query.split(' ');
  const rest = strip(words.join(' '));
  switch (first) {
    case '<r>':
      return drawn(shop);
    case '<a>':
      return positionsOf(shop, ({ attributes }) => attributes.includes(rest));
    case '<c>': {
      const category = strip(words[0] ?? '');
      return positionsOf(shop, (product) => product.category === category);
    }
    case '<q>':
      return positionsOf(shop, (product) => product.query === rest);
    default:
      return shop.catalogue.search(query, MAX_HITS);
  }
}

function drawn({ catalogue, sessionId }: Shop): number[] {
  const rng = createRng(`listing ${sessionId}`);
  const positions = new Set<number>();
  while (positions.size < Math.min(MAX_HITS, catalogue.size)) {
    positions.add(rng.integer(catalogue.size));
  }
  return [...positions];
}

function positionsOf({ catalogue }: Shop, matches: (product: Product) => boolean): number[] {
  const positions: number[] = [];
  for (let position = 0; position < catalogue.size; position += 1) {
    if (matches(catalogue.at(position))) positions.push(position);
  }
  return positions;
}

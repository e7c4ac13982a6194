import { createRng } from '../../../src/core/rng.ts';
import type { Catalogue } from './catalogue.ts';
import type { Product } from './product.ts';
import type { ProductTable } from './product-table.ts';

/** Positions of the products that a query finds, best first, at most `limit` of them. */
export type Search = (query: string, limit: number) => readonly number[];

export interface CatalogueOptions {
  /** Fixes what a product with a range of prices costs; 233 if not given. */
  readonly priceSeed?: number | undefined;
}

const USUAL_PRICE_SEED = 233;

export function createCatalogue(
  table: ProductTable,
  search: Search,
  { priceSeed = USUAL_PRICE_SEED }: CatalogueOptions = {},
): Catalogue {
  return {
    size: table.size,
    at: (position) => table.at(position),
    find: (asin) => table.find(asin),
    search,
    priceOf: (product) => priceOf(product, priceSeed),
    close() {
      table.close();
    },
  };
}

/**
 * What a product costs, in US dollars: its price, or one drawn uniformly from its range. The original
 * draws anew in every process; here the seed and the asin fix it, whatever else was drawn before.
 */
export function priceOf({ asin, prices: [low, high] }: Product, seed: number): number {
  if (high === undefined) return low;
  return low + (high - low) * createRng(`${seed} ${asin}`).next();
}

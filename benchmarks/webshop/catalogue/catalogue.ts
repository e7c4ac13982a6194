import type { Product } from './product.ts';

/**
 * All products of a shop, in memory or on disk. Positions count from 0 in the order of the data and
 * never change.
 */
export interface Catalogue {
  readonly size: number;
  at(position: number): Product;
  /** In any letter case. */
  find(asin: string): Product | undefined;
  /** Positions of the products that a query finds, best first, at most `limit` of them. */
  search(query: string, limit: number): readonly number[];
  /** What the product costs, in US dollars; of a range, one price that is fixed by the seed. */
  priceOf(product: Product): number;
  /** Releases files. */
  close(): void;
}

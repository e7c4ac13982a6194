import type { Product } from './product.ts';

/** Products by position and by asin, in memory or on disk. */
export interface ProductTable {
  readonly size: number;
  /** @throws RangeError for a position outside the table. */
  at(position: number): Product;
  /** In any letter case. */
  find(asin: string): Product | undefined;
  /** Releases files. */
  close(): void;
}

export function noSuchPosition(position: number, size: number): RangeError {
  return new RangeError(`No product at position ${position} of ${size}`);
}

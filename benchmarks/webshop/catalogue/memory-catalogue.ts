import type { Catalogue } from './catalogue.ts';
import { createCatalogue, type CatalogueOptions, type Search } from './create-catalogue.ts';
import type { Product } from './product.ts';
import { noSuchPosition, type ProductTable } from './product-table.ts';

export function createMemoryCatalogue(
  products: readonly Product[],
  search: Search,
  options?: CatalogueOptions,
): Catalogue {
  return createCatalogue(createMemoryTable(products), search, options);
}

export function createMemoryTable(products: readonly Product[]): ProductTable {
  const byAsin = new Map(products.map((product) => [product.asin, product]));
  return {
    size: products.length,
    at(position) {
      const product = products[position];
      if (product === undefined) throw noSuchPosition(position, products.length);
      return product;
    },
    find: (asin) => byAsin.get(asin.toUpperCase()),
    close() {
      // Nothing is open.
    },
  };
}

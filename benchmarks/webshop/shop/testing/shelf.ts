import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Product } from '../../catalogue/product.ts';

/** A product of which only what matters is said. */
export function makeProduct(fields: Partial<Product> = {}): Product {
  return {
    asin: 'B000000001',
    category: 'garden',
    query: 'oak chairs',
    productCategory: 'Home › Furniture › Chairs',
    title: 'Oak chair',
    description: 'Sits well.',
    bulletPoints: ['Solid oak ', 'Four legs'],
    prices: [42.5],
    priceTag: '$42.5',
    options: [
      { name: 'color', values: ['red', 'blue'] },
      { name: 'size', values: ['small', 'large'] },
    ],
    attributes: ['solid wood'],
    image: '',
    optionImages: {},
    ...fields,
  };
}

/** A catalogue in memory whose search is given; by default every query finds everything. */
export function makeCatalogue(
  products: readonly Product[],
  search: Catalogue['search'] = (_, limit) => [...products.keys()].slice(0, limit),
): Catalogue {
  const byAsin = new Map(products.map((product) => [product.asin, product]));
  return {
    size: products.length,
    at: (position) => {
      const product = products[position];
      if (product === undefined) throw new RangeError(`No product at ${position}`);
      return product;
    },
    find: (asin) => byAsin.get(asin.toUpperCase()),
    search,
    priceOf: ({ prices }) => prices[0],
    close: () => undefined,
  };
}

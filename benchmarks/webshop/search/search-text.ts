import type { Product } from '../catalogue/product.ts';

/** What WebShop indexes of a product: of the bullet points only the first. */
export function searchText(product: Product): string {
  const options = product.options.map(({ name, values }) => `${name}: ${values.join(', ')}`);
  return [product.title, product.description, product.bulletPoints[0] ?? '', options.join(', and ')]
    .join(' ')
    .toLowerCase();
}

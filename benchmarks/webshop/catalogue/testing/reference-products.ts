import { sharedData } from '../../../../src/testing/shared-data.ts';
import type { Product } from '../product.ts';
import { loadProducts } from '../read-products.ts';

export const REFERENCE_PRODUCTS = sharedData('webshop/products-1k.jsonl');
export const REFERENCE_ATTRIBUTES = sharedData('webshop/items_ins_v2_1000.json');

/** The 1,000 products of the reference data, with their instructions. */
export async function referenceProducts(): Promise<readonly Product[]> {
  const { products } = await loadProducts({
    kind: 'processed',
    products: REFERENCE_PRODUCTS,
    notes: { attributes: REFERENCE_ATTRIBUTES },
  });
  return products;
}

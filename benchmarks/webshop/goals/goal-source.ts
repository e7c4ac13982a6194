import type { Product } from '../catalogue/product.ts';

/** From what goals are made: the products in the order of the data, and what each costs. */
export interface GoalSource {
  readonly products: Iterable<Product>;
  priceOf(product: Product): number;
}

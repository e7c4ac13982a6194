import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Product } from '../catalogue/product.ts';

/** What goals are made from. */
export type GoalSource = Pick<Catalogue, 'size' | 'at' | 'priceOf'>;

/** In the order of the data. */
export function* productsOf(source: GoalSource): Generator<Product, void, undefined> {
  for (let position = 0; position < source.size; position += 1) yield source.at(position);
}

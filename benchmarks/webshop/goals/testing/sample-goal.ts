import { sampleProduct } from '../../catalogue/testing/sample-product.ts';
import type { Goal } from '../goal.ts';

/** A goal that asks for the sample product. */
export function sampleGoal(fields: Partial<Goal> = {}): Goal {
  const { asin, category, query, title, productCategory, attributes } = sampleProduct();
  return {
    asin,
    category,
    query,
    name: title,
    productCategory,
    instructionText: 'i want a brass lamp, and price lower than 50.00 dollars',
    attributes,
    priceUpper: 50,
    options: ['brass'],
    weight: 1,
    ...fields,
  };
}

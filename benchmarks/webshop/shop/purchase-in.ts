import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Purchase } from '../grading/purchase.ts';
import type { DoneState } from './state.ts';

/** What was bought, and what it cost. */
export function purchaseIn(catalogue: Catalogue, { product, options }: DoneState): Purchase {
  return { product, price: catalogue.priceOf(product), options };
}

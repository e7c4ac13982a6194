import type { Catalogue } from '../catalogue/catalogue.ts';
import { purchaseOf, type Purchase } from '../grading/purchase.ts';
import type { DoneState } from './state.ts';

/** What was bought, and what it cost. */
export function purchaseIn(catalogue: Catalogue, { product, options }: DoneState): Purchase {
  return purchaseOf(product, catalogue.priceOf(product), options);
}

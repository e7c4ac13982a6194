import { createRng } from '../../src/core/rng.ts';
import type { Goal } from './goals/goal.ts';
import type { CheckedPurchase } from './checklist.ts';

/** The most properties that an intent names. */
const MOST_PROPERTIES = 4;

/**
 * Writes down as a goal what a purchase was good for: the kind of product, some of its properties,
 * the options that were chosen, and a price that it stays under. The words follow those of
 * WebShop's synthetic goals. The same purchase always gives the same goal.
 */
export function writeGoal({ product, price, chosen }: CheckedPurchase): Goal {
  const options = [...chosen]
    .map(([group, value]) => ({ group, value }))
    .sort((a, b) => (a.group < b.group ? -1 : 1));
  const rng = createRng(`${product.asin} ${JSON.stringify(options)}`);
  const attributes = rng
    .shuffle(product.attributes)
    .slice(0, Math.min(product.attributes.length, 1 + rng.integer(MOST_PROPERTIES)));
  const priceUpper = boundAbove(price, rng.integer(3));
  return {
    asin: product.asin,
    category: product.category,
    query: product.query,
    name: product.title,
    productCategory: product.productCategory,
    attributes,
    priceUpper,
    options,
    weight: 1,
    instructionText: sentence(
      { kind: product.query, attributes, options, priceUpper },
      rng.integer(3),
    ),
  };
}

/** One of the next multiples of 10 above the price, as WebShop bounds prices. */
function boundAbove(price: number, further: number): number {
  return (Math.floor(price / 10) + 2 + further) * 10;
}

function sentence(
  {
    kind,
    attributes,
    options,
    priceUpper,
  }: {
    readonly kind: string;
    readonly attributes: readonly string[];
    readonly options: readonly { readonly group: string; readonly value: string }[];
    readonly priceUpper: number;
  },
  inFront: number,
): string {
  const [before, after] = [attributes.slice(0, inFront), attributes.slice(inFront)];
  return [
    `Find me ${[before.join(', '), kind].filter((part) => part !== '').join(' ')}`,
    ...(after.length === 0 ? [] : [` with ${after.join(', ')}`]),
    ...(options.length === 0
      ? []
      : [` with ${options.map(({ group, value }) => `${group}: ${value}`).join(', and ')}`]),
    `, and price lower than ${priceUpper.toFixed(2)} dollars`,
  ].join('');
}

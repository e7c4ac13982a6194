import { createRng } from '../../src/core/rng.ts';
import type { Goal } from './goals/goal.ts';
import type { Purchase } from './grading/purchase.ts';

/** The most properties that an intent names. */
const MOST_PROPERTIES = 4;

type Wording = Pick<Goal, 'query' | 'attributes' | 'priceUpper'> & {
  readonly options: readonly { readonly group: string; readonly value: string }[];
  /** How many of the properties stand in front of the product. */
  readonly inFront: number;
};

/**
 * Writes down as a goal what a purchase was good for: the kind of product, some of its properties,
 * the options that were chosen, and a price that it stays under. The words follow those of WebShop's
 * synthetic goals. The same purchase always gives the same goal.
 */
export function writeGoal({ product, price, options: chosen }: Purchase): Goal {
  const { asin, category, query, title, productCategory } = product;
  const options = [...chosen]
    .map(([group, value]) => ({ group, value }))
    .sort((a, b) => (a.group < b.group ? -1 : 1));
  const rng = createRng(JSON.stringify([asin, options]));
  const attributes = rng.shuffle(product.attributes).slice(0, 1 + rng.integer(MOST_PROPERTIES));
  const priceUpper = boundAbove(price, rng.integer(3));
  const wording: Wording = { query, attributes, options, priceUpper, inFront: rng.integer(3) };
  return {
    asin,
    category,
    query,
    name: title,
    productCategory,
    attributes,
    priceUpper,
    // By value alone, as in human goals: the shop's reward compares a value with its group by other rules.
    options: options.map(({ value }) => value),
    weight: 1,
    instructionText: sentence(wording),
  };
}

/** One of the next multiples of 10 above the price, as WebShop bounds prices. */
function boundAbove(price: number, further: number): number {
  return (Math.floor(price / 10) + 2 + further) * 10;
}

function sentence({ query, attributes, options, priceUpper, inFront }: Wording): string {
  const front = attributes.slice(0, inFront).join(', ');
  const behind = attributes.slice(inFront).join(', ');
  const choices = options.map(({ group, value }) => `${group}: ${value}`).join(', and ');
  return [
    `Find me ${front === '' ? query : `${front} ${query}`}`,
    behind === '' ? '' : ` with ${behind}`,
    choices === '' ? '' : ` with ${choices}`,
    `, and price lower than ${priceUpper.toFixed(2)} dollars`,
  ].join('');
}

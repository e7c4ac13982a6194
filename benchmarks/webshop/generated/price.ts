import type { Rng } from '../../../src/core/rng.ts';
import type { Product } from '../catalogue/product.ts';
import { chance } from './chance.ts';
import type { Design } from './design.ts';

type Prices = Product['prices'];

const RANGE_SHARE = 0.55;

/** One price, or a range where some options cost more than others. */
export function pricesOf(design: Design, rng: Rng): Prices {
  const worth = [...design.features, ...(design.material ? [design.material] : [])].reduce(
    (product, feature) => product * feature.worth,
    design.basePrice,
  );
  let [low, high] = [worth, worth];
  for (const { name, values } of design.options) {
    const range = design.kind.options.find((option) => option.name === name);
    if (range?.growth === undefined) continue;
    low *= power(range.growth, range.values.indexOf(values[0]!));
    high *= power(range.growth, range.values.indexOf(values.at(-1)!));
  }
  const ending = rng.pick(ENDINGS);
  const [least, most] = [charm(low, ending), charm(high, ending)];
  return most > least && chance(rng, RANGE_SHARE) ? [least, most] : [least];
}

/** By multiplication, which is the same number on every machine. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let step = 0; step < exponent; step += 1) result *= base;
  return result;
}

const ENDINGS = [99, 99, 99, 95, 49, 89, 0, 97, 50] as const;

/** The nearest price that a shop would print, in dollars; never below a dollar. */
function charm(dollars: number, ending: number): number {
  const whole = Math.max(1, Math.round(dollars - ending / 100));
  return (whole * 100 + ending) / 100;
}

/** As the pages show it; the original prints Python floats, so whole dollars end in `.0`. */
export function priceTagOf(prices: Prices): string {
  return prices
    .map((price) => `$${Number.isInteger(price) ? price.toFixed(1) : price}`)
    .join(' to ');
}

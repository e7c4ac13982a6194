import type { Product } from './product.ts';

type Prices = Product['prices'];

/** What a product without a readable price costs, in US dollars, as in the original. */
const UNPRICED: Prices = [100];

/**
 * The prices in a text, in US dollars: `$1,299.00` is one, `$5.99 to $8.99` a range. A price is what
 * follows a dollar sign; of more than two, the first two count. Where the original fails for want of
 * a number, the product costs what one without a price costs.
 */
export function parsePricing(text: string): Prices {
  const numbers = text
    .split('$')
    .slice(1)
    .map((piece) => piece.replace(/[^0-9.]/g, ''))
    .filter((digits) => /^(?:\d+\.?\d*|\.\d+)$/.test(digits))
    .map(Number);
  return toPrices(numbers);
}

/** One price, or the first two of several; numbers that are no price are left out. */
export function toPrices(numbers: readonly number[]): Prices {
  const [low, high] = numbers.filter((price) => Number.isFinite(price) && price >= 0);
  if (low === undefined) return UNPRICED;
  return high === undefined ? [low] : [low, high];
}

/** As the pages show it: `$877.8`, `$599.0`, `$5.99 to $8.99`. */
export function priceTagOf([low, high]: Prices): string {
  return high === undefined ? dollars(low) : `${dollars(low)} to ${dollars(high)}`;
}

/** Whole amounts keep one decimal, as Python writes floating-point numbers. */
function dollars(price: number): string {
  return Number.isInteger(price) ? `$${price}.0` : `$${price}`;
}

import type { PythonRandom } from './python-random.ts';

/** Stands for no bound, in US dollars. */
export const NO_PRICE_BOUND = 1_000_000;

const STEP = 10;
const HIGHEST = 990;
const CANDIDATES = 4;

/** What a goal may ask to stay below: the next multiples of 10 above a price, four at most. */
export function candidateBounds(price: number): readonly number[] {
  const first = Math.floor(price / STEP + 1) * STEP;
  const bounds: number[] = [];
  for (let bound = first; bound <= HIGHEST && bounds.length < CANDIDATES; bound += STEP) {
    bounds.push(bound);
  }
  return bounds;
}

/** The larger of two candidates drawn; no bound, and nothing drawn, where there are not two. */
export function drawPriceBound(price: number, random: PythonRandom): number {
  const candidates = candidateBounds(price);
  return candidates.length < 2 ? NO_PRICE_BOUND : Math.max(...random.sample(candidates, 2));
}

/** How an instruction ends that names its bound; nothing where there is none. */
export function priceText(bound: number): string {
  return bound >= NO_PRICE_BOUND ? '' : `, and price lower than ${bound.toFixed(2)} dollars`;
}

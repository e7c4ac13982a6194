import type { Rng } from '../../../src/core/rng.ts';
import { BRAND_ENDS, BRAND_STARTS } from './vocabulary/brands.ts';

export function createBrand(rng: Rng): string {
  const name = rng.pick(BRAND_STARTS) + rng.pick(BRAND_ENDS);
  switch (rng.integer(6)) {
    case 0:
    case 1:
      return name.toUpperCase();
    case 2:
      return `${name} & Co`;
    default:
      return name;
  }
}

import { InputError, type InputPlace } from '../../../src/core/errors.ts';

/** Refuses a product that came before, with an `InputError`: of several, the first one counts. */
export function refuseRepeated(): (asin: string, place: InputPlace) => void {
  const known = new Set<string>();
  return (asin, place) => {
    if (known.has(asin)) {
      throw new InputError({
        place,
        problem: `repeats the product ${asin}`,
        remedy: 'Remove that record',
      });
    }
    known.add(asin);
  };
}

import { InputError } from '../core/errors.ts';

/** A whole number of at least `least`, or a clear error that names the option. */
export function requireCount(option: string, value: number, least = 1): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw new InputError({
    place: { option },
    problem: `${value} is not a whole number of at least ${least}`,
    remedy: `Give ${least} or more`,
  });
}

/** A finite temperature of at least 0. */
export function requireTemperature(option: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new InputError({
    place: { option },
    problem: `${value} is not a temperature`,
    remedy: 'Give 0 for the most likely action, or a larger number for more variety',
  });
}

/** A finite number of at least `least`, or a clear error that names the option. */
export function requireNumber(option: string, value: number, least = -Infinity): number {
  if (Number.isFinite(value) && value >= least) return value;
  const range = Number.isFinite(least) ? `a number of at least ${least}` : 'a finite number';
  throw new InputError({
    place: { option },
    problem: `${value} is not ${range}`,
    remedy: `Give ${range}`,
  });
}

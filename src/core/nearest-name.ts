import { closest, distance } from 'fastest-levenshtein';

/** A wrong name is answered with the nearest right one if at most this share of it must change. */
const NEAR = 0.5;

/** The known name that was probably meant, if one is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const nearest = closest(name, known);
  const isNear = distance(name, nearest) <= NEAR * Math.max(name.length, nearest.length);
  return isNear ? nearest : undefined;
}

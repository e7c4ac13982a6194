import { createRng } from '../../../src/core/rng.ts';

const PREFIX = 'B0';
const PLACES = 8;
const SPACE = 36n ** BigInt(PLACES);
/** Shares no factor with 36, so that multiplying by it permutes the space. */
const STEP = 1_640_531_526_931n;
const STEP_INVERSE = inverse(STEP, SPACE);

/** Product numbers that look drawn at random, never collide, and can be turned back into positions. */
export interface AsinSeries {
  at(position: number): string;
  positionOf(asin: string): number | undefined;
}

export function createAsinSeries(seed: number | string): AsinSeries {
  const rng = createRng(seed).fork('asin');
  const offset = BigInt(rng.integer(2 ** 32)) * 100n + BigInt(rng.integer(100));
  return {
    at: (position) =>
      PREFIX +
      ((BigInt(position) * STEP + offset) % SPACE).toString(36).toUpperCase().padStart(PLACES, '0'),
    positionOf(asin) {
      if (!/^B0[0-9A-Z]{8}$/.test(asin)) return undefined;
      const steps = BigInt(Number.parseInt(asin.slice(PREFIX.length), 36)) - offset + SPACE;
      return Number((steps * STEP_INVERSE) % SPACE);
    },
  };
}

/** By the extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [remainder, next] = [modulus, value];
  let [factor, nextFactor] = [0n, 1n];
  while (next > 0n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return (factor + modulus) % modulus;
}

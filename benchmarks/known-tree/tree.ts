import { createRng, type Rng } from '../../src/core/rng.ts';

export const BRANCHING = 10;
export const DEPTH = 6;

export const ACTIONS: readonly string[] = Array.from({ length: BRANCHING }, (_, index) =>
  String(index),
);

/** Of the nine actions that are not the best one. */
const WORST_QUALITY = 0.2;
const BEST_WRONG_QUALITY = 0.9;

/**
 * The true values of one game. At every state one action, at a random place, has quality 1; each of
 * the nine others has a quality drawn uniformly from [0.2, 0.9]. A leaf is worth the product of the
 * qualities on the way to it. So the best that can be reached from a state is the product so far,
 * exactly: it is the value of the state. One leaf of 10^6 is worth 1. States are computed from the
 * seed and the way to them, when they are asked for.
 */
export class ValueTree {
  readonly #rng: Rng;
  readonly #qualities = new Map<string, readonly number[]>();

  constructor(seed: number) {
    this.#rng = createRng('known-tree').fork(seed);
  }

  /** The qualities of the ten actions of the state to which `path` leads, one digit an action. */
  qualitiesAt(path: string): readonly number[] {
    const known = this.#qualities.get(path);
    if (known !== undefined) return known;
    const rng = this.#rng.fork(`qualities-${path}`);
    const best = rng.integer(BRANCHING);
    const spread = BEST_WRONG_QUALITY - WORST_QUALITY;
    const qualities = ACTIONS.map((_, action) => {
      const wrong = WORST_QUALITY + spread * rng.next();
      return action === best ? 1 : wrong;
    });
    this.#qualities.set(path, qualities);
    return qualities;
  }

  /** The value of the best leaf that can be reached from here. */
  valueOf(path: string): number {
    let value = 1;
    for (let depth = 0; depth < path.length; depth += 1) {
      value *= this.qualitiesAt(path.slice(0, depth))[Number(path[depth])]!;
    }
    return value;
  }

  /** The way to the one leaf that is worth 1. */
  bestPath(): string {
    let path = '';
    while (path.length < DEPTH) path += String(this.qualitiesAt(path).indexOf(1));
    return path;
  }

  /** Randomness that belongs to a state: the same whenever it is asked for. */
  rngAt(path: string, use: string): Rng {
    return this.#rng.fork(use).fork(path);
  }
}

/** A draw from the standard normal distribution (Box and Muller 1958). */
export function gaussian(rng: Rng): number {
  const radius = Math.sqrt(-2 * Math.log(1 - rng.next()));
  return radius * Math.cos(2 * Math.PI * rng.next());
}

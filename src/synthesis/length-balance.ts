import type { Triplet } from '../core/triplet.ts';

/** How far the one side may be ahead of the other. */
const SLACK = 4;

/**
 * Lets rows through so that, at each stage, positives are about as often the longer side as the
 * shorter one. Without it the number of actions would give the positive away: a purchase that misses
 * an option takes an action less.
 */
export class LengthBalance {
  readonly #ahead = new Map<string, number>();

  admits({ stage, positive, negative }: Pick<Triplet, 'stage' | 'positive' | 'negative'>): boolean {
    const lead = Math.sign(positive.steps.length - negative.steps.length);
    if (lead === 0) return true;
    const ahead = this.#ahead.get(stage) ?? 0;
    if (Math.abs(ahead + lead) > SLACK && Math.abs(ahead + lead) > Math.abs(ahead)) return false;
    this.#ahead.set(stage, ahead + lead);
    return true;
  }
}

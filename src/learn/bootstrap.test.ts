import { describe, expect, it } from 'vitest';
import { createRng } from '../core/rng.ts';
import { bootstrapOf } from './bootstrap.ts';

describe('a bootstrap sample', () => {
  const groups = Array.from({ length: 4000 }, (_, index) => `group ${index >> 1}`);

  it('draws pairs of one group together', () => {
    const times = bootstrapOf(groups, createRng(1));
    for (let pair = 0; pair < groups.length; pair += 2) expect(times(pair)).toBe(times(pair + 1));
  });

  it('leaves out about 1 of e groups and is as large as the data', () => {
    const times = bootstrapOf(groups, createRng(2));
    const drawn = groups.map((_, pair) => times(pair));
    const share = (test: (count: number) => boolean) => drawn.filter(test).length / drawn.length;
    expect(share((count) => count === 0)).toBeCloseTo(1 / Math.E, 1);
    expect(share((count) => count === 2)).toBeCloseTo(1 / (2 * Math.E), 1);
    expect(drawn.reduce((sum, count) => sum + count, 0) / drawn.length).toBeCloseTo(1, 1);
  });

  it('is another one for another head', () => {
    const [one, other] = [1, 2].map((seed) => bootstrapOf(groups, createRng(seed)));
    expect(groups.map((_, pair) => one!(pair))).not.toEqual(groups.map((_, pair) => other!(pair)));
  });
});

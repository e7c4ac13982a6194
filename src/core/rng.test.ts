import { describe, expect, it } from 'vitest';
import { createRng } from './rng.ts';

const draw = (rng: ReturnType<typeof createRng>, count = 5) =>
  Array.from({ length: count }, () => rng.next());

describe('a generator', () => {
  it('repeats itself for the same seed and differs for others', () => {
    expect(draw(createRng(1))).toEqual(draw(createRng(1)));
    expect(draw(createRng(1))).not.toEqual(draw(createRng(2)));
    expect(draw(createRng('1'))).toEqual(draw(createRng(1)));
  });

  it('forks by label alone, however much was drawn before', () => {
    const fresh = createRng(1);
    const used = createRng(1);
    draw(used, 100);
    expect(draw(used.fork('a'))).toEqual(draw(fresh.fork('a')));
    expect(draw(fresh.fork('a'))).not.toEqual(draw(fresh.fork('b')));
    expect(draw(fresh.fork('a').fork('b'))).not.toEqual(draw(fresh.fork('b').fork('a')));
    expect(draw(fresh.fork('ab'))).not.toEqual(draw(fresh.fork('a').fork('b')));
  });

  it('gives 10,000 different streams for 10,000 labels', () => {
    const root = createRng(0);
    const firsts = new Set(Array.from({ length: 10_000 }, (_, label) => root.fork(label).next()));
    // Two of 10,000 draws of 32 bits coincide with probability 0.012.
    expect(firsts.size).toBeGreaterThan(9_995);
  });

  it('is uniform, across draws and across forks', () => {
    const root = createRng(42);
    const streams = [
      Array.from({ length: 60_000 }, () => root.integer(6)),
      Array.from({ length: 60_000 }, (_, label) => root.fork(label).integer(6)),
    ];
    for (const values of streams) {
      const counts = [0, 1, 2, 3, 4, 5].map(
        (face) => values.filter((value) => value === face).length,
      );
      const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
      // The 99.9 % quantile with 5 degrees of freedom.
      expect(chiSquare).toBeLessThan(20.5);
    }
  });

  it('shuffles without losing or changing its input', () => {
    const items = Object.freeze(['a', 'b', 'c', 'd']);
    const shuffled = createRng(3).shuffle(items);
    expect([...shuffled].sort()).toEqual([...items]);
    expect(() => createRng(1).pick([])).toThrow('Nothing to pick from');
  });
});

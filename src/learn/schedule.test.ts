import { describe, expect, it } from 'vitest';
import { learningRateShare } from './schedule.ts';

describe('learningRateShare', () => {
  const shares = Array.from({ length: 1000 }, (_, step) => learningRateShare(step, 1000));

  it('rises to the peak, then falls to a tenth', () => {
    const peak = shares.indexOf(Math.max(...shares));
    expect(Math.max(...shares)).toBe(1);
    expect(peak).toBeLessThan(50);
    expect(shares.slice(0, peak)).toEqual([...shares.slice(0, peak)].sort((a, b) => a - b));
    expect(shares.slice(peak)).toEqual([...shares.slice(peak)].sort((a, b) => b - a));
    expect(shares.at(-1)).toBeCloseTo(0.1, 4);
  });

  it('never stops learning, not even in the only step there is', () => {
    expect(shares.every((share) => share > 0)).toBe(true);
    expect(learningRateShare(0, 1)).toBeGreaterThan(0);
  });
});

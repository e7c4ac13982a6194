import { describe, expect, it } from 'vitest';
import { describeReward } from '../testing/describe-reward.ts';
import { createMockReward } from '../testing/mocks.ts';
import { fitNoveltyShaping, noveltyReward } from './novelty-reward.ts';
import { endingWith } from './testing/trajectories.ts';

const texts = ['a', 'bb', 'ccc', 'dddd', 'eeeee'];
const base = createMockReward(({ final }) => final.text.length);
const shaping = fitNoveltyShaping([1, 2, 3, 4, 5]);

describeReward({
  name: 'shaped by novelty',
  create: () => noveltyReward(base, shaping),
  trajectories: texts.map(endingWith),
});

/** Comes to a page for the nth time. */
function revisit(text: string, visits: number) {
  const steps = Array.from({ length: visits - 1 }, () => ({ observation: { text }, action: 'x' }));
  return { ...endingWith(text), steps };
}

const rawOf = async (trajectory: ReturnType<typeof endingWith>, exponent = 3) =>
  (await noveltyReward(base, { ...shaping, exponent }).score([trajectory]))[0]!.raw;

describe('novelty shaping', () => {
  it('counts nothing below the median and what is above in standard deviations', async () => {
    expect(await rawOf(endingWith('bb'))).toBe(0);
    expect(await rawOf(endingWith('eeeee'))).toBeCloseTo(2 / Math.SQRT2, 12);
  });

  it('fades by the cube of the visits to the last page, other pages aside', async () => {
    const once = await rawOf(endingWith('eeeee'));
    expect(await rawOf(revisit('eeeee', 2))).toBeCloseTo(once / 8, 12);
    expect(await rawOf(revisit('eeeee', 3))).toBeCloseTo(once / 27, 12);
    expect(await rawOf({ ...revisit('a', 5), final: { text: 'eeeee' } })).toBe(once);
    expect(await rawOf(revisit('eeeee', 3), 0)).toBe(once);
  });

  it('does not change when the same number is added to every raw reward', () => {
    const moved = fitNoveltyShaping([9, 10, 11, 12, 13]);
    expect({ ...moved, mean: 3 }).toEqual(shaping);
  });

  it('refuses to be read off nothing', () => {
    expect(() => fitNoveltyShaping([])).toThrow('no finite rewards');
    expect(() => fitNoveltyShaping([1, NaN])).toThrow('no finite rewards');
    expect(() => fitNoveltyShaping([1], { quantile: 2 })).toThrow('quantile');
  });
});

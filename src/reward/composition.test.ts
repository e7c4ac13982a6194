import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RewardModel, Score } from '../core/reward-model.ts';
import { createMockReward, describeReward } from '../testing/index.ts';
import { cascadeReward, tieredReward } from './cascade-reward.ts';
import { lowerConfidenceBound } from './lower-confidence-bound.ts';
import { minimumReward } from './minimum-reward.ts';
import { batchRewardFunction, rewardFunction } from './reward-function.ts';
import { endingWith } from './testing/trajectories.ts';
import { weightedRewards } from './weighted-rewards.ts';

const trajectories = ['a', 'bb', 'ccc', 'dddd', 'eeeee'].map(endingWith);
const length = ({ final }: { final: { text: string } }) => final.text.length;

/** Scores by the length of the last page, calibrated. */
const byLength = (version = '1') =>
  createMockReward((trajectory) => length(trajectory) - 3, { version, calibrated: true });
/** Gives these probabilities in the order of `trajectories`. */
const giving = (...values: number[]) => {
  const batches: number[] = [];
  const reward = rewardFunction((trajectory) => values[length(trajectory) - 1]!, {
    calibrated: true,
  });
  const counted: RewardModel = {
    ...reward,
    score: (all, options) => {
      batches.push(all.length);
      return reward.score(all, options);
    },
  };
  return { reward: counted, batches };
};
/** The same numbers, but later. */
const later = (version: string) =>
  batchRewardFunction(async (all) => all.map((each) => length(each) / 5), {
    version,
    calibrated: true,
  });
const valuesOf = async (reward: RewardModel) =>
  (await reward.score(trajectories)).map(({ value }) => value);
const doubtful = () =>
  createMockReward(length, { calibrated: false, deviation: (each) => 6 - length(each) });

const compositions: Record<string, () => RewardModel> = {
  'weighted mean': () =>
    weightedRewards([
      { reward: byLength(), weight: 3 },
      { reward: later('2'), weight: 1 },
    ]),
  'weighted mean of uncalibrated rewards': () =>
    weightedRewards([
      { reward: createMockReward(length), weight: 1 },
      { reward: byLength(), weight: 1 },
    ]),
  minimum: () => minimumReward([byLength(), later('2')]),
  cascade: () => cascadeReward({ cheap: later('1'), dear: byLength(), accept: 0.9, reject: 0.1 }),
  'cascade of three tiers with spot checks': () =>
    tieredReward(
      [
        { reward: byLength('a'), accept: 0.9, reject: 0.1, spotChecks: 0.5 },
        { reward: byLength('b'), accept: 0.8, reject: 0.2 },
      ],
      byLength('c'),
    ),
  'lower confidence bound': () => lowerConfidenceBound(doubtful(), 0.5),
};

for (const [name, create] of Object.entries(compositions)) {
  describeReward({ name, create, trajectories });
}

describe('every composition', () => {
  it('has a version that follows those of its parts and its parameters', () => {
    const versions = [
      weightedRewards([{ reward: byLength('1'), weight: 1 }]),
      weightedRewards([{ reward: byLength('2'), weight: 1 }]),
      weightedRewards([
        { reward: byLength('1'), weight: 1 },
        { reward: byLength('2'), weight: 1 },
      ]),
      weightedRewards([
        { reward: byLength('1'), weight: 1 },
        { reward: byLength('2'), weight: 2 },
      ]),
      minimumReward([byLength('1')]),
      minimumReward([byLength('2')]),
      cascadeReward({ cheap: byLength('1'), dear: byLength('2'), accept: 0.9, reject: 0.1 }),
      cascadeReward({ cheap: byLength('1'), dear: byLength('2'), accept: 0.9, reject: 0.2 }),
      lowerConfidenceBound(byLength('1'), 1),
      lowerConfidenceBound(byLength('1'), 2),
      lowerConfidenceBound(byLength('2'), 1),
    ].map(({ version }) => version);
    expect(new Set(versions).size).toBe(versions.length);
    expect(minimumReward([byLength('1')]).version).toBe(minimumReward([byLength('1')]).version);
  });

  it('closes each of its parts once, even when one of them fails to', async () => {
    let closed = 0;
    const part: RewardModel = { ...byLength(), close: () => void (closed += 1) };
    const stuck: RewardModel = {
      ...byLength(),
      close: () => {
        throw new Error('stuck');
      },
    };
    await weightedRewards([part, part].map((reward) => ({ reward, weight: 1 }))).close!();
    expect(closed).toBe(1);
    await expect(minimumReward([stuck, part]).close!()).rejects.toThrow('stuck');
    expect(closed).toBe(2);
    await lowerConfidenceBound(part, 1).close!();
    await cascadeReward({ cheap: part, dear: byLength(), accept: 0.9, reject: 0.1 }).close!();
    expect(closed).toBe(4);
  });

  it('asks each part once for all trajectories, and answers at once where the parts do', () => {
    const [first, second] = [byLength('1'), byLength('2')];
    const whole = weightedRewards([
      { reward: first, weight: 1 },
      { reward: minimumReward([second]), weight: 1 },
    ]);
    expect(whole.score(trajectories)).toBeInstanceOf(Array);
    expect([first, second].map(({ batches }) => batches)).toEqual([[trajectories], [trajectories]]);
  });

  it('passes the failure of a part on and leaves no other unattended', async () => {
    const broken = rewardFunction(() => NaN, { name: 'broken', calibrated: true });
    const throwing: RewardModel = {
      ...byLength(),
      score: () => {
        throw new Error('at once');
      },
    };
    await expect(minimumReward([broken, throwing]).score(trajectories)).rejects.toThrow();
    const short: RewardModel = { ...byLength(), name: 'short', score: () => [] };
    await expect(minimumReward([short]).score(trajectories)).rejects.toThrow(
      'Reward short failed: it gave 0 scores for 5 trajectories',
    );
  });

  it.each([
    ['no parts', () => weightedRewards([]), 'there is no reward in it'],
    ['no parts', () => minimumReward([]), 'there is no reward in it'],
    [
      'a weight of 0',
      () => weightedRewards([{ reward: byLength(), weight: 0 }]),
      'the weight of reward "mock" is 0',
    ],
    [
      'the minimum of numbers on different scales',
      () => minimumReward([byLength(), createMockReward(length)]),
      'reward "mock" is not calibrated',
    ],
    [
      'a threshold on an uncalibrated reward',
      () => cascadeReward({ cheap: doubtful(), dear: byLength(), accept: 0.9, reject: 0.1 }),
      'not calibrated',
    ],
    [
      'thresholds out of order',
      () => cascadeReward({ cheap: byLength(), dear: byLength(), accept: 0.1, reject: 0.9 }),
      'reject 0.9, accept 0.1',
    ],
    ['a negative beta', () => lowerConfidenceBound(byLength(), -1), 'beta is -1'],
  ])('refuses %s', (_, create, message) => {
    expect(create).toThrow(message);
  });
});

const probability = fc.double({ min: 0, max: 1, noNaN: true });
const five = fc.tuple(probability, probability, probability, probability, probability);

describe('a weighted mean', () => {
  it('lies between the least and the largest value, and is that of equal values', async () => {
    const weight = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    await fc.assert(
      fc.asyncProperty(five, five, weight, weight, async (a, b, weightA, weightB) => {
        const whole = weightedRewards([
          { reward: giving(...a).reward, weight: weightA },
          { reward: giving(...b).reward, weight: weightB },
        ]);
        (await valuesOf(whole)).forEach((value, index) => {
          expect(value).toBeGreaterThanOrEqual(Math.min(a[index]!, b[index]!) - 1e-12);
          expect(value).toBeLessThanOrEqual(Math.max(a[index]!, b[index]!) + 1e-12);
        });
      }),
    );
  });

  it('has the mean deviation where all parts know theirs, and none otherwise', async () => {
    const mean = (reward: RewardModel) =>
      weightedRewards([
        { reward: doubtful(), weight: 3 },
        { reward, weight: 1 },
      ]).score(trajectories);
    const sure = createMockReward(length, { deviation: () => 1 });
    expect((await mean(sure)).map(({ deviation }) => deviation)).toEqual([4, 3.25, 2.5, 1.75, 1]);
    expect((await mean(byLength())).every((score) => !('deviation' in score))).toBe(true);
  });
});

describe('a minimum', () => {
  it('is the least value of any part', async () => {
    await fc.assert(
      fc.asyncProperty(five, five, async (a, b) => {
        const whole = minimumReward([giving(...a).reward, giving(...b).reward]);
        expect(await valuesOf(whole)).toEqual(a.map((value, index) => Math.min(value, b[index]!)));
      }),
    );
  });
});

describe('a cascade', () => {
  it('asks the dear reward, in one call, about nothing but what the cheap one left open', async () => {
    const cheap = giving(0.95, 0.9, 0.5, 0.1, 0.3);
    const dear = giving(0, 0, 0.8, 0, 0.2);
    const whole = cascadeReward({
      cheap: cheap.reward,
      dear: dear.reward,
      accept: 0.9,
      reject: 0.1,
    });
    expect(await valuesOf(whole)).toEqual([0.95, 0.9, 0.8, 0.1, 0.2]);
    expect([cheap.batches, dear.batches]).toEqual([[5], [2]]);
    expect(whole.counts()).toEqual([
      { reward: 'custom', asked: 5, decided: 3, disagreed: 0 },
      { reward: 'custom', asked: 2, decided: 2, disagreed: 0 },
    ]);
  });

  it('does not ask the dear reward when nothing is left', async () => {
    const [cheap, dear] = [giving(1, 1, 1, 0, 0), giving(0, 0, 0, 0, 0)];
    const whole = cascadeReward({
      cheap: cheap.reward,
      dear: dear.reward,
      accept: 0.9,
      reject: 0.1,
    });
    await whole.score(trajectories);
    expect(dear.batches).toEqual([]);
  });

  it('counts who decided and how often that overruled the tiers before', async () => {
    const tiers = [giving(0.6, 0.6, 0.4, 0.4, 0.99), giving(0.4, 0.9, 0.6, 0.1, 0)];
    const whole = tieredReward(
      tiers.map(({ reward }) => ({ reward, accept: 0.9, reject: 0.1 })),
      giving(0.2, 0, 0.2, 0, 0).reward,
    );
    expect(await valuesOf(whole)).toEqual([0.2, 0.9, 0.2, 0.1, 0.99]);
    expect(whole.counts()).toEqual([
      { reward: 'custom', asked: 5, decided: 1, disagreed: 1 },
      { reward: 'custom', asked: 4, decided: 2, disagreed: 1 },
      { reward: 'custom', asked: 2, decided: 2, disagreed: 0 },
    ]);
  });

  it('hands on a share of the sure cases, and lets the dear reward decide them', async () => {
    const many = Array.from({ length: 2000 }, (_, index) => endingWith(`page ${index}`));
    const always = (value: number) => rewardFunction(() => value, { calibrated: true });
    const rule = { accept: 0.9, reject: 0.1, spotChecks: 0.25 };
    const whole = cascadeReward({ ...rule, cheap: always(1), dear: always(0.2) });
    const scores: readonly Score[] = await whole.score(many);
    const checked = scores.filter(({ value }) => value === 0.2).length;
    expect(checked / many.length).toBeCloseTo(0.25, 1);
    expect(whole.counts()[0]).toMatchObject({ asked: 2000, decided: 2000 - checked });
    expect(whole.counts()[0]!.disagreed).toBe(checked);
  });

  it('gives what the first sure tier gives', async () => {
    await fc.assert(
      fc.asyncProperty(five, five, probability, probability, async (a, b, x, y) => {
        fc.pre(x !== y);
        const [reject, accept] = [Math.min(x, y), Math.max(x, y)];
        const parts = { cheap: giving(...a).reward, dear: giving(...b).reward };
        const whole = cascadeReward({ ...parts, accept, reject });
        expect(await valuesOf(whole)).toEqual(
          a.map((value, index) => (value >= accept || value <= reject ? value : b[index]!)),
        );
      }),
    );
  });
});

describe('a lower confidence bound', () => {
  it('takes beta deviations off the value', async () => {
    expect(await valuesOf(lowerConfidenceBound(doubtful(), 2))).toEqual([-9, -6, -3, 0, 3]);
    expect(await valuesOf(lowerConfidenceBound(doubtful(), 0))).toEqual([1, 2, 3, 4, 5]);
  });

  it('refuses a reward that does not know its deviation', async () => {
    await expect(lowerConfidenceBound(later('1'), 1).score(trajectories)).rejects.toThrow(
      '"custom" gives no deviation for trajectory "a"',
    );
    const negative = createMockReward(length, { deviation: () => -1 });
    const rejected = Promise.resolve().then(() =>
      lowerConfidenceBound(negative, 1).score(trajectories),
    );
    await expect(rejected).rejects.toThrow('gives the deviation -1');
  });
});

import { describe, expect, it } from 'vitest';
import { describeReward } from '../testing/index.ts';
import { batchRewardFunction, rewardFunction } from './reward-function.ts';
import { endingWith } from './testing/trajectories.ts';

const trajectories = ['a', 'bb', 'ccc'].map(endingWith);

describeReward({
  name: 'by function',
  create: () => rewardFunction(({ final }) => final.text.length - 2),
  trajectories,
});

describeReward({
  name: 'by function of a batch',
  create: () => batchRewardFunction((batch) => batch.map(({ final }) => final.text.length)),
  trajectories,
});

describeReward({
  name: 'by function that gives probabilities',
  create: () => rewardFunction(({ final }) => final.text.length / 3, { calibrated: true }),
  trajectories,
});

describe('a reward by function', () => {
  it('answers at once where the function does', () => {
    const reward = rewardFunction(({ id }) => id.length);
    expect(reward.score(trajectories)).toEqual([1, 2, 3].map((raw) => ({ raw, value: raw })));
  });

  it('may answer later', async () => {
    const reward = rewardFunction(({ id }) => Promise.resolve(id.length));
    expect((await reward.score(trajectories)).map(({ raw }) => raw)).toEqual([1, 2, 3]);
  });

  it('names the trajectory for which it gave no number', async () => {
    const reward = rewardFunction(({ id }) => (id === 'bb' ? NaN : 0), { name: 'mine' });
    await expect(reward.score(trajectories)).rejects.toThrow(
      'mine failed: it gave NaN for trajectory "bb"',
    );
  });

  it('refuses a probability beyond 1', async () => {
    const reward = rewardFunction(({ id }) => id.length / 2, { calibrated: true });
    await expect(reward.score(trajectories)).rejects.toThrow(
      'it gave 1.5 for trajectory "ccc", and a calibrated reward gives probabilities, 0 to 1',
    );
  });

  it('names itself when the function throws, at once or later', async () => {
    const defect = (): never => {
      throw new TypeError('no such page');
    };
    const problem = 'Reward mine failed: it threw: no such page';
    for (const score of [defect, async () => defect()]) {
      const reward = rewardFunction(score, { name: 'mine' });
      await expect(reward.score(trajectories)).rejects.toThrow(problem);
    }
  });

  it.each([
    [[1, 2], 'it gave 2 numbers for 3 trajectories'],
    [7, 'it gave 7 where an array of 3 numbers was due'],
    [[1, '2', 3], 'it gave the text "2" for trajectory "bb", not a finite number'],
  ])('refuses %j as the scores of three trajectories', async (answer, message) => {
    const reward = batchRewardFunction(() => answer as number[]);
    await expect(reward.score(trajectories)).rejects.toThrow(message);
  });

  it('does not ask when it was cancelled before', async () => {
    const reward = rewardFunction(() => expect.unreachable());
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(reward.score(trajectories, { signal })).rejects.toThrow('enough');
  });

  it('has a version that changes with the function and can be given', () => {
    const version = (score: () => number) => rewardFunction(score).version;
    expect(version(() => 1)).not.toBe(version(() => 2));
    expect(rewardFunction(() => 1, { version: '7' }).version).toBe('7');
  });
});

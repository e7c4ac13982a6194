import { describe, expect, it } from 'vitest';
import type { Trajectory } from '../core/trajectory.ts';
import { NO_USAGE } from '../core/usage.ts';
import { describeReward } from '../testing/index.ts';
import { rewardFunction } from './reward-function.ts';

const trajectories = ['a', 'bb', 'ccc'].map((text): Trajectory => ({
  id: text,
  benchmark: 'test',
  taskId: 'task',
  intent: '',
  steps: [],
  final: { text },
  end: 'finished',
  facts: {},
  usage: NO_USAGE,
}));

describeReward({
  name: 'by function',
  create: () => rewardFunction(({ final }) => final.text.length - 2),
  trajectories,
});

describe('a reward by function', () => {
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
});

import { describe, expect, it } from 'vitest';
import type { RewardModel } from '../core/reward-model.ts';
import { createRng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';

export interface RewardConformance {
  readonly name: string;
  readonly create: () => RewardModel | Promise<RewardModel>;
  /** At least three trajectories that differ in what they are worth. */
  readonly trajectories: readonly Trajectory[];
}

/** What every reward model must do. Call it at the top level of a test file. */
export function describeReward({ name, create, trajectories }: RewardConformance): void {
  const withReward = async (check: (reward: RewardModel) => Promise<void>): Promise<void> => {
    const reward = await create();
    try {
      await check(reward);
    } finally {
      await reward.close?.();
    }
  };

  describe(`reward ${name}`, () => {
    it('gives one finite score for each trajectory, a probability where it is calibrated', () =>
      withReward(async (reward) => {
        const scores = await reward.score(trajectories);
        expect(scores).toHaveLength(trajectories.length);
        for (const { raw, value } of scores) {
          expect(Number.isFinite(raw)).toBe(true);
          if (reward.calibrated) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          } else {
            expect(value).toBe(raw);
          }
        }
      }));

    it('tells trajectories apart', () =>
      withReward(async (reward) => {
        const scores = await reward.score(trajectories);
        expect(new Set(scores.map(({ raw }) => raw)).size).toBeGreaterThan(1);
      }));

    it('scores a trajectory alike alone, in a batch and in another order', () =>
      withReward(async (reward) => {
        const together = await reward.score(trajectories);
        const order = createRng(3).shuffle([...trajectories.keys()]);
        const shuffled = await reward.score(order.map((index) => trajectories[index]!));
        for (const [place, index] of order.entries()) {
          expect(shuffled[place]!.raw).toBeCloseTo(together[index]!.raw, 5);
          const [alone] = await reward.score([trajectories[index]!]);
          expect(alone!.raw).toBeCloseTo(together[index]!.raw, 5);
        }
      }));

    it('orders values as it orders raw scores', () =>
      withReward(async (reward) => {
        const scores = [...(await reward.score(trajectories))].sort((a, b) => a.raw - b.raw);
        const values = scores.map(({ value }) => value);
        expect(values).toEqual([...values].sort((a, b) => a - b));
      }));

    it('answers an empty batch with no scores', () =>
      withReward(async (reward) => {
        expect(await reward.score([])).toEqual([]);
      }));

    it('leaves what it scores as it was', () =>
      withReward(async (reward) => {
        const before = JSON.stringify(trajectories);
        await reward.score(trajectories);
        expect(JSON.stringify(trajectories)).toBe(before);
      }));

    it('keeps concurrent requests apart', () =>
      withReward(async (reward) => {
        const expected = await reward.score(trajectories);
        const requests = Array.from({ length: 64 }, (_, index) => index % trajectories.length);
        const answers = await Promise.all(
          requests.map((index) => reward.score([trajectories[index]!])),
        );
        answers.forEach(([score], place) => {
          expect(score!.raw).toBeCloseTo(expected[requests[place]!]!.raw, 5);
        });
      }));
  });
}

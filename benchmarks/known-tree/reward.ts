import type { RewardModel } from '../../src/core/reward-model.ts';
import { pathOf } from './environment.ts';
import { gaussian, type ValueTree } from './tree.ts';

/** As large as the spread of the qualities of the nine wrong actions. */
export const NOISE = 0.2;

/**
 * The value of the state that a trajectory leads to, plus Gaussian noise that belongs to the state:
 * asking again gives the same, so noise can be averaged out over different states only. The noise
 * of different states is independent. This is what makes the game a test of searches: a learned
 * reward never sees a true value.
 */
export function createNoisyReward(tree: ValueTree, deviation = NOISE): RewardModel {
  return {
    name: 'noisy-value',
    version: `noisy-value-${deviation}`,
    calibrated: false,
    sees: { text: true, images: false },
    score: (trajectories) =>
      trajectories.map(({ steps }) => {
        const path = pathOf(steps);
        const raw = tree.valueOf(path) + deviation * gaussian(tree.rngAt(path, 'noise'));
        return { raw, value: raw };
      }),
  };
}

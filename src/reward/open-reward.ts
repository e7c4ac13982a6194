import type { Encoder } from '../core/encoder.ts';
import type { RewardModel } from '../core/reward-model.ts';
import { openLearnedReward } from './learned-reward.ts';
import { openRewardModule } from './reward-module.ts';
import { watchRange } from './watch-range.ts';

const MODULE = 'module:';

/**
 * Opens what `--reward` names: the folder of a trained model, or `module:PATH`, a module of the
 * user's (see `openRewardModule`). Whoever opens it closes it.
 *
 * @param encoders what a trained model may have been trained with.
 * @param warn told once when the scores are all equal, and once when the reward fails.
 */
export async function openReward(
  name: string,
  encoders: readonly Encoder[],
  warn: (message: string) => void,
): Promise<RewardModel> {
  const reward = name.startsWith(MODULE)
    ? await openRewardModule(name.slice(MODULE.length))
    : await openLearnedReward(name, encoders);
  return watchRange(reward, warn);
}

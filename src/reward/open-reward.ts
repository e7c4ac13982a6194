import type { Encoder } from '../core/encoder.ts';
import type { RewardModel } from '../core/reward-model.ts';
import { openLearnedReward } from './learned-reward.ts';
import { openRemoteReward, type RemoteOptions } from './remote/open-remote-reward.ts';
import { isRewardAddress } from './remote/reward-address.ts';
import { openRewardModule } from './reward-module.ts';
import { watchRange } from './watch-range.ts';

const MODULE = 'module:';

/**
 * Opens what `--reward` names: the folder of a trained model; `module:PATH`, a module of the user's
 * (see `openRewardModule`); or `http://HOST:PORT#DIALECT`, a server (see `openRemoteReward`). Whoever
 * opens it closes it.
 *
 * @param encoders what a trained model may have been trained with.
 * @param warn told once when the scores are all equal, and once when the reward fails.
 * @param remote where a server's key is, and the pictures that a server or an encoder looks at.
 */
export async function openReward(
  name: string,
  encoders: readonly Encoder[],
  warn: (message: string) => void,
  remote: Pick<RemoteOptions, 'environment' | 'pictures'> = {},
): Promise<RewardModel> {
  return watchRange(await open(name, encoders, { ...remote, warn }), warn);
}

function open(
  name: string,
  encoders: readonly Encoder[],
  remote: RemoteOptions,
): Promise<RewardModel> {
  if (isRewardAddress(name)) return openRemoteReward(name, remote);
  if (name.startsWith(MODULE)) return openRewardModule(name.slice(MODULE.length));
  return openLearnedReward(name, encoders, { images: remote.pictures });
}

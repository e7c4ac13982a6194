import type { Encoder } from '../core/encoder.ts';
import type { RewardModel } from '../core/reward-model.ts';
import { parseProviders, PROVIDERS_VARIABLE } from '../onnx/execution-providers.ts';
import { openLearnedReward } from './learned-reward.ts';
import { openRemoteReward, type RemoteOptions } from './remote/open-remote-reward.ts';
import { isRewardAddress } from './remote/reward-address.ts';
import { openRewardModule } from './reward-module.ts';
import { openVlmReward } from './vision-language/open-vlm-reward.ts';
import { isVlmFolder } from './vision-language/vlm-folder.ts';
import { watchRange } from './watch-range.ts';

const MODULE = 'module:';

/**
 * Opens what `--reward` names: the folder of a trained model (see `openLearnedReward`, and
 * `openVlmReward` for a vision-language model); `module:PATH`, a module of the user's (see
 * `openRewardModule`); or `http://HOST:PORT#DIALECT`, a server (see `openRemoteReward`). Whoever
 * opens it closes it.
 *
 * @param encoders what a trained model may have been trained with.
 * @param warn told once when the scores are all equal, and once when the reward fails.
 * @param means where the pictures are, and the environment with a server's key and with what a
 *   vision-language model is computed on.
 */
export async function openReward(
  name: string,
  encoders: readonly Encoder[],
  warn: (message: string) => void,
  means: Pick<RemoteOptions, 'environment' | 'pictures'> = {},
): Promise<RewardModel> {
  return watchRange(await open(name, encoders, { ...means, warn }), warn);
}

async function open(
  name: string,
  encoders: readonly Encoder[],
  means: RemoteOptions,
): Promise<RewardModel> {
  if (isRewardAddress(name)) return openRemoteReward(name, means);
  if (name.startsWith(MODULE)) return openRewardModule(name.slice(MODULE.length));
  const { pictures, environment } = means;
  if (!(await isVlmFolder(name))) {
    return openLearnedReward(name, encoders, { images: pictures });
  }
  const executionProviders = parseProviders(environment?.[PROVIDERS_VARIABLE]);
  return openVlmReward(name, { pictures, executionProviders });
}

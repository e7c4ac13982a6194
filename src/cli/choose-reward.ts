import type { Encoder } from '../core/encoder.ts';
import { InputError } from '../core/errors.ts';
import type { RewardModel } from '../core/reward-model.ts';
import { openReward } from '../reward/open-reward.ts';
import { watchRange } from '../reward/watch-range.ts';
import { ImageStore } from '../store/image-store.ts';
import { warnOn, type CommandContext } from './context.ts';
import type { JudgeChatFlags, JudgeFlags } from './judge-options.ts';
import { MAX_COMPLETION_TOKENS } from './shared-options.ts';

const JUDGE = 'judge:';

/**
 * Opens what `--reward` names: a judge as `judge:provider:MODEL`, or see `openReward`. What a judge
 * has cost is told when it is closed.
 */
export async function chooseReward(
  name: string,
  encoders: readonly Encoder[],
  flags: JudgeFlags & JudgeChatFlags,
  context: CommandContext,
): Promise<RewardModel> {
  const { environment } = context;
  const warn = warnOn(context.console);
  const pictures = flags.pictures === undefined ? undefined : new ImageStore(flags.pictures);
  if (!name.startsWith(JUDGE)) return openReward(name, encoders, warn, { environment, pictures });
  return watchRange(await openJudge(name.slice(JUDGE.length), pictures, flags, context), warn);
}

async function openJudge(
  model: string,
  images: ImageStore | undefined,
  flags: JudgeFlags & JudgeChatFlags,
  { registry, environment, console }: CommandContext,
): Promise<RewardModel> {
  const { judge: method, judgeBudget: budgetUsd, baseUrl, price } = flags;
  if (budgetUsd !== undefined && price === undefined) {
    throw new InputError({
      place: { option: '--judge-budget' },
      problem: 'what the judge costs is not known',
      remedy: 'Give --price as well',
    });
  }
  const judge = await registry.chatJudge({
    model,
    method,
    images,
    notes: flags.scoreCache,
    budgetUsd,
    baseUrl,
    price,
    maxCompletionTokens: flags.maxCompletionTokens ?? MAX_COMPLETION_TOKENS,
    environment,
  });
  const close = async (): Promise<void> => {
    const { questions, promptTokens, completionTokens, costUsd } = judge.spent;
    const money = price === undefined ? 'no --price given' : `${costUsd.toFixed(4)} USD`;
    console.log(
      `${judge.name}: ${questions} questions, ${promptTokens} prompt and ${completionTokens} completion tokens, ${money}`,
    );
    await judge.close?.();
  };
  const { version, calibrated, sees } = judge;
  const score = judge.score.bind(judge);
  return { name: judge.name, version, calibrated, sees, score, close };
}

import { Option, type Command } from 'commander';
import type { Encoder } from '../core/encoder.ts';
import { InputError } from '../core/errors.ts';
import type { RewardModel } from '../core/reward-model.ts';
import { openReward } from '../reward/open-reward.ts';
import { watchRange } from '../reward/watch-range.ts';
import { ImageStore } from '../store/image-store.ts';
import { warnOn, type CommandContext } from './context.ts';
import { nonNegativeNumber, tokenPrice, wholeNumber } from './option-values.ts';
import { JUDGE_METHODS, type JudgeMethodName, type JudgeOptions } from './registry.ts';
import { MAX_COMPLETION_TOKENS } from './shared-options.ts';

export interface JudgeFlags {
  readonly judge?: JudgeMethodName;
  readonly pictures?: string;
  readonly judgeBudget?: number;
  /** Of `armap eval`: scores are kept there, and what a judge writes about intents. */
  readonly scoreCache?: string;
}

/** What a judge takes of the options for chat models. */
type ChatFlags = Partial<Pick<JudgeOptions, 'baseUrl' | 'price' | 'maxCompletionTokens'>>;

const JUDGE = 'judge:';

export function addJudgeOptions(command: Command): void {
  command
    .addOption(
      new Option('--judge <method>', 'how a judge:openai:MODEL judges').choices(JUDGE_METHODS),
    )
    .option(
      '--pictures <folder>',
      'where the pictures of the trajectories are; a judge sees the last, a server or a trained model all of them',
    )
    .option(
      '--judge-budget <usd>',
      'the most that a judge may cost; needs --price',
      nonNegativeNumber,
    );
}

/** For commands that ask no other chat model. */
export function addJudgeChatOptions(command: Command): void {
  command
    .option('--base-url <url>', 'server of the chat model, such as http://127.0.0.1:8000/v1')
    .option('--price <in,out>', 'USD for a million prompt and completion tokens', tokenPrice)
    .option(
      '--max-completion-tokens <n>',
      'for one answer of a chat model, private reasoning included',
      wholeNumber(1),
      MAX_COMPLETION_TOKENS,
    );
}

/**
 * Opens what `--reward` names: a judge as `judge:provider:MODEL`, or see `openReward`. What a judge
 * has cost is told when it is closed.
 */
export async function chooseReward(
  name: string,
  encoders: readonly Encoder[],
  flags: JudgeFlags & ChatFlags,
  context: CommandContext,
): Promise<RewardModel> {
  const warn = warnOn(context.console);
  const { judge: method, judgeBudget, baseUrl, price } = flags;
  const { environment } = context;
  const pictures = flags.pictures === undefined ? undefined : new ImageStore(flags.pictures);
  if (!name.startsWith(JUDGE)) return openReward(name, encoders, warn, { environment, pictures });
  if (judgeBudget !== undefined && price === undefined) {
    throw new InputError({
      place: { option: '--judge-budget' },
      problem: 'what the judge costs is not known',
      remedy: 'Give --price as well',
    });
  }
  const judge = await context.registry.chatJudge({
    model: name.slice(JUDGE.length),
    method,
    images: pictures,
    notes: flags.scoreCache,
    budgetUsd: judgeBudget,
    baseUrl,
    price,
    maxCompletionTokens: flags.maxCompletionTokens ?? MAX_COMPLETION_TOKENS,
    environment,
  });
  const close = async (): Promise<void> => {
    const { questions, promptTokens, completionTokens, costUsd } = judge.spent;
    const money = price === undefined ? 'no --price given' : `${costUsd.toFixed(4)} USD`;
    context.console.log(
      `${judge.name}: ${questions} questions, ${promptTokens} prompt and ${completionTokens} completion tokens, ${money}`,
    );
    await judge.close?.();
  };
  const { version, calibrated, sees } = judge;
  const score = judge.score.bind(judge);
  return watchRange({ name: judge.name, version, calibrated, sees, score, close }, warn);
}

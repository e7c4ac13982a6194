import { Option, type Command } from 'commander';
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
export type JudgeChatFlags = Partial<
  Pick<JudgeOptions, 'baseUrl' | 'price' | 'maxCompletionTokens'>
>;

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

import { Option, type Command } from 'commander';
import { nonNegativeNumber, tokenPrice, wholeNumber } from './option-values.ts';

/** Room for the private reasoning of models that do some before a short answer. */
export const MAX_COMPLETION_TOKENS = 1024;

export interface ChatFlags {
  readonly maxCompletionTokens: number;
  readonly baseUrl?: string;
  readonly price?: readonly [number, number];
}

export interface PolicyFlags extends ChatFlags {
  /** The benchmark's usual one if absent. */
  readonly policy?: string;
  readonly temperature: number;
  readonly dialect?: 'text' | 'tools';
  readonly showPages?: number;
}

export function addPolicyOptions(
  command: Command,
  defaults: { readonly temperature: number },
): void {
  command
    .option(
      '--policy <name>',
      'who acts: one of the benchmark, see "armap benchmarks", or a chat model such as openai:MODEL',
    )
    .option(
      '--temperature <t>',
      'how varied its actions are; 0 for the most likely',
      nonNegativeNumber,
      defaults.temperature,
    );
  addChatOptions(command);
  addActorOptions(command);
}

/** How a chat model is asked that acts. */
export function addActorOptions(command: Command): void {
  command
    .addOption(
      new Option('--dialect <name>', 'how a chat model names its action').choices([
        'text',
        'tools',
      ]),
    )
    .option(
      '--show-pages <n>',
      'show the chat model the pictures of the last n pages; needs --pictures',
      wholeNumber(1),
    );
}

export function addChatOptions(command: Command): void {
  command
    .option(
      '--max-completion-tokens <n>',
      'for one answer of a chat model, private reasoning included',
      wholeNumber(1),
      MAX_COMPLETION_TOKENS,
    )
    .option('--base-url <url>', 'server of the chat model, such as http://127.0.0.1:8000/v1')
    .option('--price <in,out>', 'USD for a million prompt and completion tokens', tokenPrice);
}

export function addSeedOption(command: Command): void {
  command.option('--seed <n>', 'the same seed gives the same result', wholeNumber(0), 1);
}

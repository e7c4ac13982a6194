import type { Budget, Remaining } from '../src/core/budget.ts';
import type { ChatMessage } from './chat-message.ts';
import { toolTokenBound, type ToolDefinition } from './chat-tools.ts';
import { costOf, tokenBound, type TokenCost, type TokenPrice } from './token-cost.ts';

export interface ReactBounds {
  /** Upper bound of the tokens of one prompt. */
  readonly promptTokens: number;
  /** What asking once for all candidates costs at most. */
  readonly firstPass: TokenCost;
  /** The first pass and room for one more: for repairs, or for asking again. */
  readonly wholeCall: TokenCost;
}

/** Bounds for one call of the policy that takes `requests` requests for `count` candidates. */
export function reactBounds(options: {
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolDefinition[];
  readonly tokensPerImage: number;
  readonly formatReminder: string;
  readonly count: number;
  readonly requests: number;
  readonly maxCompletionTokens: number;
  readonly price: TokenPrice | undefined;
}): ReactBounds {
  const { messages, tools, tokensPerImage, formatReminder, count, requests } = options;
  const { maxCompletionTokens, price } = options;
  const promptTokens =
    toolTokenBound(tools) + sum(messages.map(({ content }) => tokenBound(content, tokensPerImage)));
  const completionTokens = count * maxCompletionTokens;
  // The longest reply that can come back as part of a repair, and the reminder that follows it.
  const repairTokens = tokenBound('') + maxCompletionTokens + tokenBound(formatReminder);
  const pass = (tokensOfPrompt: number): number => requests * tokensOfPrompt;
  return {
    promptTokens,
    firstPass: costOf({ promptTokens: pass(promptTokens), completionTokens }, price),
    wholeCall: costOf(
      {
        promptTokens: pass(promptTokens) + pass(promptTokens + repairTokens),
        completionTokens: 2 * completionTokens,
      },
      price,
    ),
  };
}

/** Sums of products of money differ in their last digits with the order of the terms. */
const ROUNDING = 1 + 1e-9;

/**
 * What one call may spend: what remains, but no more than the bound that was set aside for it,
 * because the rest may be promised to other calls; and always the first pass, which whoever
 * called has allowed by calling. What is not limited stays so.
 */
export function allowanceOf(
  remaining: Remaining,
  { firstPass, wholeCall }: Pick<ReactBounds, 'firstPass' | 'wholeCall'>,
): Budget {
  const allowance: Partial<Record<keyof TokenCost, number>> = {};
  for (const resource of ['promptTokens', 'completionTokens', 'costUsd'] as const) {
    const left = remaining[resource];
    if (left === undefined) continue;
    const allowed = Math.min(wholeCall[resource], Math.max(firstPass[resource], left));
    allowance[resource] = allowed * ROUNDING;
  }
  return allowance;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

import type { Spend } from '../src/core/budget.ts';

/** US dollars for a million tokens. */
export interface TokenPrice {
  readonly promptUsdPerMillionTokens: number;
  readonly completionUsdPerMillionTokens: number;
}

export type TokenCount = Pick<Spend, 'promptTokens' | 'completionTokens'>;

/** What tokens cost, in tokens and in money. */
export type TokenCost = Pick<Spend, 'promptTokens' | 'completionTokens' | 'costUsd'>;

/**
 * The fewest UTF-8 bytes that a token is taken to stand for. English prose has about 4; sums
 * such as "4 + 8 = 12" were measured at 1.6 and emoji at 1.5 with OpenAI's tokenizers. Too few
 * only reserves more of a budget than is then spent.
 */
const BYTES_PER_TOKEN = 1.5;

/** Roles and separators that a chat template puts around each message. */
const TOKENS_PER_MESSAGE = 16;

/** An upper bound, for budgets, of the tokens that a message comes to. */
export function tokenBound(content: string): number {
  return Math.ceil(Buffer.byteLength(content) / BYTES_PER_TOKEN) + TOKENS_PER_MESSAGE;
}

/** Without a price, tokens cost no money. */
export function costOf(tokens: TokenCount, price: TokenPrice | undefined): TokenCost {
  const { promptTokens, completionTokens } = tokens;
  const millionthsOfUsd =
    price === undefined
      ? 0
      : promptTokens * price.promptUsdPerMillionTokens +
        completionTokens * price.completionUsdPerMillionTokens;
  return { promptTokens, completionTokens, costUsd: millionthsOfUsd / 1e6 };
}

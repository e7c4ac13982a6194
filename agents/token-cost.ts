import type { Spend } from '../src/core/budget.ts';
import { partsOf, type ChatContent, type ChatMessage } from './chat-message.ts';

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

/**
 * The most tokens that a picture is taken to cost, whatever its size. By OpenAI's published rules
 * it is 1,445 where tiles of 512 pixels are counted (gpt-4o: 85 + 8 * 170) and 3,779 where patches
 * of 32 pixels are (gpt-4.1-nano: 1,536 * 2.46). One model is beyond: gpt-4o-mini counts 5,667 for
 * each tile, so a budget for it needs a bound of its own.
 */
export const TOKENS_PER_IMAGE = 4000;

/** An upper bound, for budgets, of the tokens that a message comes to. */
export function tokenBound(content: ChatContent, tokensPerImage = TOKENS_PER_IMAGE): number {
  return partsOf(content).reduce(
    (total, part) => total + (part.type === 'text' ? textTokens(part.text) : tokensPerImage),
    TOKENS_PER_MESSAGE,
  );
}

/** As `tokenBound`, of all messages of a conversation. */
export function conversationBound(
  messages: readonly ChatMessage[],
  tokensPerImage?: number,
): number {
  return messages.reduce((sum, { content }) => sum + tokenBound(content, tokensPerImage), 0);
}

function textTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
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

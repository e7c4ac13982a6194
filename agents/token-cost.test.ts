import { describe, expect, it } from 'vitest';
import { costOf, tokenBound, TOKENS_PER_IMAGE } from './token-cost.ts';

describe('tokenBound', () => {
  it.each([
    // Counted with the tokenizers o200k_base and cl100k_base, the larger of the two.
    ['a sum', '4 + 8 = 12 (left: 4 6 12)\n6 - 4 = 2 (left: 2 12)\n', 34],
    ['Chinese', '我想买一件红色的衬衫，价格低于五十美元', 24],
    ['emoji', '😀🎉🚀', 8],
  ])('is no less than the tokens of %s', (_, text, tokens) => {
    expect(tokenBound(text)).toBeGreaterThanOrEqual(tokens);
  });

  it('leaves room for the frame of an empty message', () => {
    expect(tokenBound('')).toBeGreaterThan(0);
  });
});

describe('tokenBound of pictures', () => {
  const image = { hash: 'a'.repeat(64), mediaType: 'image/png', width: 1280, height: 800 };
  const content = [
    { type: 'text' as const, text: 'a page' },
    { type: 'image' as const, image },
  ];

  it('adds what each may cost to the words', () => {
    expect(tokenBound(content)).toBe(tokenBound('a page') + TOKENS_PER_IMAGE);
    expect(tokenBound([...content, ...content.slice(1)], 10)).toBe(tokenBound('a page') + 20);
  });
});

describe('costOf', () => {
  const tokens = { promptTokens: 2_000_000, completionTokens: 500_000 };

  it('prices prompt and completion each at its own', () => {
    const price = { promptUsdPerMillionTokens: 0.25, completionUsdPerMillionTokens: 2 };
    expect(costOf(tokens, price)).toEqual({ ...tokens, costUsd: 1.5 });
  });

  it('is no money without a price', () => {
    expect(costOf(tokens, undefined)).toEqual({ ...tokens, costUsd: 0 });
  });
});

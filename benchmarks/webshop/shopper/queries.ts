import type { Wish } from '../reading/wish.ts';
import { wordsOf } from '../reading/words.ts';

/** A query worth typing, and how much it is liked. */
export interface QueryIdea {
  readonly query: string;
  readonly preference: number;
}

const FILLER = new Set(
  'a an and are as at be but by can for from has have i if in is it its like looking me must my need of on or should so some that the them they this to want which will with would you'.split(
    ' ',
  ),
);

/**
 * What a shopper may type: all that is asked for, the product alone, the product with one of its
 * properties, or everything with the options.
 */
export function queryIdeas(wish: Wish): QueryIdea[] {
  const product = keywords(wish.productPhrase);
  const everything = keywords(wish.description);
  const optionWords = keywords([...wish.named.values()].join(' '));
  return distinct([
    { query: everything, preference: 1.5 },
    { query: [...everything, ...optionWords], preference: 0.8 },
    { query: product, preference: 0.8 },
    { query: product.slice(-2), preference: 0.2 },
    ...wish.properties.map((property) => ({
      query: [...keywords(property), ...product],
      preference: 0.4,
    })),
  ]);
}

function keywords(text: string): string[] {
  return wordsOf(text).filter((word) => !FILLER.has(word));
}

function distinct(ideas: readonly { query: readonly string[]; preference: number }[]): QueryIdea[] {
  const best = new Map<string, number>();
  for (const { query, preference } of ideas) {
    const text = query.join(' ');
    if (text !== '') best.set(text, Math.max(preference, best.get(text) ?? -Infinity));
  }
  return [...best].map(([query, preference]) => ({ query, preference }));
}

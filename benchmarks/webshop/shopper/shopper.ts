import { createSoftmaxPolicy } from '../../../agents/softmax.ts';
import type { Policy, PolicyContext } from '../../../src/core/policy.ts';
import { share, stemSet } from '../reading/coverage.ts';
import type { PriceSpan } from '../reading/shop-page.ts';
import { readWalk, type ShopWalk, type Visit } from '../reading/walk.ts';
import { wordsOf } from '../reading/words.ts';
import { readWish, valueMatch, WANTED, type Wish } from '../reading/wish.ts';
import { parseAction } from '../shop/action.ts';
import { queryIdeas } from './queries.ts';

/**
 * What the shopper likes, in units of preference: one more is e times as likely at temperature 1.
 * Rules of thumb, not fitted to any goal.
 */
const LIKES = {
  /** For a title that says all of the wish against one that says nothing of it. */
  coverage: 6,
  tooDear: -4,
  seenBefore: -3,
  /** For each place further down the list. */
  rank: -0.1,
  nextPage: 1,
  searchAgain: 0,
  option: 4,
  details: 6,
  buy: 3,
  leave: -1,
} as const;

/**
 * The embedded shopper: it searches with the words of the wish, opens what sounds like it, reads on
 * where something is left open, chooses the options that the wish names, and buys. It only compares
 * words, so it is often wrong about what a product is.
 */
export function createShopper(): Policy {
  return createSoftmaxPolicy({
    name: 'shopper',
    actions: ({ intent, observation }) => {
      const offered = observation.availableActions ?? [];
      if (!observation.text.includes('\n[button] Search [button_]')) return offered;
      return queryIdeas(readWish(intent)).map(({ query }) => `search[${query}]`);
    },
    preference: likeAShopper,
  });
}

export function likeAShopper(context: PolicyContext, actions: readonly string[]): number[] {
  const wish = readWish(context.intent);
  const walk = readWalk(context.steps, context.observation.text);
  const like = preferenceOn(walk, wish);
  return actions.map((text) => {
    const action = parseAction(text);
    if (action.kind === 'none') return like('');
    return like(action.kind === 'search' ? action.query : action.name);
  });
}

function preferenceOn(walk: ShopWalk, wish: Wish): (argument: string) => number {
  const { page, current } = walk;
  if (page.kind === 'search') return likeQuery(walk, wish);
  if (page.kind === 'results') return likeItem(walk, wish);
  if (page.kind === 'item' && current !== undefined) return likeOnItem(current, wish);
  // Nothing is chosen on a page of details: back to the item.
  return (argument) => (argument === '< prev' ? 4 : 0);
}

function likeQuery({ queries }: ShopWalk, wish: Wish): (query: string) => number {
  const ideas = new Map(queryIdeas(wish).map(({ query, preference }) => [query, preference]));
  return (query) => (ideas.get(query) ?? 0) + (queries.includes(query) ? LIKES.seenBefore : 0);
}

function likeItem({ page, visited }: ShopWalk, wish: Wish): (argument: string) => number {
  const items = page.kind === 'results' ? page.items : [];
  const preferences = new Map(
    items.map(({ asin, title, price }, rank) => [
      asin,
      LIKES.coverage * share(wish.stems, stemSet(title)) +
        LIKES.rank * rank +
        (isTooDear(price, wish) ? LIKES.tooDear : 0) +
        (visited.has(asin) ? LIKES.seenBefore : 0),
    ]),
  );
  return (argument) => {
    if (argument === 'next >') return LIKES.nextPage;
    return preferences.get(argument) ?? LIKES.searchAgain;
  };
}

function likeOnItem(visit: Visit, wish: Wish): (argument: string) => number {
  const { item, chosen, details } = visit;
  const known = share(wish.stems, stemSet([item.title, ...details.values()].join('\n')));
  const open = item.options.filter(({ group }) => !chosen.has(group));
  const matches = new Map<string, number>();
  for (const { group, values } of open) {
    for (const value of values) {
      const guess = wish.named.has(group) && isCode(value) ? GUESS : 0;
      matches.set(value, Math.max(valueMatch(wish, group, value), guess));
    }
  }
  const best = Math.max(0, ...matches.values());
  const wanted = best >= WANTED;
  return (argument) => {
    const match = matches.get(argument);
    if (match !== undefined) return LIKES.option * match + (wanted ? 1 : -3);
    switch (argument) {
      case 'buy now':
        return (wanted ? 0 : LIKES.buy) + (isTooDear(item.price, wish) ? LIKES.tooDear : 0);
      case 'features':
      case 'description':
        return details.has(argument) ? -4 : LIKES.details * (1 - known);
      case '< prev':
        return LIKES.leave + (details.size > 0 ? LIKES.coverage * (0.5 - known) : 0);
      default:
        return -3;
    }
  };
}

/** A value that says nothing, as `style 3` or `a12`: one of them may be what is wished for. */
function isCode(value: string): boolean {
  return wordsOf(value).every((word) => /\d/.test(word) || CODE_WORDS.has(word));
}

const CODE_WORDS = new Set(['style', 'color', 'colour', 'type', 'option', 'model', 'no', 'number']);

/** As a match: just enough to choose one. */
const GUESS = WANTED;

function isTooDear({ low }: PriceSpan, { priceBound }: Wish): boolean {
  return low > priceBound;
}

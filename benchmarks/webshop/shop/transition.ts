import { parseAction } from './action.ts';
import { search } from './listing.ts';
import { BUTTON, type Clickable } from './page.ts';
import { keyOf } from './pages/item-page.ts';
import { clickables } from './render.ts';
import type { Shop } from './shop.ts';
import { showPage } from './show-page.ts';
import { START, SUB_PAGES, type ItemState, type ResultsState, type ShopState } from './state.ts';

export interface Transition {
  readonly state: ShopState;
  /** False for an action that the page does not know: the state is the same object as before. */
  readonly understood: boolean;
}

/**
 * Where an action leads. Any text is an action; one that the page does not know leads nowhere. A
 * search works on every page but the last, where nothing does: the original would go on there. There
 * is no limit of steps.
 */
export function takeAction(shop: Shop, state: ShopState, action: string): Transition {
  const next = state.kind === 'done' ? undefined : nextState(shop, state, action);
  return { state: next ?? state, understood: next !== undefined };
}

function nextState(shop: Shop, state: ShopState, text: string): ShopState | undefined {
  const action = parseAction(text, shop.strictQuirks);
  switch (action.kind) {
    case 'search': {
      const visited = 'visited' in state ? state.visited : new Set<string>();
      return { kind: 'results', listing: search(shop, action.query), pageNumber: 1, visited };
    }
    case 'click':
      return click(shop, state, action.name);
    case 'none':
      return undefined;
  }
}

/** Names come before what bears them: a value called `buy now` buys. */
function click(shop: Shop, state: ShopState, name: string): ShopState | undefined {
  // The original ignores a click on the search button, and so on a value of that name.
  if (!('listing' in state) || name === NAME.search) return undefined;
  const shown = showPage(shop, state);
  const target = clickables(shown).get(name);
  if (target === undefined) return undefined;
  const page = shop.strictQuirks ? kindInUrl(shown.url) : state.kind;
  switch (name) {
    case NAME.buy:
      if (state.kind === 'results') break;
      return { kind: 'done', product: state.product, options: state.options };
    case NAME.back:
      return START;
    case NAME.next:
      if (page === 'results') return results(state, state.pageNumber + 1);
      break;
    case NAME.previous:
      if (page === 'results') return results(state, state.pageNumber - 1);
      if (page === 'item') return results(state, state.pageNumber);
      break;
  }
  const subPage = SUB_PAGES.find((sub) => sub.toLowerCase() === name);
  if (subPage !== undefined && state.kind !== 'results') {
    return { ...state, kind: 'sub-page', subPage };
  }
  return itemBehind(state, target);
}

/** The page of a product: the one clicked, or the one in view with what was chosen. */
function itemBehind(state: BrowsingState, target: Clickable): ItemState | undefined {
  const { listing, pageNumber, visited } = state;
  if (target.role === 'product-link') {
    const { product } = target;
    const nowVisited = new Set(visited).add(product.asin);
    const options = new Map<string, string>();
    return { kind: 'item', listing, pageNumber, visited: nowVisited, product, options };
  }
  if (state.kind === 'results') return undefined;
  const { product } = state;
  const options =
    target.role === 'option'
      ? new Map(state.options).set(keyOf(target.group), target.text)
      : state.options;
  return { kind: 'item', listing, pageNumber, visited, product, options };
}

type BrowsingState = Extract<ShopState, { listing: unknown }>;

function results({ listing, visited }: BrowsingState, pageNumber: number): ResultsState {
  return { kind: 'results', listing, pageNumber, visited };
}

/** Which page the original believes to be on: its address may hold the name of another. */
function kindInUrl(url: string): BrowsingState['kind'] {
  if (url.includes('search_results')) return 'results';
  return url.includes('item_page') ? 'item' : 'sub-page';
}

const NAME = {
  search: BUTTON.search.toLowerCase(),
  back: BUTTON.back.toLowerCase(),
  previous: BUTTON.previous.toLowerCase(),
  next: BUTTON.next.toLowerCase(),
  buy: BUTTON.buy.toLowerCase(),
};

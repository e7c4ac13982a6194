import { createRng } from '../../../src/core/rng.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { parseAction } from './action.ts';
import { addressOf } from './address.ts';
import { clickables, type Page, type PageNode } from './page.ts';
import type { Shop } from './shop.ts';
import { DETAILS, START, type ShopState } from './state.ts';

/** The most products that a query finds. */
const MOST_HITS = 50;

/**
 * Where an action leads from a page; the same state when it does nothing. A search is possible on
 * any page, a click only on what the page shows.
 */
export function takeAction(shop: Shop, state: ShopState, page: Page, action: string): ShopState {
  const { name, argument = '' } = parseAction(action);
  if (argument === '' || state.page === 'done') return state;
  if (name === 'search') return search(shop, state, argument.split(' '));
  if (name !== 'click' || argument === 'search') return state;
  const node = clickables(page).get(argument);
  return node === undefined ? state : click(shop, state, argument, node);
}

function search(shop: Shop, state: ShopState, keywords: readonly string[]): ShopState {
  const hits = find(shop.catalogue, keywords);
  return { ...START, page: 'results', keywords, hits, visited: state.visited };
}

/** The names of buttons come first: an option of the same name cannot be chosen. */
function click(shop: Shop, state: ShopState, label: string, node: PageNode): ShopState {
  const kind = turningPage(shop, state);
  if (label === 'buy now') return { ...state, page: 'done' };
  if (label === 'back to search') return START;
  if (label === 'next >' && kind === 'results') return turn(state, 1);
  if (label === '< prev' && kind === 'results') return turn(state, -1);
  if (label === '< prev' && kind === 'details')
    return { ...state, page: 'item', details: undefined };
  if (label === '< prev' && kind === 'item') return turn(state, 0);
  const details = DETAILS.find((name) => name.toLowerCase() === label);
  if (details !== undefined) return { ...state, page: 'details', details };
  return onItem(state, node);
}

function onItem(state: ShopState, node: PageNode): ShopState {
  const item: ShopState = { ...state, page: 'item', details: undefined };
  if (node.kind === 'product') {
    return { ...item, asin: node.asin, visited: new Set([...state.visited, node.asin]) };
  }
  if (node.kind !== 'option') return item;
  return { ...item, options: new Map(state.options).set(node.group, node.value) };
}

function turn(state: ShopState, by: number): ShopState {
  return {
    ...state,
    page: 'results',
    pageNumber: state.pageNumber + by,
    asin: undefined,
    options: START.options,
    details: undefined,
  };
}

const MARKS = [
  ['search_results', 'results'],
  ['item_page', 'item'],
  ['item_sub_page', 'details'],
] as const;

/** Which kind of page is turned: the original goes by what the address holds, query included. */
function turningPage({ strictQuirks }: Shop, state: ShopState): ShopState['page'] {
  if (strictQuirks) return state.page;
  const address = addressOf(state, '');
  return MARKS.find(([mark]) => address.includes(mark))?.[1] ?? state.page;
}

/** Queries that begin with one of the original's marks list products by what the data says of them. */
function find(catalogue: Catalogue, keywords: readonly string[]): readonly number[] {
  const [mark, ...rest] = keywords;
  const wanted = rest.join(' ').trim();
  switch (mark) {
    case '<r>':
      return sample(catalogue.size, keywords.join(' '));
    case '<a>':
      return all(catalogue, ({ attributes }) => attributes.includes(wanted));
    case '<c>':
      return all(catalogue, ({ category }) => category === (rest[0] ?? '').trim());
    case '<q>':
      return all(catalogue, ({ query }) => query === wanted);
    default:
      return catalogue.search(keywords.join(' '), MOST_HITS);
  }
}

function all(
  catalogue: Catalogue,
  holds: (product: ReturnType<Catalogue['at']>) => boolean,
): number[] {
  const found: number[] = [];
  for (let position = 0; position < catalogue.size; position += 1) {
    if (holds(catalogue.at(position))) found.push(position);
  }
  return found;
}

/** Different products; the original draws anew each time, here the query decides. */
function sample(size: number, seed: string): number[] {
  const rng = createRng(`shop ${seed}`);
  const drawn = new Set<number>();
  while (drawn.size < Math.min(size, MOST_HITS)) drawn.add(rng.integer(size));
  return [...drawn];
}

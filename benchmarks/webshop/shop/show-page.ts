import type { PageNode, ShopPage } from './page.ts';
import { donePage } from './pages/done-page.ts';
import { itemPage } from './pages/item-page.ts';
import { resultsPage } from './pages/results-page.ts';
import { startPage } from './pages/start-page.ts';
import { subPage } from './pages/sub-page.ts';
import type { Shop } from './shop.ts';
import type { ShopState } from './state.ts';
import { urlOf } from './url.ts';

/** What the shopper sees in this state. The last page comes without the reward. */
export function showPage(shop: Shop, state: ShopState): ShopPage {
  const url = urlOf(shop, state);
  return { kind: state.kind, url, nodes: nodesOf(shop, state, url) };
}

function nodesOf(shop: Shop, state: ShopState, url: string): PageNode[] {
  switch (state.kind) {
    case 'start':
      return startPage(shop);
    case 'results':
      return resultsPage(shop, state);
    case 'item':
      return itemPage(shop, state, url);
    case 'sub-page':
      return subPage(shop, state);
    case 'done':
      return donePage(state);
  }
}

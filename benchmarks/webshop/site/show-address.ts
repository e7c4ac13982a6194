import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Goal } from '../goals/goal.ts';
import { scorePurchase } from '../grading/score-purchase.ts';
import { search } from '../shop/listing.ts';
import { donePage } from '../shop/pages/done-page.ts';
import { createShop, type Shop } from '../shop/shop.ts';
import { showPage } from '../shop/show-page.ts';
import { START, type ShopState } from '../shop/state.ts';
import type { Address } from './address.ts';
import type { Html } from './html.ts';
import { doneHtml } from './pages/done-html.ts';
import { itemHtml } from './pages/item-html.ts';
import { documentOf } from './pages/layout.ts';
import { resultsHtml } from './pages/results-html.ts';
import { startHtml } from './pages/start-html.ts';
import { subPageHtml } from './pages/sub-page-html.ts';

export interface ShownShop {
  readonly catalogue: Catalogue;
  readonly showAttributes: boolean;
  /** Prints what the purchase is worth on the last page. */
  readonly showReward: boolean;
}

/** The page at an address; undefined if it is about a product that the shop does not have. */
export function showAddress(shown: ShownShop, goal: Goal, address: Address): Html | undefined {
  const shop = createShop({
    catalogue: shown.catalogue,
    showAttributes: shown.showAttributes,
    instruction: goal.instructionText,
    sessionId: address.session,
    // In a browser a link leads where it says, and what was chosen is marked.
    strictQuirks: false,
  });
  const state = stateAt(shop, address);
  if (state === undefined) return undefined;
  const { nodes } = showPage(shop, state);
  const body = (): Html => {
    switch (address.kind) {
      case 'start':
        return startHtml(nodes, address);
      case 'results':
        return resultsHtml(nodes, address);
      case 'item':
        return itemHtml(nodes, address, productIn(state)!.optionImages);
      case 'sub-page':
        return subPageHtml(nodes, address);
      case 'done': {
        const product = productIn(state)!;
        const purchase = {
          product,
          price: shop.catalogue.priceOf(product),
          options: address.options,
        };
        const told = shown.showReward ? scorePurchase(goal, purchase).reward : undefined;
        return doneHtml(donePage(purchase, told), purchase);
      }
    }
  };
  return documentOf(address.kind, body());
}

/** Which products were visited is known to the shopper alone, and on no page of the site. */
function stateAt(shop: Shop, address: Address): ShopState | undefined {
  if (address.kind === 'start') return START;
  const visited: ReadonlySet<string> = new Set();
  if (address.kind === 'results') {
    const { kind, pageNumber } = address;
    return { kind, pageNumber, visited, listing: search(shop, address.query) };
  }
  const product = shop.catalogue.find(address.asin);
  if (product === undefined) return undefined;
  if (address.kind === 'done') return { kind: 'done', product, options: address.options };
  // No page about a product shows what else was found.
  const listing = { query: address.query, hits: [] };
  return { ...address, product, listing, visited };
}

function productIn(state: ShopState) {
  return 'product' in state ? state.product : undefined;
}

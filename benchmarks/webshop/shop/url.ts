import { dictionaryText, jsonObject } from './python-text.ts';
import type { Shop } from './shop.ts';
import type { ShopState } from './state.ts';

const BASE = 'http://127.0.0.1:3000';

/**
 * The address under which the original keeps a page. Nothing in it is percent-encoded. Options are
 * JSON on the page of a product and a Python dictionary elsewhere.
 */
export function urlOf({ sessionId }: Pick<Shop, 'sessionId'>, state: ShopState): string {
  switch (state.kind) {
    case 'start':
      return `${BASE}/${sessionId}`;
    case 'results':
      return `${BASE}/search_results/${sessionId}/${keywordsOf(state)}/${state.pageNumber}`;
    case 'item': {
      const { product, options } = state;
      const path = `${sessionId}/${product.asin}/${keywordsOf(state)}/${state.pageNumber}`;
      return `${BASE}/item_page/${path}/${jsonObject(options)}`;
    }
    case 'sub-page': {
      const { product, options, subPage } = state;
      const path = `${sessionId}/${product.asin}/${keywordsOf(state)}/${state.pageNumber}`;
      return `${BASE}/item_sub_page/${path}/${subPage}/${dictionaryText(options)}`;
    }
    case 'done':
      return `${BASE}/done/${sessionId}/${state.product.asin}/${dictionaryText(state.options)}`;
  }
}

function keywordsOf({ listing }: { readonly listing: { readonly query: string } }): string {
  return listing.query.replaceAll(' ', '+');
}

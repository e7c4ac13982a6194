import { dictionary, json } from '../python/text.ts';
import type { ShopState } from './state.ts';

/** Where the original's pages lie. */
export const BASE = 'http://127.0.0.1:3000';

/** The address of a page as the original writes it, without percent signs. */
export function addressOf(state: ShopState, session: string, base = BASE): string {
  const { page, asin = '', options, pageNumber, details } = state;
  const keywords = state.keywords.join('+');
  switch (page) {
    case 'search':
      return `${base}/${session}`;
    case 'results':
      return `${base}/search_results/${session}/${keywords}/${pageNumber}`;
    case 'item':
      return `${base}/item_page/${session}/${asin}/${keywords}/${pageNumber}/${json(options)}`;
    case 'details':
      return `${base}/item_sub_page/${session}/${asin}/${keywords}/${pageNumber}/${details ?? ''}/${dictionary(options)}`;
    case 'done':
      return `${base}/done/${session}/${asin}/${dictionary(options)}`;
  }
}

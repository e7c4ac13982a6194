import type { Product } from '../../catalogue/product.ts';
import { productsOn } from '../listing.ts';
import { button, BUTTON, header, text, type PageNode } from '../page.ts';
import type { Shop } from '../shop.ts';
import type { ResultsState } from '../state.ts';

export function resultsPage(
  shop: Shop,
  { listing, pageNumber, visited }: ResultsState,
): PageNode[] {
  const total = listing.hits.length;
  return [
    ...header(shop.instruction),
    text('page-count', `Page ${pageNumber} (Total results: ${total})`),
    ...(pageNumber > 1 ? [button(BUTTON.previous)] : []),
    button(BUTTON.next),
    ...productsOn(shop, listing, pageNumber).flatMap((product) => resultOf(product, visited)),
  ];
}

function resultOf(product: Product, visited: ReadonlySet<string>): PageNode[] {
  const { asin, title, priceTag, image } = product;
  return [
    { role: 'image', source: image, alternative: title },
    { role: 'product-link', text: asin, product, visited: visited.has(asin) },
    text('title', title),
    text('price', priceTag),
  ];
}

import type { Product } from '../../catalogue/product.ts';
import { button, BUTTON, header, text, type PageNode } from '../page.ts';
import type { Shop } from '../shop.ts';
import type { SubPageName, SubPageState } from '../state.ts';

export function subPage(shop: Shop, state: SubPageState): PageNode[] {
  return [
    ...header(shop.instruction),
    button(BUTTON.previous),
    ...CONTENT[state.subPage](state.product),
  ];
}

// The original sets bullets and attributes off by a space. It has no reviews to show.
const CONTENT: Readonly<Record<SubPageName, (product: Product) => PageNode[]>> = {
  Description: ({ description }) => [text('paragraph', description)],
  Features: ({ bulletPoints }) => bulletPoints.map((bullet) => text('bullet', ` ${bullet}`)),
  Reviews: () => [],
  Attributes: ({ attributes, category, query, productCategory }) => [
    ...attributes.map((attribute) => text('bullet', ` ${attribute}`)),
    ...[category, query, productCategory].map((line) => text('line', line)),
  ],
};

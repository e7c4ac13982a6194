import type { Product } from '../catalogue/product.ts';
import type { ShopState } from './state.ts';

/** A page as a list of what is on it, from top to bottom. Texts are raw: no markup, no escapes. */
export interface ShopPage {
  readonly kind: ShopState['kind'];
  /** Internal address; see `urlOf`. */
  readonly url: string;
  readonly nodes: readonly PageNode[];
}

export type PageNode =
  | TextNode
  | { readonly role: 'button'; readonly text: string }
  | OptionNode
  | ProductLinkNode
  /** Shows in a browser only; `source` may be empty. */
  | { readonly role: 'image'; readonly source: string; readonly alternative: string }
  /** Shows in a browser only. */
  | { readonly role: 'search-bar' };

export interface TextNode {
  readonly role: TextRole;
  readonly text: string;
}

/** What a text is; `line` for the texts of the last page. */
export type TextRole =
  | 'heading'
  | 'instruction-label'
  | 'instruction'
  | 'page-count'
  | 'group'
  | 'title'
  | 'price'
  | 'rating'
  | 'paragraph'
  | 'bullet'
  | 'line';

/** One value of a group of options. */
export interface OptionNode {
  readonly role: 'option';
  readonly group: string;
  readonly text: string;
  readonly clicked: boolean;
}

export interface ProductLinkNode {
  readonly role: 'product-link';
  readonly text: string;
  readonly product: Product;
  readonly visited: boolean;
}

/** What a click can hit. */
export type Clickable = Extract<PageNode, { role: 'button' | 'option' | 'product-link' }>;

export const BUTTON = {
  search: 'Search',
  back: 'Back to Search',
  previous: '< Prev',
  next: 'Next >',
  buy: 'Buy Now',
} as const;

export function button(text: string): PageNode {
  return { role: 'button', text };
}

export function text(role: TextRole, text: string): PageNode {
  return { role, text };
}

/** The top of every page between the first and the last. */
export function header(instruction: string): PageNode[] {
  return [
    text('instruction-label', 'Instruction:'),
    text('instruction', instruction),
    button(BUTTON.back),
  ];
}

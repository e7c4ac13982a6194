import type { Product } from '../catalogue/product.ts';
import type { ChosenOptions } from '../grading/purchase.ts';
import type { Listing } from './listing.ts';

/** Pages about one side of a product; the name is that of the button which leads there. */
export const SUB_PAGES = ['Description', 'Features', 'Reviews', 'Attributes'] as const;

export type SubPageName = (typeof SUB_PAGES)[number];

/** Where a shopper is. Never changed: an action leads to another state, which shares its parts. */
export type ShopState = StartState | ResultsState | ItemState | SubPageState | DoneState;

export interface StartState {
  readonly kind: 'start';
}

interface Browsing {
  readonly listing: Listing;
  /** Of the results, from 1. It has no upper end. */
  readonly pageNumber: number;
  /** Products looked at since the start page. */
  readonly visited: ReadonlySet<string>;
}

export interface ResultsState extends Browsing {
  readonly kind: 'results';
}

interface Looking extends Browsing {
  readonly product: Product;
  readonly options: ChosenOptions;
}

export interface ItemState extends Looking {
  readonly kind: 'item';
}

export interface SubPageState extends Looking {
  readonly kind: 'sub-page';
  readonly subPage: SubPageName;
}

export interface DoneState {
  readonly kind: 'done';
  readonly product: Product;
  readonly options: ChosenOptions;
}

export const START: StartState = { kind: 'start' };

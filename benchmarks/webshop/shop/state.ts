/** Where a shopper stands. Never changed in place, so that a copy costs nothing. */
export interface ShopState {
  readonly page: 'search' | 'results' | 'item' | 'details' | 'done';
  /** The words of the query; none before the first. */
  readonly keywords: readonly string[];
  /** Positions in the catalogue of everything that the query found. */
  readonly hits: readonly number[];
  /** Of the results, counted from 1. There is no last one: pages past the end are empty. */
  readonly pageNumber: number;
  /** Of the item in view, upper case. */
  readonly asin: string | undefined;
  /** By group, in the order of the first choice. */
  readonly options: ReadonlyMap<string, string>;
  /** Upper-case ASINs that were opened since the last return to the search page. */
  readonly visited: ReadonlySet<string>;
  /** Which details are in view. */
  readonly details: Details | undefined;
}

export const DETAILS = ['Description', 'Features', 'Reviews'] as const;
export type Details = (typeof DETAILS)[number];

export const START: ShopState = Object.freeze({
  page: 'search',
  keywords: [],
  hits: [],
  pageNumber: 1,
  asin: undefined,
  options: new Map<string, string>(),
  visited: new Set<string>(),
  details: undefined,
});

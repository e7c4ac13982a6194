import type { Catalogue } from '../catalogue/catalogue.ts';

/** The rules and goods of a shop; episodes share it. */
export interface Shop {
  readonly catalogue: Catalogue;
  /**
   * Repairs what is plainly a mistake of the original. Off, episodes go as in the original:
   * - an option that holds a double quote is never shown as clicked, and a word of the query in
   *   double quotes shows an option of that name as clicked;
   * - a query that holds `search_results`, `item_page` or `item_sub_page` sends `< prev` and
   *   `next >` astray.
   */
  readonly strictQuirks: boolean;
}

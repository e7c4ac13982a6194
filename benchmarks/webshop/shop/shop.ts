import type { Catalogue } from '../catalogue/catalogue.ts';

/** A shop with one shopper in it: all that the pages depend on besides the `ShopState`. */
export interface Shop {
  readonly catalogue: Catalogue;
  /** What every page tells the shopper to buy. */
  readonly instruction: string;
  /** Names the episode in addresses, and draws the products of a random listing. */
  readonly sessionId: string;
  /**
   * True keeps every behaviour of the original. False repairs those that are plainly bugs:
   * - A value shows as chosen when it stands in double quotes in the page's address. So one with a
   *   double quote, a backslash or a non-ASCII character never does, and one that equals a group's
   *   name, a choice in another group or a quoted word of the query does too.
   *   Repaired: what was chosen in its group shows as chosen.
   * - `< Prev` and `Next >` take the page for the first of `search_results`, `item_page` and
   *   `item_sub_page` that occurs in its address, and the query is a part of that.
   *   Repaired: they go by the page itself.
   * - An argument cannot hold a `[`, so some values cannot be chosen.
   *   Repaired: the name of an action ends at its first `[`.
   *
   * Kept in either case, since the text of a click cannot say more: of two clickables with one name
   * the last is meant, and a value named like a button does what the button does.
   */
  readonly strictQuirks: boolean;
  /** Offers a page with the product's attributes, as the original can (`show_attrs`). */
  readonly showAttributes: boolean;
}

/** Fills in what is usual: the original's quirks, and no page of attributes. */
export function createShop(fields: Pick<Shop, 'catalogue' | 'instruction'> & Partial<Shop>): Shop {
  return { sessionId: '0', strictQuirks: true, showAttributes: false, ...fields };
}

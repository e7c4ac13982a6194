import type { Product } from '../catalogue/product.ts';

/** The options that were chosen, in the order of their first choice. */
export type ChosenOptions = ReadonlyMap<string, string>;

/** What was bought. */
export interface Purchase {
  readonly product: Product;
  /** In US dollars, as `Catalogue.priceOf` says. */
  readonly price: number;
  readonly options: ChosenOptions;
}

/** What was bought is judged by what the chosen values mean: of a style number, how it looks. */
export function purchaseOf(product: Product, price: number, options: ChosenOptions): Purchase {
  const { looks } = product;
  if (looks === undefined) return { product, price, options };
  const seen = new Map([...options].map(([group, value]) => [group, looks[value] ?? value]));
  return { product, price, options: seen };
}

/** The parts of WebShop's reward; see `scorePurchase`. */
export interface PurchaseScore {
  /** 0 to 1. */
  readonly reward: number;
  readonly parts: {
    readonly r_type: number;
    readonly r_att: number;
    readonly w_att: number;
    readonly query_match: boolean;
    readonly category_match: boolean;
    readonly title_score: number;
    /** Absent when the goal names no option. */
    readonly r_option?: number;
    readonly w_option?: number;
    readonly r_price: boolean;
    readonly w_price: number;
  };
}

/**
 * What a shopper wants, as WebShop says it. Everything but `instructionText` is hidden from whoever
 * shops: the grader alone reads it.
 */
export interface Goal {
  /** Of the product from which the goal was made. */
  readonly asin: string;
  readonly category: string;
  readonly query: string;
  /** The title of that product. */
  readonly name: string;
  /** The nouns of that title, lower case, where the data brings them. */
  readonly nouns?: readonly string[] | undefined;
  readonly productCategory: string;
  readonly instructionText: string;
  readonly attributes: readonly string[];
  /** In US dollars; 1,000,000 stands for no bound. */
  readonly priceUpper: number;
  /** Values alone (human goals), or with their groups (synthetic goals). */
  readonly options: readonly GoalOption[];
  readonly weight: number;
}

export type GoalOption = string | { readonly group: string; readonly value: string };

/** One choice that a product offers: `color` with its values, in the order of the page. */
export interface OptionGroup {
  /** Lower case. */
  readonly name: string;
  /** Lower case, stripped; values may repeat, as they do in the original's data. */
  readonly values: readonly string[];
}

/** A product as WebShop holds it after loading (princeton-nlp/WebShop, `web_agent_site/engine`). */
export interface Product {
  /** Upper case, at most 10 characters. */
  readonly asin: string;
  /** The shop's department, such as `garden`. */
  readonly category: string;
  /** The query under which the product was found, lower case, such as `console tables`. */
  readonly query: string;
  /** From wide to narrow, joined by ` › `. */
  readonly productCategory: string;
  readonly title: string;
  readonly description: string;
  readonly bulletPoints: readonly string[];
  /** One price, or the lowest and the highest of a range, in US dollars. Never empty. */
  readonly prices: readonly [number] | readonly [number, number];
  /** The price as the pages show it: `$877.8`, `$5.99 to $8.99`. */
  readonly priceTag: string;
  readonly options: readonly OptionGroup[];
  /** What the product is said to be: `easy clean`, `solid wood`. Not shown on its pages. */
  readonly attributes: readonly string[];
  /** Address of the picture, or an empty text. */
  readonly image: string;
  /** Addresses of pictures of single option values, by value. */
  readonly optionImages: Readonly<Record<string, string>>;
  /** What option values look like that do not say it, by value: only pictures and goals tell. */
  readonly looks?: Readonly<Record<string, string>> | undefined;
  /** The nouns of the title, lower case, where the data brings them. */
  readonly nouns?: readonly string[] | undefined;
  /** From which synthetic goals are made, where the data has it. */
  readonly instruction?: ProductInstruction | undefined;
  /** What people wrote who were shown the product. */
  readonly humanInstructions?: readonly HumanInstruction[] | undefined;
}

export interface ProductInstruction {
  /** Without options and price: `Find me leak proof refillable containers with travel bottles`. */
  readonly text: string;
  readonly attributes: readonly string[];
}

export interface HumanInstruction {
  readonly text: string;
  readonly attributes: readonly string[];
  /** Values alone, without their groups. */
  readonly options: readonly string[];
}

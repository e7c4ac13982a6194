import type { DrawingName } from '../pictures/drawing.ts';
import type { MarkedText } from '../marked-text.ts';

/** The shop's departments; the first five are those of WebShop. */
export type Department =
  'fashion' | 'garden' | 'grocery' | 'beauty' | 'electronics' | 'sports' | 'pets';

/** How a shopper asks for a feature: `QUALITY mugs with PART for PURPOSE`. */
export type FeatureRole = 'quality' | 'part' | 'purpose';

/** Something that a product is said to be, to have, or to be good for. */
export interface Feature {
  /** In the letter case of titles: `Machine ~Wash`. */
  readonly name: MarkedText;
  /** The name in plain lower case, as it stands among a product's attributes. */
  readonly attribute: string;
  /** How people say it: `machine washable`. */
  readonly spoken: string;
  readonly role: FeatureRole;
  /** Of the bullet point that tells of it. */
  readonly heading: string;
  /** Sentences that state it: the first in its own words, others perhaps in different ones. */
  readonly said: readonly [string, ...string[]];
  /** A product has at most one feature of a rival group: `sleeve`. */
  readonly rivals?: string | undefined;
  /** Factor on the price. */
  readonly worth: number;
}

export type Pattern = 'solid' | 'striped' | 'plaid' | 'floral' | 'polka dot';

/** A group of values among which products of a kind let the shopper choose. */
export interface OptionRange {
  readonly name: string;
  readonly values: readonly string[];
  /** The fewest and the most values that a product offers. */
  readonly take: readonly [number, number];
  /** Where values rise, factor on the price from one to the next; products then offer a run. */
  readonly growth?: number;
}

/** What products of one kind are like and how they are spoken of. */
export interface ProductKind {
  /** Lower case, plural. */
  readonly query: string;
  readonly department: Department;
  /** From wide to narrow. */
  readonly path: readonly string[];
  /** Lower case: `men's polo shirt`. */
  readonly singular: string;
  /** What titles call it. */
  readonly names: readonly MarkedText[];
  /** For whom, where that is part of the title: `~Men's`. */
  readonly audience?: MarkedText;
  /** Words of praise and fashion in titles. */
  readonly styles: readonly MarkedText[];
  /** A product is made of one of them; empty where that makes no sense. */
  readonly materials: readonly Feature[];
  readonly features: readonly Feature[];
  readonly options: readonly OptionRange[];
  /** Occasions, places and people in titles. */
  readonly uses: readonly MarkedText[];
  /** Sentences that are true of every product of the kind. */
  readonly facts: readonly string[];
  readonly patterns?: readonly Pattern[];
  /** In US dollars, from plain to fine. */
  readonly price: readonly [number, number];
  readonly drawing: DrawingName;
}

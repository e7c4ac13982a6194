import type { Task } from '../../src/core/task.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Goal } from './goals/goal.ts';
import type { ProductPictures } from './generated/product-pictures.ts';
import type { NounRule } from './grading/nouns.ts';

/** What all tasks of one load share. */
export interface ShopSettings {
  readonly catalogue: Catalogue;
  /** What a page is told as; the embedded shopper and reward read `text_rich` only. */
  readonly observationMode: 'text' | 'text_rich';
  /** Shows a picture on every page about one product; none if absent. */
  readonly pictures?: ProductPictures | undefined;
  readonly strictQuirks: boolean;
  /** Which words of a title are nouns, where the data does not say. */
  readonly nouns: NounRule;
}

/** A goal in a shop. Planners see its id and its intent only. */
export interface ShopTask extends Task {
  readonly goal: Goal;
  readonly settings: ShopSettings;
  /** The product that it is about serves for testing only. */
  readonly isTest: boolean;
}

/** Groups of products that serve for testing begin with this. */
const TEST = 'test ';

/** The goals of one product share a group. */
export function groupOfProduct(asin: string, isTest: boolean): string {
  return `${isTest ? TEST : ''}${asin}`;
}

export function isTestGroup(group: string): boolean {
  return group.startsWith(TEST);
}

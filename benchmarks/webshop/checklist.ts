import type { Verdict } from '../../src/core/hindsight.ts';
import type { Product } from './catalogue/product.ts';
import type { Goal } from './goals/goal.ts';
import { stemSet } from './reading/coverage.ts';
import { contentStems } from './reading/stems.ts';
import { wordsOf } from './reading/words.ts';

export interface CheckedPurchase {
  readonly product: Product;
  readonly price: number;
  readonly chosen: ReadonlyMap<string, string>;
}

/**
 * Goes through what a goal asks for, one requirement after another: the kind of product, each
 * property, each option, the bound of the price. With `unfinished`, options that are still open count
 * as fulfilled if the product offers them.
 */
export function checkPurchase(
  goal: Goal,
  purchase: CheckedPurchase,
  { unfinished = false }: { readonly unfinished?: boolean } = {},
): Verdict {
  return worst(verdictsOn(goal, purchase, unfinished));
}
export function missed(goal: Goal, purchase: CheckedPurchase, unfinished = false): number {
  const v = verdictsOn(goal, purchase, unfinished);
  if (v[1] === 'failed') return 1;
  return v.reduce((s, x) => s + (x === 'failed' ? 1 : x === 'unclear' ? 0.3 : 0), 0) / v.length;
}
function verdictsOn(goal: Goal, purchase: CheckedPurchase, unfinished: boolean): Verdict[] {
  const { product, price } = purchase;
  return [
    price <= goal.priceUpper ? 'fulfilled' : 'failed',
    checkKind(goal, product),
    ...goal.attributes.map((attribute) => checkAttribute(attribute, product)),
    ...goal.options.map((option) =>
      typeof option === 'string' ? ('unclear' as const) : checkOption(option, purchase, unfinished),
    ),
  ];
}

function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('failed')) return 'failed';
  return verdicts.includes('unclear') ? 'unclear' : 'fulfilled';
}

/** The same shelf is the same kind; a related shelf may or may not be. */
function checkKind(goal: Goal, product: Product): Verdict {
  if (product.asin === goal.asin) return 'fulfilled';
  if (product.query === goal.query) return 'unclear';
  const shelves = new Set(levels(goal.productCategory));
  const shared = levels(product.productCategory).filter((level) => shelves.has(level));
  const named = stemSet(goal.name);
  const sharesWords = [...stemSet(product.title)].some((stem) => named.has(stem));
  return shared.length < 2 && !sharesWords ? 'failed' : 'unclear';
}

function levels(path: string): string[] {
  return path.split('›').map((level) => level.trim());
}

function checkAttribute(attribute: string, product: Product): Verdict {
  if (product.attributes.includes(attribute)) return 'fulfilled';
  const said = stemSet(textOf(product));
  const stems = contentStems(attribute);
  const known = stems.filter((stem) => said.has(stem)).length;
  if (known === stems.length) return 'unclear';
  return known === 0 || stems.length > 1 ? 'failed' : 'unclear';
}

function textOf({ title, description, bulletPoints, attributes }: Product): string {
  return [title, description, ...bulletPoints, ...attributes].join('\n');
}

function checkOption(
  { group, value }: { readonly group: string; readonly value: string },
  { product, chosen }: CheckedPurchase,
  unfinished: boolean,
): Verdict {
  const choice = chosen.get(group);
  if (choice !== undefined) return compareValues(choice, value);
  const offered = product.options.find(({ name }) => name === group)?.values ?? [];
  if (unfinished && offered.length > 0)
    return best(offered.map((each) => compareValues(each, value)));
  // What goes by another name of the group may still be the value that was asked for.
  const elsewhere = [...chosen.values()].map((each) => compareValues(each, value));
  return best(elsewhere) === 'failed' ? 'failed' : 'unclear';
}

function best(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fulfilled')) return 'fulfilled';
  return verdicts.includes('unclear') ? 'unclear' : 'failed';
}

/** Values that share a word, or letters of a word, are not clearly different. */
function compareValues(a: string, b: string): Verdict {
  if (a === b) return 'fulfilled';
  const [first, second] = [parts(a), parts(b)];
  const isRelated = first.some((word) =>
    second.some((other) => word.includes(other) || other.includes(word)),
  );
  return isRelated ? 'unclear' : 'failed';
}

function parts(value: string): string[] {
  return wordsOf(value).flatMap((word) => word.split(/[-.'’]/));
}

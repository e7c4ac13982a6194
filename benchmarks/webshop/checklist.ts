import type { Verdict } from '../../src/core/hindsight.ts';
import type { Product } from './catalogue/product.ts';
import type { Goal, GoalOption } from './goals/goal.ts';
import type { Purchase } from './grading/purchase.ts';
import { stemSet } from './reading/coverage.ts';
import { contentStems } from './reading/stems.ts';
import { wordsOf } from './reading/words.ts';

/** What became of each requirement of a goal. */
export interface Checklist {
  readonly kind: Verdict;
  readonly price: Verdict;
  readonly attributes: readonly Verdict[];
  readonly options: readonly Verdict[];
}

/**
 * Goes through what a goal asks for: the kind of product, the bound of its price, each property, each
 * option. `unclear` is what a person might see either way. With `unfinished`, an option that is still
 * open counts by the best value that the product offers.
 */
export function checkPurchase(
  goal: Goal,
  purchase: Purchase,
  { unfinished = false }: { readonly unfinished?: boolean } = {},
): Checklist {
  const { product, price } = purchase;
  return {
    kind: checkKind(goal, product),
    price: price <= goal.priceUpper ? 'fulfilled' : 'failed',
    attributes: goal.attributes.map((attribute) => checkAttribute(attribute, product)),
    options: goal.options.map((option) => checkOption(option, purchase, unfinished)),
  };
}

/** Fulfilled when everything is, failed when anything has. */
export function verdictOf({ kind, price, attributes, options }: Checklist): Verdict {
  const verdicts = [kind, price, ...attributes, ...options];
  if (verdicts.includes('failed')) return 'failed';
  return verdicts.includes('unclear') ? 'unclear' : 'fulfilled';
}

const MISSED: Readonly<Record<Verdict, number>> = { fulfilled: 0, unclear: 0.5, failed: 1 };

/** The share of the requirements that is missed; all of it by another kind of product. */
export function distanceOf({ kind, price, attributes, options }: Checklist): number {
  if (kind === 'failed') return 1;
  const verdicts = [kind, price, ...attributes, ...options];
  return verdicts.reduce((sum, verdict) => sum + MISSED[verdict], 0) / verdicts.length;
}

/** The same shelf is the same kind; a related one may be. */
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

/** Failed only when the product says less than all of its words, wherever it says them. */
function checkAttribute(attribute: string, product: Product): Verdict {
  if (product.attributes.includes(attribute)) return 'fulfilled';
  const { title, description, bulletPoints, attributes } = product;
  const said = stemSet([title, description, ...bulletPoints, ...attributes].join('\n'));
  return contentStems(attribute).every((stem) => said.has(stem)) ? 'unclear' : 'failed';
}

function checkOption(
  option: GoalOption,
  { product, options: chosen }: Purchase,
  unfinished: boolean,
): Verdict {
  const wanted = typeof option === 'string' ? option : option.value;
  const compare = (value: string) => compareValues(value, wanted);
  const anywhere = best([...chosen.values()].map(compare));
  const group = typeof option === 'string' ? undefined : option.group;
  const choice = group === undefined ? undefined : chosen.get(group);
  if (choice !== undefined) return compare(choice);
  const offered = product.options
    .filter(({ name }) => !chosen.has(name) && (group === undefined || group === name))
    .flatMap(({ values }) => values.map((value) => product.looks?.[value] ?? value));
  if (unfinished && offered.length > 0) return best([anywhere, ...offered.map(compare)]);
  if (group === undefined) return anywhere;
  // Under another name of the group, it may still be the value that was asked for.
  return anywhere === 'failed' ? 'failed' : 'unclear';
}

/** The best of none is a failure. */
function best(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fulfilled')) return 'fulfilled';
  return verdicts.includes('unclear') ? 'unclear' : 'failed';
}

/** Values that share a word, or the letters of one, are not clearly different. */
function compareValues(a: string, b: string): Verdict {
  if (a === b) return 'fulfilled';
  const isRelated = partsOf(a).some((word) =>
    partsOf(b).some((other) => word.includes(other) || other.includes(word)),
  );
  return isRelated ? 'unclear' : 'failed';
}

function partsOf(value: string): string[] {
  return wordsOf(value).flatMap((word) => word.split(/[-.'’]/));
}

import type { Product } from '../catalogue/product.ts';
import type { Goal } from '../goals/goal.ts';
import { colorOrValue } from './colors.ts';
import { goalOptionText } from './goal-option-text.ts';
import { nounsOfBoth, type NounRule } from './nouns.ts';
import type { Purchase, PurchaseScore } from './purchase.ts';
import { tokenSetRatio } from './token-set-ratio.ts';

/** Texts match above this `tokenSetRatio`. */
const MATCH_ABOVE = 85;

/**
 * WebShop's reward (Yao et al., arXiv 2207.01206, with the fuzzy matching that its code has had since
 * September 2022): the share of the goal's attributes, options and price bound that the purchase
 * meets, times how far its type is the wanted one. A success is a reward of exactly 1.
 */
export function scorePurchase(
  goal: Goal,
  purchase: Purchase,
  options: { readonly nouns?: NounRule } = {},
): PurchaseScore {
  const { product, price } = purchase;
  const attributes = goal.attributes.filter((wanted) => hasAttribute(product, wanted)).length;
  const chosen = [...purchase.options.values()].map(colorOrValue);
  const met = goal.options.map(goalOptionText).filter((wanted) => someMatches(chosen, wanted));
  const isCheapEnough = price <= goal.priceUpper;
  const wishes = goal.attributes.length + goal.options.length + 1;
  const type = scoreType(goal, product, options.nouns ?? 'tagger');
  return {
    reward: ((attributes + met.length + Number(isCheapEnough)) / wishes) * type.r_type,
    parts: {
      ...type,
      r_att: goal.attributes.length === 0 ? 1 : attributes / goal.attributes.length,
      w_att: goal.attributes.length / wishes,
      ...(goal.options.length > 0 && {
        r_option: met.length / goal.options.length,
        w_option: goal.options.length / wishes,
      }),
      r_price: isCheapEnough,
      w_price: 1 / wishes,
    },
  };
}

function hasAttribute(product: Product, wanted: string): boolean {
  return (
    someMatches(product.attributes, wanted) ||
    [product.title, product.bulletPoints.join(' '), product.description].some((text) =>
      text.toLowerCase().includes(wanted),
    )
  );
}

function someMatches(offered: readonly string[], wanted: string): boolean {
  return offered.some((text) => tokenSetRatio(text, wanted) > MATCH_ABOVE);
}

type TypeScore = Pick<
  PurchaseScore['parts'],
  'r_type' | 'query_match' | 'category_match' | 'title_score'
>;

function scoreType(goal: Goal, product: Product, rule: NounRule): TypeScore {
  const queryMatches = product.query === goal.query;
  const levels = levelsOf(goal.productCategory);
  const categoryMatches =
    [...levelsOf(product.productCategory)].filter((level) => levels.has(level)).length >= 2;
  const titleScore = scoreTitle(goal, product, rule);
  return {
    r_type: typeReward(queryMatches || categoryMatches, titleScore),
    query_match: queryMatches,
    category_match: categoryMatches,
    title_score: titleScore,
  };
}

/** A title that shares almost nothing counts for more than a query or category that agrees. */
function typeReward(sameKind: boolean, titleScore: number): number {
  if (titleScore === 0) return 0;
  if (titleScore < 0.1) return 0.1;
  return sameKind || titleScore > 0.2 ? 1 : 0.5;
}

function levelsOf(productCategory: string): ReadonlySet<string> {
  return new Set(productCategory.split('›').map((level) => level.trim()));
}

/** The share of the goal's nouns that the product's title has; a noun that repeats counts once. */
function scoreTitle(goal: Goal, product: Product, rule: NounRule): number {
  const [wanted, found] = nounsOfBoth({ title: goal.name, nouns: goal.nouns }, product, rule);
  if (wanted.length === 0) return 0.2;
  const shared = new Set(found.filter((noun) => wanted.includes(noun)));
  return shared.size / wanted.length;
}

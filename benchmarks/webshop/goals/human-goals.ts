import { drawPriceBound, priceText } from './price-bound.ts';
import type { Goal } from './goal.ts';
import { productsOf, type GoalSource } from './goal-source.ts';
import type { PythonRandom } from './python-random.ts';

/**
 * One goal for each instruction that a person wrote, in the order of the data; instructions that no
 * attribute belongs to are passed over. The random numbers draw the price bounds.
 */
export function humanGoals(source: GoalSource, random: PythonRandom): Goal[] {
  const goals: Goal[] = [];
  for (const product of productsOf(source)) {
    for (const { text, attributes, options } of product.humanInstructions ?? []) {
      if (attributes.length === 0) continue;
      const priceUpper = drawPriceBound(source.priceOf(product), random);
      goals.push({
        asin: product.asin,
        category: product.category,
        query: product.query,
        name: product.title,
        ...(product.nouns && { nouns: product.nouns }),
        productCategory: product.productCategory,
        instructionText: text.replace(/^\.+|\.+$/g, '') + priceText(priceUpper),
        attributes,
        priceUpper,
        options,
        weight: 1,
      });
    }
  }
  return goals;
}

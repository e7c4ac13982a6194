import type { OptionGroup, Product, ProductInstruction } from '../catalogue/product.ts';
import { byCodePoint } from '../grading/code-point-order.ts';
import type { Goal } from './goal.ts';
import { productsOf, type GoalSource } from './goal-source.ts';
import { drawPriceBound, priceText } from './price-bound.ts';
import type { PythonRandom } from './python-random.ts';

interface Choice {
  readonly group: string;
  readonly value: string;
}

/**
 * For each product with an instruction, one goal for every combination of its options, in the order
 * of the data: groups by name, the last one changing fastest. One price bound is drawn for each
 * product. A goal weighs the more the rarer its attributes are among the goals.
 */
export function syntheticGoals(source: GoalSource, random: PythonRandom): Goal[] {
  const unweighted: Goal[] = [];
  const uses = new Map<string, number>();
  for (const product of productsOf(source)) {
    const { instruction } = product;
    if (instruction === undefined || instruction.attributes.length === 0) continue;
    const priceUpper = drawPriceBound(source.priceOf(product), random);
    for (const choices of combinations(product.options, product.looks)) {
      unweighted.push(goalFor(product, instruction, choices, priceUpper));
      for (const attribute of instruction.attributes) {
        uses.set(attribute, (uses.get(attribute) ?? 0) + 1);
      }
    }
  }
  return unweighted.map((goal) => ({ ...goal, weight: rarity(goal.attributes, uses) }));
}

/** The mean, over the attributes, of one over the number of goals that have it. */
function rarity(attributes: readonly string[], uses: ReadonlyMap<string, number>): number {
  const sum = attributes.reduce((total, attribute) => total + 1 / uses.get(attribute)!, 0);
  return sum / attributes.length;
}

function goalFor(
  product: Product,
  instruction: ProductInstruction,
  choices: readonly Choice[],
  priceUpper: number,
): Goal {
  const wishes = choices.map(({ group, value }) => `${group}: ${value}`).join(', and ');
  return {
    asin: product.asin,
    category: product.category,
    query: product.query,
    name: product.title,
    ...(product.nouns && { nouns: product.nouns }),
    productCategory: product.productCategory,
    instructionText: `${instruction.text}${wishes && ` with ${wishes}`}${priceText(priceUpper)}`,
    attributes: instruction.attributes,
    priceUpper,
    options: choices,
    weight: 0,
  };
}

/** One way to choose a value of every group; a group without values leaves no way. */
function combinations(
  groups: readonly OptionGroup[],
  looks: Product['looks'],
): readonly (readonly Choice[])[] {
  return groups
    .toSorted((a, b) => byCodePoint(a.name, b.name))
    .reduce<readonly (readonly Choice[])[]>(
      (partial, { name, values }) =>
        partial.flatMap((choices) =>
          values.map((value) => [...choices, { group: name, value: looks?.[value] ?? value }]),
        ),
      [[]],
    );
}

import { z } from 'zod';
import type { InputPlace } from '../../../src/core/errors.ts';
import { checkRecord } from '../catalogue/parse-record.ts';
import type { Goal, GoalOption } from './goal.ts';
import { NO_PRICE_BOUND } from './price-bound.ts';

const REMEDY = "Write a goal as WebShop's records do, with asin, instruction_text and goal_options";

const goalOptions = z.union([
  z.array(z.union([z.string(), z.strictObject({ group: z.string(), value: z.string() })])),
  z.record(z.string(), z.string()).transform(pairsOf),
]);

/** A goal as WebShop writes it; unknown fields are passed over. */
export const goalSchema = z
  .object({
    asin: z.string().transform((asin) => asin.toUpperCase()),
    category: z.string(),
    query: z.string(),
    name: z.string(),
    nouns: z.array(z.string()).optional(),
    product_category: z.string(),
    instruction_text: z.string(),
    attributes: z.array(z.string()),
    price_upper: z
      .number()
      .positive()
      .nullish()
      .transform((bound) => bound ?? NO_PRICE_BOUND),
    goal_options: goalOptions,
    weight: z.number().nonnegative().default(1),
  })
  .transform(
    ({ product_category, instruction_text, price_upper, goal_options, nouns, ...same }): Goal => ({
      ...same,
      ...(nouns && { nouns }),
      productCategory: product_category,
      instructionText: instruction_text,
      priceUpper: price_upper,
      options: goal_options,
    }),
  );

function pairsOf(options: Readonly<Record<string, string>>): GoalOption[] {
  return Object.entries(options).map(([group, value]) => ({ group, value }));
}

/**
 * A goal from WebShop's JSON: `goal_options` by group or as an array, `price_upper` null for none.
 * @throws InputError
 */
export function parseGoal(json: unknown, place: InputPlace = { field: 'goal' }): Goal {
  return checkRecord(json, goalSchema, place, REMEDY);
}

/** The form that `parseGoal` reads. */
export function goalJson(goal: Goal): Readonly<Record<string, unknown>> {
  return {
    asin: goal.asin,
    category: goal.category,
    query: goal.query,
    name: goal.name,
    ...(goal.nouns && { nouns: goal.nouns }),
    product_category: goal.productCategory,
    instruction_text: goal.instructionText,
    attributes: goal.attributes,
    price_upper: goal.priceUpper,
    goal_options: optionsJson(goal.options),
    weight: goal.weight,
  };
}

/** By group where that loses neither an option nor their order; else an array. */
function optionsJson(options: readonly GoalOption[]): unknown {
  const pairs = options.filter((option) => typeof option !== 'string');
  const byGroup = Object.fromEntries(pairs.map(({ group, value }) => [group, value]));
  const groups = Object.keys(byGroup);
  const keepsOrder =
    options.length > 0 &&
    groups.length === options.length &&
    !groups.includes('__proto__') &&
    pairs.every(({ group }, index) => group === groups[index]);
  return keepsOrder ? byGroup : options;
}

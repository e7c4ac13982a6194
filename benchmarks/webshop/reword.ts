import { NO_PRICE_BOUND } from './goals/price-bound.ts';
import { readWish } from './reading/wish.ts';
import { containsRun, wordsOf } from './reading/words.ts';
import type { ShopTask } from './task.ts';

/** What an intent for this task must say: the kind of product, properties, options, the bound. */
export function requirementsOf({ goal }: ShopTask): string[] {
  const values = goal.options.map((option) => (typeof option === 'string' ? option : option.value));
  const bound = goal.priceUpper < NO_PRICE_BOUND ? [`price lower than ${goal.priceUpper}`] : [];
  return [goal.query, ...goal.attributes, ...values, ...bound];
}

/** The same goal in other words, where they name the same bound and each option word for word. */
export function rewordGoal(task: ShopTask, intent: string): ShopTask | undefined {
  const { goal } = task;
  const wish = readWish(intent);
  const bound = goal.priceUpper < NO_PRICE_BOUND ? goal.priceUpper : Infinity;
  if (wish.priceBound !== bound) return undefined;
  const words = wordsOf(intent);
  const isNamed = goal.options.every((option) =>
    containsRun(words, wordsOf(typeof option === 'string' ? option : option.value)),
  );
  return isNamed ? { ...task, intent, goal: { ...goal, instructionText: intent } } : undefined;
}

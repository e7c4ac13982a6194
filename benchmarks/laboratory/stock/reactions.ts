import type { Form } from '../world/form.ts';
import { liquidCalled } from './substances.ts';

export interface Reaction {
  readonly product: string;
  readonly ingredients: readonly [string, string];
}

export const KITCHEN_REACTIONS: readonly Reaction[] = [
  { product: 'salt water', ingredients: ['salt', 'water'] },
  { product: 'sugar water', ingredients: ['sugar', 'water'] },
  { product: 'soapy water', ingredients: ['soap powder', 'water'] },
  { product: 'dough', ingredients: ['flour', 'water'] },
  { product: 'soda water', ingredients: ['baking soda', 'water'] },
];

export const SECONDARY_PAINTS: readonly Reaction[] = [
  { product: 'orange paint', ingredients: ['red paint', 'yellow paint'] },
  { product: 'green paint', ingredients: ['blue paint', 'yellow paint'] },
  { product: 'violet paint', ingredients: ['blue paint', 'red paint'] },
];

export const TERTIARY_PAINTS: readonly Reaction[] = [
  { product: 'red-orange paint', ingredients: ['orange paint', 'red paint'] },
  { product: 'yellow-orange paint', ingredients: ['orange paint', 'yellow paint'] },
  { product: 'yellow-green paint', ingredients: ['green paint', 'yellow paint'] },
  { product: 'blue-green paint', ingredients: ['blue paint', 'green paint'] },
  { product: 'red-violet paint', ingredients: ['red paint', 'violet paint'] },
  { product: 'blue-violet paint', ingredients: ['blue paint', 'violet paint'] },
];

const REACTIONS: readonly Reaction[] = [
  ...KITCHEN_REACTIONS,
  ...SECONDARY_PAINTS,
  ...TERTIARY_PAINTS,
];

const PRODUCTS: ReadonlyMap<string, Form> = new Map(
  REACTIONS.map(({ product, ingredients }) => [keyOf(ingredients), liquidCalled(product)]),
);

/** What exactly these substances make together; undefined if they do not react. */
export function reactionOf(substances: readonly string[]): Form | undefined {
  return PRODUCTS.get(keyOf(substances));
}

export function reactionTo(product: string): Reaction | undefined {
  return REACTIONS.find((reaction) => reaction.product === product);
}

function keyOf(substances: readonly string[]): string {
  return [...substances].sort().join('+');
}

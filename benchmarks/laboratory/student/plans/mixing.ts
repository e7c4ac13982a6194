import type { GoalOf } from '../../goals/goal.ts';
import { ingredientsOf, TAPS } from '../../reading/knowledge.ts';
import type { Errands } from '../errands.ts';
import type { Urge } from '../urge.ts';
import { FINISH, focus, GUESS, less, SURE } from './steps.ts';
import { drawWater } from './substances.ts';

export function make({ product, via }: GoalOf<'make'>, errands: Errands): Urge[] {
  if (via !== undefined && !errands.hasFocused(via)) {
    return errands.here(via) === undefined ? combine(via, errands) : focus(errands, via);
  }
  if (errands.hasFocused(product)) return [FINISH];
  return errands.here(product) === undefined ? combine(product, errands) : focus(errands, product);
}

/** Brings the ingredients into one vessel and mixes. */
function combine(product: string, errands: Errands): Urge[] {
  const [first, second] = ingredientsOf(product) ?? [];
  if (first === undefined || second === undefined) return errands.explore();
  const { seen } = errands.story;
  const missing = [first, second].find((name) => !seen.has(name));
  if (missing === 'water') return drawWater(errands);
  if (missing !== undefined) return errands.explore();
  const [a, b] = [seen.get(first)!, seen.get(second)!];
  if (a.holder === undefined || b.holder === undefined) return errands.explore();
  if (a.holder === b.holder) return [{ verb: 'mix', name: a.holder, like: SURE }];
  const wrong = product.endsWith('paint')
    ? errands.known(({ name, holder }) => name.endsWith('paint') && holder !== undefined)
    : [];
  const pours = [
    ...errands.pour(a.holder, b.holder),
    ...less(errands.pour(b.holder, a.holder), GUESS),
    // It is none too sure which colors it takes.
    ...wrong.flatMap(({ holder }) => less(errands.pour(holder!, a.holder!), GUESS + 0.3)),
  ];
  return isTap(a.holder) || isTap(b.holder) ? drawWater(errands) : pours;
}

function isTap(name: string): boolean {
  return TAPS.includes(name);
}

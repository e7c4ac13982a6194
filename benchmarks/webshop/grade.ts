import type { Grade } from '../../src/core/benchmark.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { scorePurchase } from './grading/score-purchase.ts';
import { purchaseIn } from './shop/purchase-in.ts';
import { createShop } from './shop/shop.ts';
import { START, type ShopState } from './shop/state.ts';
import { takeAction } from './shop/transition.ts';
import type { ShopTask } from './task.ts';

/**
 * What the actions of a trajectory buy in a fresh shop. The score is WebShop's reward, 0 when nothing
 * was bought; a success is a reward of 1.
 */
export function gradeTrajectory(task: ShopTask, { steps }: Trajectory): Grade {
  const { catalogue, strictQuirks, nouns } = task.settings;
  const shop = createShop({ catalogue, strictQuirks, instruction: task.intent });
  let state: ShopState = START;
  for (const { action } of steps) {
    if (state.kind === 'done') break;
    ({ state } = takeAction(shop, state, action));
  }
  if (state.kind !== 'done') return { score: 0, success: false };
  const purchase = purchaseIn(catalogue, state);
  const { reward, parts } = scorePurchase(task.goal, purchase, { nouns });
  const numbers = Object.entries(parts).map(([name, value]) => [name, Number(value)] as const);
  return { score: reward, success: reward === 1, parts: Object.fromEntries(numbers) };
}

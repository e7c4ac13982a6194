import type { Task } from '../../src/core/task.ts';
import type { Goal } from './goals/goal.ts';
import type { Shop } from './shop/shop.ts';

/** A goal in a shop. Planners see its id and its intent only. */
export interface ShopTask extends Task {
  readonly goal: Goal;
  readonly shop: Shop;
}

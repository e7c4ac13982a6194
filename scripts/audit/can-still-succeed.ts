import type { Puzzle } from '../../benchmarks/game24/puzzle.ts';
import { integer } from '../../benchmarks/game24/rational.ts';
import { numbersLeft } from '../../benchmarks/game24/reading.ts';
import { canMake } from '../../benchmarks/game24/solver.ts';
import type { Product } from '../../benchmarks/webshop/catalogue/product.ts';
import { scorePurchase } from '../../benchmarks/webshop/grading/score-purchase.ts';
import { readWalk } from '../../benchmarks/webshop/reading/walk.ts';
import type { ShopTask } from '../../benchmarks/webshop/task.ts';
import type { Task } from '../../src/core/task.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';

/** Whether going straight on from the end of a prefix can still fulfil the task, by the true score. */
export function canStillSucceed(benchmark: string, task: Task, prefix: Trajectory): boolean {
  switch (benchmark) {
    case 'game24':
      return canMake(numbersLeft(prefix.final.text)!, integer((task as Puzzle).target));
    case 'webshop':
      return canStillBuy(task as ShopTask, prefix);
    default:
      throw new RangeError(`There is no rule for prefixes of ${benchmark}`);
  }
}

function canStillBuy(task: ShopTask, { steps, final }: Trajectory): boolean {
  const { page, current } = readWalk(steps, final.text);
  const { catalogue } = task.settings;
  if (page.kind === 'results') {
    return page.items.some(({ asin }) => canBuy(task, catalogue.find(asin), new Map()));
  }
  return current !== undefined && canBuy(task, catalogue.find(current.asin), current.chosen);
}

/** Whether some choice of the options that are still open is worth the full reward. */
function canBuy(
  { goal, settings }: ShopTask,
  product: Product | undefined,
  chosen: ReadonlyMap<string, string>,
): boolean {
  if (product === undefined) return false;
  const { catalogue, nouns } = settings;
  const price = catalogue.priceOf(product);
  const open = product.options.filter(({ name }) => !chosen.has(name));
  const tryFrom = (at: number, options: ReadonlyMap<string, string>): boolean => {
    if (scorePurchase(goal, { product, price, options }, { nouns }).reward === 1) return true;
    const group = open[at];
    if (group === undefined) return false;
    return (
      tryFrom(at + 1, options) ||
      group.values.some((value) => tryFrom(at + 1, new Map([...options, [group.name, value]])))
    );
  };
  return tryFrom(0, chosen);
}

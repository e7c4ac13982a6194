import type { Hindsight } from '../../src/core/hindsight.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { checkPurchase, distanceOf, verdictOf } from './checklist.ts';
import { brokenPurchases, straightPath } from './edits.ts';
import { goalJson } from './goals/goal-json.ts';
import type { Goal } from './goals/goal.ts';
import { purchaseOf, type ChosenOptions, type Purchase } from './grading/purchase.ts';
import { writeGoal } from './intent-writer.ts';
import { requirementsOf, rewordGoal } from './reword.ts';
import { readWalk, type ShopWalk } from './reading/walk.ts';
import type { ShopTask } from './task.ts';

/**
 * A walk that bought something fulfilled "find me such a thing": the intent is written from what was
 * bought. Whether another purchase fulfils it is decided by its requirements one by one, see
 * `checkPurchase`; the shop's own reward is never asked.
 */
export function shopHindsight(
  catalogue: Catalogue,
  taskFor: (goal: Goal) => ShopTask,
  groupOfProduct: (asin: string) => string,
): Hindsight<ShopTask> {
  const chosenOf = (asin: string, options: ChosenOptions): Purchase | undefined => {
    const product = catalogue.find(asin);
    return product && purchaseOf(product, catalogue.priceOf(product), options);
  };
  const boughtIn = ({ bought, current }: ShopWalk) =>
    bought && current !== undefined ? chosenOf(current.asin, current.chosen) : undefined;
  const cannotFulfil = (goal: Goal, asin: string, chosen: ChosenOptions): boolean => {
    const purchase = chosenOf(asin, chosen);
    if (purchase === undefined) return true;
    return verdictOf(checkPurchase(goal, purchase, { unfinished: true })) === 'failed';
  };

  return {
    achieved: (trajectory) => {
      const purchase = boughtIn(walkOf(trajectory));
      return purchase === undefined ? [] : [taskFor(writeGoal(purchase))];
    },
    judge: ({ goal }, trajectory) => {
      const purchase = boughtIn(walkOf(trajectory));
      return purchase === undefined ? 'failed' : verdictOf(checkPurchase(goal, purchase));
    },
    describe: ({ goal }) => goalJson(goal),
    touched: (trajectory) => {
      const { current } = walkOf(trajectory);
      return current === undefined ? [] : [groupOfProduct(current.asin.toUpperCase())];
    },
    requirements: requirementsOf,
    reword: rewordGoal,
    distance: ({ goal }, trajectory) => {
      const { current, bought } = walkOf(trajectory);
      const purchase = current && chosenOf(current.asin, current.chosen);
      if (purchase === undefined) return 1;
      return distanceOf(checkPurchase(goal, purchase, { unfinished: !bought }));
    },
    variations: (trajectory) => {
      const { current } = walkOf(trajectory);
      return current === undefined ? [] : [straightPath(current)];
    },
    corruptions: (trajectory, rng) => {
      const { current } = walkOf(trajectory);
      return current === undefined ? [] : brokenPurchases(current, catalogue, rng);
    },
    situation: () => undefined,
    offTrack: ({ goal }, prefix) => {
      const { page, current } = walkOf(prefix);
      if (page.kind === 'results') {
        return page.items.every(({ asin }) => cannotFulfil(goal, asin, NOTHING_CHOSEN));
      }
      return current !== undefined && cannotFulfil(goal, current.asin, current.chosen);
    },
    stage: (prefix) => walkOf(prefix).page.kind,
    outcome: (trajectory) => {
      const purchase = boughtIn(walkOf(trajectory));
      return purchase && outcome(purchase.product.asin, purchase.options.values());
    },
    wantedOutcome: ({ goal: { asin, options } }) => {
      const values = options.map((option) => (typeof option === 'string' ? option : option.value));
      return outcome(asin, values);
    },
  };
}

const NOTHING_CHOSEN: ChosenOptions = new Map();

function walkOf({ steps, final }: Trajectory): ShopWalk {
  return readWalk(steps, final.text);
}

function outcome(asin: string, values: Iterable<string>): string {
  return JSON.stringify([asin.toLowerCase(), ...[...values].sort()]);
}

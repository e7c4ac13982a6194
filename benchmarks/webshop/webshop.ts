import type { Benchmark } from '../../src/core/benchmark.ts';
import { encoder } from './encoder.ts';
import { openShop } from './environment.ts';
import { gradeTrajectory } from './grade.ts';
import { scorePurchase } from './grading/score-purchase.ts';
import { loadTasks, OPTIONS } from './load.ts';
import { openOriginalShop } from './original.ts';
import { PicturedShop } from './pictured-shop.ts';
import { readWalk } from './reading/walk.ts';
import { createShopper } from './shopper/shopper.ts';
import { groupOfProduct, isTestGroup, type ShopTask } from './task.ts';

/** As many actions as ReAct allows itself (Yao et al. 2022, arXiv 2210.03629). */
const MAX_STEPS = 15;

/** Find and buy what an instruction asks for, in a shop of real or generated products. */
export const webshop: Benchmark<ShopTask> = {
  name: 'webshop',
  summary: 'buy what an instruction asks for in a web shop',
  maxSteps: MAX_STEPS,
  facts: {
    actions: 'actions taken, the purchase included',
    priceUsd: 'price of the product bought, or in view, in US dollars',
  },
  options: OPTIONS,
  load: loadTasks,
  openEnvironment: ({ id, intent, settings: { pictures, ...settings } }) => {
    const shop = openShop({ ...settings, instruction: intent, sessionId: id });
    return pictures === undefined ? shop : new PicturedShop(shop, pictures);
  },
  openOriginal: ({ id, goal, settings: { catalogue, nouns } }) =>
    openOriginalShop({
      catalogue,
      goal,
      sessionId: id,
      scorePurchase: (wanted, purchase) => scorePurchase(wanted, purchase, { nouns }),
    }),
  grade: gradeTrajectory,
  answerOf: ({ steps, final }) => {
    const { current, bought } = readWalk(steps, final.text);
    if (!bought || current === undefined) return undefined;
    const options = [...current.chosen].map(([group, value]) => `${group}: ${value}`).sort();
    return [current.asin, ...options].join(', ');
  },
  groupOf: ({ goal, isTest }) => groupOfProduct(goal.asin, isTest),
  isTestGroup,
  encoder,
  policies: {
    shopper: { summary: 'compares words, one page at a time', create: createShopper },
  },
  usualPolicies: { exploring: 'shopper', acting: 'shopper' },
};

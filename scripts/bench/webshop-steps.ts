import type { Catalogue } from '../../benchmarks/webshop/catalogue/catalogue.ts';
import type { Product } from '../../benchmarks/webshop/catalogue/product.ts';
import { openShop } from '../../benchmarks/webshop/environment.ts';
import { createRng } from '../../src/core/rng.ts';

/**
 * Steps per second in the WebShop environment on one core, searches aside: random clicks on what is
 * offered, with every text made, from the results of one search over generated products.
 */

const PRODUCTS = 50;
const STEPS = 20_000;
const RUNS = 5;

const product = (index: number): Product => ({
  asin: `B0${String(index).padStart(8, '0')}`,
  category: 'garden',
  query: 'oak chairs',
  productCategory: 'Home › Furniture › Chairs',
  title: `Oak chair number ${index}, with arm rests and a cushion, for dining room and garden`,
  description: 'A chair on which one sits well. '.repeat(20),
  bulletPoints: Array.from({ length: 5 }, (_, line) => `Reason ${line} to sit on solid oak `),
  prices: [40 + index],
  priceTag: `$${40 + index}.0`,
  options: [
    { name: 'color', values: Array.from({ length: 12 }, (_, value) => `stain ${value}`) },
    { name: 'size', values: Array.from({ length: 6 }, (_, value) => `${value}" x ${value}"`) },
  ],
  attributes: ['solid wood'],
  image: '',
  optionImages: {},
});

const products = Array.from({ length: PRODUCTS }, (_, index) => product(index));
const positions = [...products.keys()];
const catalogue: Catalogue = {
  size: PRODUCTS,
  at: (position) => products[position]!,
  find: (asin) => products.find((each) => each.asin === asin.toUpperCase()),
  search: (_, limit) => positions.slice(0, limit),
  priceOf: ({ prices }) => prices[0],
  close: () => undefined,
};

function stepsPerSecond(observationMode: 'text' | 'text_rich', listActions: boolean): number {
  const rng = createRng('steps');
  const shop = openShop({ catalogue, instruction: 'buy an oak chair', observationMode });
  const plan = recordWalk(rng.integer.bind(rng));
  const startedAt = performance.now();
  let steps = 0;
  let characters = 0;
  for (const action of plan) {
    if (action === undefined) {
      shop.reset();
      continue;
    }
    const { observation } = shop.step(action);
    characters += observation.text.length;
    if (listActions) characters += observation.availableActions!.length;
    steps += 1;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  if (characters === 0) throw new Error('The shop showed nothing');
  return steps / seconds;
}

/** Actions of a random walk; `undefined` starts afresh. */
function recordWalk(below: (bound: number) => number): (string | undefined)[] {
  const shop = openShop({ catalogue, instruction: 'buy an oak chair' });
  const plan: (string | undefined)[] = [];
  let offered: readonly string[] = [];
  while (plan.length < STEPS) {
    if (offered.length === 0) {
      plan.push(undefined);
      offered = shop.reset().availableActions!;
    }
    const action = offered[below(offered.length)]!;
    plan.push(action);
    const { observation, done } = shop.step(action);
    offered = done ? [] : observation.availableActions!;
  }
  return plan;
}

const results = (['text', 'text_rich'] as const).flatMap((observationMode) =>
  [false, true].map((listActions) => {
    stepsPerSecond(observationMode, listActions);
    const runs = Array.from({ length: RUNS }, () => stepsPerSecond(observationMode, listActions));
    runs.sort((a, b) => a - b);
    const [slowest, median, fastest] = [runs[0]!, runs[RUNS >> 1]!, runs.at(-1)!].map(Math.round);
    return { observationMode, listActions, median, slowest, fastest };
  }),
);
console.log(JSON.stringify({ benchmark: 'webshop-steps', stepsPerSecond: results }, null, 2));

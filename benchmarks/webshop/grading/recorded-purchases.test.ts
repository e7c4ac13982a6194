import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMemoryCatalogue } from '../catalogue/memory-catalogue.ts';
import { REFERENCE_PRODUCTS, referenceProducts } from '../catalogue/testing/reference-products.ts';
import { sampleProduct } from '../catalogue/testing/sample-product.ts';
import { parseGoal } from '../goals/goal-json.ts';
import { sharedData } from '../../../src/testing/shared-data.ts';
import type { PurchaseScore } from './purchase.ts';
import { scorePurchase } from './score-purchase.ts';

interface Done {
  readonly asin: string;
  readonly options: Readonly<Record<string, string>>;
  readonly reward: number;
  readonly reward_info: PurchaseScore['parts'];
}

function readLines(file: string): readonly unknown[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line): unknown => JSON.parse(line));
}

const episodes = sharedData('webshop/golden-episodes-160.jsonl');
const trajectories = sharedData('webshop/human-mturk-9-trajectories.jsonl');

describe('recorded purchases', () => {
  it.skipIf(!existsSync(episodes) || !existsSync(REFERENCE_PRODUCTS))(
    `of the original environment score the same (skipped without ${episodes})`,
    async () => {
      const catalogue = createMemoryCatalogue(await referenceProducts(), () => []);
      const records = readLines(episodes) as { goal: unknown; steps: readonly Done[] }[];
      for (const { goal: json, steps } of records) {
        const goal = parseGoal(json);
        const { asin, options, reward, reward_info } = steps.at(-1)!;
        const product = catalogue.find(asin)!;
        // What a range cost was drawn anew in each process: there the record alone knows.
        const [price, high] = product.prices;
        const drawn = reward_info.r_price ? goal.priceUpper : goal.priceUpper + 1;
        const purchase = {
          product,
          price: high === undefined ? price : drawn,
          options: new Map(Object.entries(options)),
        };
        expect(scorePurchase(goal, purchase, { nouns: 'alphabetic' })).toEqual({
          reward,
          parts: reward_info,
        });
        const byTags = scorePurchase(goal, purchase);
        if (asin === goal.asin) expect(byTags.reward).toBe(reward);
      }
      expect(records.length).toBeGreaterThan(50);
    },
  );

  it.skipIf(!existsSync(trajectories))(
    `of people meet the options and prices that were recorded (skipped without ${trajectories})`,
    () => {
      const records = readLines(trajectories) as { events: readonly HumanEvent[] }[];
      for (const { events } of records) {
        const { goal: json, content, reward, reward_info } = events.at(-1)!;
        const goal = parseGoal(json);
        // The product is of the full catalogue, so only what does not depend on it is compared.
        const purchase = {
          product: sampleProduct(),
          price: content.price,
          options: new Map(Object.entries(content.options)),
        };
        const { parts } = scorePurchase(goal, purchase);
        expect(parts.r_price).toBe(reward_info.r_price);
        expect(parts.r_option).toBe(reward_info.r_option);
        const { length: attributes } = goal.attributes;
        const { length: wanted } = goal.options;
        const met = reward_info.r_att * attributes + (parts.r_option ?? 0) * wanted;
        const share = (met + Number(parts.r_price)) / (attributes + wanted + 1);
        expect(share * reward_info.r_type).toBe(reward);
      }
      expect(records.length).toBeGreaterThan(0);
    },
  );
});

/** The last event; the others lack the rest. */
interface HumanEvent extends Omit<Done, 'asin' | 'options'> {
  readonly goal: unknown;
  readonly content: {
    readonly price: number;
    readonly options: Readonly<Record<string, string>>;
  };
}

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../src/testing/shared-data.ts';
import { REFERENCE_PRODUCTS, referenceProducts } from '../catalogue/testing/reference-products.ts';
import { createMemoryCatalogue } from '../catalogue/memory-catalogue.ts';
import { parseGoal } from '../goals/goal-json.ts';
import { scorePurchase } from '../grading/score-purchase.ts';
import { OriginalShop } from '../original.ts';
import { buildIndex } from '../search/build-index.ts';
import { searchText } from '../search/search-text.ts';

const FILE = sharedData('webshop/golden-episodes-160.jsonl');
const isHere = existsSync(FILE) && existsSync(REFERENCE_PRODUCTS);

interface RecordedPage {
  readonly text: string;
  readonly text_rich: string;
  readonly available: { readonly clickables: readonly string[] };
  readonly url: string;
}

interface RecordedEpisode {
  readonly goal_idx: number;
  readonly goal: unknown;
  readonly init: RecordedPage;
  readonly steps: readonly (RecordedPage & { readonly action: string; readonly done: boolean })[];
}

describe.skipIf(!isHere)(`the shop, beside recorded episodes (skipped without ${FILE})`, () => {
  it('shows every page of every episode byte for byte as the original', async () => {
    const products = await referenceProducts();
    const index = await buildIndex(
      products.map((product) => ({ id: product.asin, text: searchText(product) })),
    );
    const catalogue = createMemoryCatalogue(products, (query, limit) =>
      index.search(query, limit).map(({ position }) => position),
    );
    const lines = readFileSync(FILE, 'utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const { goal: recorded, goal_idx, init, steps } = JSON.parse(line) as RecordedEpisode;
      const goal = parseGoal(recorded);
      const shop = new OriginalShop({ catalogue, strictQuirks: false }, goal.instructionText, {
        session: String(goal_idx),
        score: ({ asin, options }) => {
          const product = catalogue.find(asin ?? '');
          if (product === undefined) return undefined;
          const purchase = { product, price: catalogue.priceOf(product), options };
          return scorePurchase(goal, purchase, { nouns: 'alphabetic' });
        },
      });
      expect(shop.reset()).toEqual(shownIn(init));
      for (const step of steps) {
        const { observation, done } = shop.step(step.action);
        expect(observation, `${goal_idx}: ${step.action}`).toEqual(shownIn(step));
        expect(done).toBe(step.done);
      }
    }
  });
});

function shownIn({ text, text_rich, available, url }: RecordedPage) {
  return { text, textRich: text_rich, clickables: available.clickables, url };
}

import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../../src/testing/shared-data.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { Product } from './catalogue/product.ts';
import type { Goal } from './goals/goal.ts';
import type { PurchaseScore } from './grading/purchase.ts';
import { openOriginalShop, type OriginalObservation } from './original.ts';
import { parseAction } from './shop/action.ts';
import { lines, readRecordedProducts } from './shop/testing/recorded-products.ts';
import { makeCatalogue } from './shop/testing/shelf.ts';

interface RecordedPage {
  readonly text: string;
  readonly text_rich: string;
  readonly available: { readonly has_search_bar: boolean; readonly clickables: readonly string[] };
  readonly url: string;
}

interface RecordedStep extends RecordedPage {
  readonly action: string;
  readonly reward: number;
  readonly done: boolean;
}

interface Episode {
  readonly goal_idx: number;
  readonly goal: { readonly instruction_text: string };
  readonly init: RecordedPage;
  readonly steps: readonly RecordedStep[];
}

const EPISODES = sharedData('webshop/golden-episodes-160.jsonl');
const PRODUCTS = sharedData('webshop/products-1k.jsonl');

describe.skipIf(!existsSync(EPISODES))('episodes of the original program', () => {
  let products: Product[];
  let episodes: Episode[];
  beforeAll(() => {
    products = readRecordedProducts(PRODUCTS);
    episodes = lines(EPISODES);
  });

  it('are shown byte for byte the same', () => {
    expect(episodes.length).toBeGreaterThan(0);
    for (const episode of episodes) {
      const place = `goal ${episode.goal_idx}`;
      const environment = openOriginalShop({
        catalogue: makeCatalogue(products, recordedSearch(products, episode)),
        goal: goalOf(episode),
        scorePurchase: () => scoreOf(episode.steps.at(-1)!.reward),
        sessionId: String(episode.goal_idx),
      });
      expectPage(environment.reset(), episode.init, place);
      for (const step of episode.steps) {
        const { observation, done } = environment.step(step.action);
        expectPage(observation, step, `${place}, ${step.action}`);
        expect(done).toBe(step.done);
        expect(observation.reward).toBe(step.reward);
      }
    }
  });
});

function expectPage(shown: OriginalObservation, recorded: RecordedPage, place: string): void {
  expect(shown.url, place).toBe(recorded.url);
  expect(shown.text, place).toBe(recorded.text);
  expect(shown.textRich, place).toBe(recorded.text_rich);
  expect(shown.clickables, place).toEqual(recorded.available.clickables);
  expect(shown.hasSearchBar, place).toBe(recorded.available.has_search_bar);
}

/** Finds what the recorded result pages of the episode show, and anything in between. */
function recordedSearch(products: readonly Product[], episode: Episode): Catalogue['search'] {
  const positions = new Map(products.map(({ asin }, position) => [asin.toLowerCase(), position]));
  const found = new Map<string, number[]>();
  let query = '';
  for (const { action, text, available } of episode.steps) {
    const parsed = parseAction(action);
    if (parsed.kind === 'search') query = parsed.query;
    const count = /\[SEP\] Page (\d+) \(Total results: (\d+)\)/.exec(text);
    if (count === null) continue;
    const hits = found.get(query) ?? Array.from({ length: Number(count[2]) }, () => 0);
    const shown = available.clickables.flatMap((name) => positions.get(name) ?? []);
    hits.splice((Number(count[1]) - 1) * 10, shown.length, ...shown);
    found.set(query, hits);
  }
  return (words) => found.get(words) ?? [];
}

/** Of the goal, the pages show the instruction alone. */
function goalOf({ goal }: Episode): Goal {
  return {
    asin: '',
    category: '',
    query: '',
    name: '',
    productCategory: '',
    instructionText: goal.instruction_text,
    attributes: [],
    priceUpper: 1_000_000,
    options: [],
    weight: 1,
  };
}

function scoreOf(reward: number): PurchaseScore {
  return {
    reward,
    parts: {
      r_type: 1,
      r_att: 0,
      w_att: 0,
      query_match: false,
      category_match: false,
      title_score: 0,
      r_price: true,
      w_price: 0,
    },
  };
}

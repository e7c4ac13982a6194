import type { Step } from '../../../src/core/trajectory.ts';
import { parseAction } from '../shop/action.ts';
import {
  readShopPage,
  type ItemPage,
  type ListedItem,
  type ResultsPage,
  type ShopPage,
} from './shop-page.ts';

/** What a shopper has seen and done so far, as far as the pages and actions say it. */
export interface ShopWalk {
  readonly page: ShopPage;
  readonly queries: readonly string[];
  /** Everything that was listed, by ASIN, in the order of its first appearance. */
  readonly listed: ReadonlyMap<string, ListedItem>;
  /** What was looked at, by ASIN, the product in view or bought included. */
  readonly visited: ReadonlyMap<string, Visit>;
  /** The product in view or bought. */
  readonly current: Visit | undefined;
  readonly bought: boolean;
}

export interface Visit {
  /** Lower case. */
  readonly asin: string;
  /** The list from which it was opened, and the query that it answered. */
  readonly list: ResultsPage;
  readonly query: string;
  readonly item: ItemPage;
  /** The texts of the pages that tell more about it, by the name of their button. */
  readonly details: ReadonlyMap<string, string>;
  /** What is chosen now, by group. */
  readonly chosen: ReadonlyMap<string, string>;
}

/** Follows the pages from the first to `final`. */
export function readWalk(steps: readonly Step[], final: string): ShopWalk {
  const reader = new WalkReader(readShopPage(steps[0]?.observation.text ?? final));
  steps.forEach(({ action }, index) => {
    reader.take(action, readShopPage(steps[index + 1]?.observation.text ?? final));
  });
  return reader;
}

interface OpenVisit extends Visit {
  item: ItemPage;
  readonly details: Map<string, string>;
  readonly chosen: Map<string, string>;
}

class WalkReader implements ShopWalk {
  page: ShopPage;
  readonly queries: string[] = [];
  readonly listed = new Map<string, ListedItem>();
  readonly visited = new Map<string, OpenVisit>();
  current: OpenVisit | undefined;
  bought = false;

  constructor(start: ShopPage) {
    this.page = start;
    this.#note(start);
  }

  take(text: string, next: ShopPage): void {
    const action = parseAction(text);
    const clicked = action.kind === 'click' ? action.name : '';
    if (action.kind === 'search' && next.kind === 'results') this.queries.push(action.query);
    switch (next.kind) {
      case 'item':
        if (this.page.kind === 'results') this.#open(clicked, next, this.page);
        else if (this.current !== undefined) this.#stay(this.current, clicked, next);
        break;
      case 'details':
        if (this.page.kind === 'item') this.current?.details.set(clicked, next.text);
        break;
      case 'done':
        this.bought = true;
        break;
      case 'search':
      case 'results':
        this.current = undefined;
        break;
      case 'unknown':
        break;
    }
    this.#note(next);
    this.page = next;
  }

  #open(asin: string, item: ItemPage, list: ResultsPage): void {
    const details = new Map(this.visited.get(asin)?.details);
    const query = this.queries.at(-1) ?? '';
    this.current = { asin, list, query, item, details, chosen: new Map() };
    this.visited.set(asin, this.current);
  }

  /** A value that two groups offer counts for the last of them, as in the shop. */
  #stay(visit: OpenVisit, clicked: string, item: ItemPage): void {
    if (this.page.kind === 'item') {
      const group = visit.item.options.findLast(({ values }) => values.includes(clicked));
      if (group !== undefined) visit.chosen.set(group.group, clicked);
    }
    visit.item = item;
  }

  #note(page: ShopPage): void {
    if (page.kind !== 'results') return;
    for (const item of page.items) {
      if (!this.listed.has(item.asin)) this.listed.set(item.asin, item);
    }
  }
}

const RESULTS_PER_PAGE = 10;

/** The place of a visited product among everything that its query found, counted from 0. */
export function rankOf({ asin, list }: Visit): number {
  const place = list.items.findIndex((item) => item.asin === asin);
  return RESULTS_PER_PAGE * (list.number - 1) + Math.max(0, place);
}

import type { Step } from '../../../src/core/trajectory.ts';
import { parseAction } from '../shop/action.ts';
import { readShopPage, type ItemPage, type ListedItem, type ShopPage } from './shop-page.ts';

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
  readonly asin: string;
  /** Its place in the list from which it was opened, counted from 0 over all pages. */
  readonly rank: number;
  /** The query of that list. */
  readonly query: string;
  readonly item: ItemPage;
  /** The texts of the pages that tell more about it, by the name of their button. */
  readonly details: ReadonlyMap<string, string>;
  /** What is chosen now, by group. */
  readonly chosen: ReadonlyMap<string, string>;
}

interface OpenVisit extends Visit {
  item: ItemPage;
  readonly details: Map<string, string>;
  readonly chosen: Map<string, string>;
}

/** Follows the pages from the first to `final`. */
export function readWalk(steps: readonly Step[], final: string): ShopWalk {
  const queries: string[] = [];
  const listed = new Map<string, ListedItem>();
  const visited = new Map<string, OpenVisit>();
  let page = readShopPage(steps[0]?.observation.text ?? final);
  note(page, listed);
  let current: OpenVisit | undefined;
  let bought = false;
  steps.forEach(({ action }, index) => {
    const { name, argument = '' } = parseAction(action);
    const next = readShopPage(steps[index + 1]?.observation.text ?? final);
    if (name === 'search' && next.kind === 'results') queries.push(argument);
    if (next.kind === 'item') {
      if (page.kind !== 'item' && page.kind !== 'details') {
        current = {
          asin: argument,
          rank: rankOf(argument, page),
          query: queries.at(-1) ?? '',
          item: next,
          details: new Map(),
          chosen: new Map(),
        };
        const known = visited.get(argument);
        known?.details.forEach((text, key) => current?.details.set(key, text));
        visited.set(argument, current);
      } else if (current !== undefined) {
        if (page.kind === 'item' && name === 'click') choose(current, argument);
        current.item = next;
      }
    } else if (next.kind === 'details' && page.kind === 'item') {
      current?.details.set(argument, next.text);
    } else if (next.kind === 'done') {
      bought = true;
    } else if (next.kind === 'search' || next.kind === 'results') {
      current = undefined;
    }
    note(next, listed);
    page = next;
  });
  return { page, queries, listed, visited, current, bought };
}

function rankOf(asin: string, page: ShopPage): number {
  if (page.kind !== 'results') return 0;
  const place = page.items.findIndex((item) => item.asin === asin);
  return 10 * (page.number - 1) + Math.max(0, place);
}

function note(page: ShopPage, listed: Map<string, ListedItem>): void {
  if (page.kind !== 'results') return;
  for (const item of page.items) if (!listed.has(item.asin)) listed.set(item.asin, item);
}

/** A value that two groups offer counts for the last of them, as in the shop. */
function choose(visit: OpenVisit, value: string): void {
  const group = visit.item.options.findLast(({ values }) => values.includes(value));
  if (group !== undefined) visit.chosen.set(group.group, value);
}

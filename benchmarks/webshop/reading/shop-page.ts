import { remembered } from '../../../src/core/remembered.ts';

/** A page of the shop as its `text_rich` form says it. */
export type ShopPage =
  | { readonly kind: 'search' }
  | ResultsPage
  | ItemPage
  | { readonly kind: 'details'; readonly text: string }
  | { readonly kind: 'done'; readonly asin: string | undefined }
  | { readonly kind: 'unknown' };

export interface ResultsPage {
  readonly kind: 'results';
  /** Counted from 1. */
  readonly number: number;
  readonly items: readonly ListedItem[];
}

export interface ListedItem {
  /** Lower case, as it is clicked. */
  readonly asin: string;
  readonly title: string;
  readonly price: PriceSpan;
}

export interface ItemPage {
  readonly kind: 'item';
  readonly title: string;
  readonly price: PriceSpan;
  readonly options: readonly OfferedOption[];
}

export interface OfferedOption {
  readonly group: string;
  readonly values: readonly string[];
  /** The value that the page marks as clicked. */
  readonly clicked: string | undefined;
}

/** What a price tag says, in US dollars. */
export interface PriceSpan {
  readonly low: number;
  readonly high: number;
}

const BUTTON = /^\s*\[(clicked )?button\] (.*) \[(?:clicked )?button_\]$/;

/** Reads a page; one that is not of the shop is `unknown`. */
export const readShopPage: (text: string) => ShopPage = remembered(read, 2000);

function read(text: string): ShopPage {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => !/^You have clicked .*\.$/.test(line));
  const head = lines[first]?.trim();
  if (head === 'WebShop') return { kind: 'search' };
  if (head === 'Thank you for shopping with us!') return { kind: 'done', asin: boughtAsin(lines) };
  if (head !== 'Instruction:') return { kind: 'unknown' };
  const from = lines.findIndex((line, index) => index > first && line.includes('[button] Back to'));
  const body = lines.slice(from + 1);
  const page = body.map((line) => /^Page (\d+) \(Total results: \d+\)$/.exec(line)).find(Boolean);
  if (page) return { kind: 'results', number: Number(page[1]), items: listedItems(body) };
  if (from < 0 || body[0] !== '[button] < Prev [button_]') return { kind: 'unknown' };
  if (body.includes('[button] Buy Now [button_]')) return itemPage(body.slice(1));
  return { kind: 'details', text: body.slice(1).join('\n') };
}

function boughtAsin(lines: readonly string[]): string | undefined {
  return lines[lines.indexOf('asin') + 1]?.toLowerCase();
}

function listedItems(lines: readonly string[]): ListedItem[] {
  const items: ListedItem[] = [];
  const starts = lines.flatMap((line, index) =>
    lines[index - 1] === '' && BUTTON.test(line) ? index : [],
  );
  starts.forEach((start, order) => {
    const end = starts[order + 1] ?? lines.length;
    const rest = lines.slice(start + 1, end).filter((line) => line.trim() !== '');
    const asin = BUTTON.exec(lines[start]!)![2]!.toLowerCase();
    items.push({ asin, title: rest.slice(0, -1).join(' '), price: readPrice(rest.at(-1) ?? '') });
  });
  return items;
}

function itemPage(lines: readonly string[]): ItemPage {
  const priceLine = lines.findLastIndex((line) => line.startsWith('Price: '));
  const options: { group: string; values: string[]; clicked: string | undefined }[] = [];
  let name: string[] = [];
  for (const line of lines.slice(0, priceLine)) {
    const button = BUTTON.exec(line);
    if (button === null) {
      name.push(line);
      continue;
    }
    if (name.length > 0)
      options.push({ group: name.join(' ').trim(), values: [], clicked: undefined });
    name = [];
    const group = options.at(-1);
    if (group === undefined) continue;
    group.values.push(button[2]!);
    if (button[1] !== undefined) group.clicked = button[2]!;
  }
  return {
    kind: 'item',
    title: name.join(' ').trim(),
    price: readPrice(lines[priceLine] ?? ''),
    options,
  };
}

/** Of a tag such as `$5.99 to $8.99`; a tag without a number is a price of 0. */
export function readPrice(tag: string): PriceSpan {
  const numbers = [...tag.matchAll(/\$(\d+(?:\.\d+)?)/g)].map((match) => Number(match[1]));
  return { low: numbers[0] ?? 0, high: numbers.at(-1) ?? 0 };
}

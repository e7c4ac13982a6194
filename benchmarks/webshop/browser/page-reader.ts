import type { Page } from 'puppeteer';
import { keyOf } from '../shop/pages/item-page.ts';
import { jsonObject } from '../shop/python-text.ts';
import type { ShownNode } from '../shop/render.ts';
import { readAddress, type Address } from '../site/address.ts';

/** What the original counts as clickable, in the order of the page. */
const TARGETS = '.btn, .product-link, input[type="radio"]';

/**
 * Runs in the page. The original's text is every text node that is not in one of these elements;
 * what a node means follows from the element around it.
 */
const READ = `(() => {
  const silent = new Set(['STYLE', 'SCRIPT', 'HEAD', 'TITLE', 'META']);
  const targets = [...document.querySelectorAll('${TARGETS}')];
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const { data, parentElement: around } = walker.currentNode;
    if (around === null || silent.has(around.tagName)) continue;
    texts.push({
      data,
      tag: around.tagName,
      classes: around.className,
      target: targets.indexOf(around.control ?? around),
      group: around.control?.name ?? '',
    });
  }
  return { texts, path: location.pathname, hasSearchBar: document.getElementById('search_input') !== null };
})()`;

interface RawPage {
  readonly texts: readonly {
    readonly data: string;
    readonly tag: string;
    readonly classes: string;
    /** Place among the targets; -1 for plain text. */
    readonly target: number;
    readonly group: string;
  }[];
  readonly path: string;
  readonly hasSearchBar: boolean;
}

/** A text of the page, and which target a click on it hits. */
export type LiveNode = ShownNode & { readonly target: number };

export interface LivePage {
  /** Undefined for a page that is none of a shop's. */
  readonly address: Address | undefined;
  readonly nodes: readonly LiveNode[];
  readonly hasSearchBar: boolean;
}

/** A site that tells the reward tells it here; neither texts nor pictures may show it. */
const HIDE_REWARD = `document.getElementById('reward')?.remove()`;
const FIRST_OF_VERDICT = 'Target';

/**
 * Reads the page that is open, as far as the original's texts go. The last page ends before the
 * goal and the reward, also where the site prints them.
 * @param visited products that count as visited.
 */
export async function readPage(
  page: Page,
  visited: ReadonlySet<string>,
  strictQuirks: boolean,
): Promise<LivePage> {
  const raw = (await page.evaluate(READ)) as RawPage;
  const address = readAddress(raw.path);
  if (address?.kind === 'done') await page.evaluate(HIDE_REWARD);
  const isChosen = strictQuirks ? quotedIn(address) : chosenIn(address);
  const nodes = raw.texts.map(({ data: text, tag, classes, target, group }): LiveNode => {
    if (tag === 'BUTTON') return { role: 'button', text, target };
    if (tag === 'LABEL') {
      return { role: 'option', group, text, clicked: isChosen(text, group), target };
    }
    if (classes === 'product-link') {
      return { role: 'product-link', text, visited: visited.has(text), target };
    }
    return { role: 'line', text, target };
  });
  const end = address?.kind === 'done' ? nodes.findIndex(isVerdict) : -1;
  const shown = end < 0 ? nodes : nodes.slice(0, end);
  return { address, nodes: shown, hasSearchBar: raw.hasSearchBar };
}

function isVerdict(node: LiveNode): boolean {
  return 'text' in node && node.text === FIRST_OF_VERDICT;
}

/** What a click on a target does; an option opens its page even where the page's own script failed. */
export function clickScript(target: number): string {
  return `setTimeout(() => {
    const element = document.querySelectorAll('${TARGETS}')[${target}];
    if (element.dataset.url) location.href = element.dataset.url;
    else element.click();
  })`;
}

/** What typing these words and pressing the button does. */
export function searchScript(query: string): string {
  return `setTimeout(() => {
    const input = document.getElementById('search_input');
    input.value = ${JSON.stringify(query)};
    input.form.requestSubmit();
  })`;
}

/** What the product on the page costs, in US dollars; of a range, the highest price. */
export function priceIn({ nodes }: LivePage): number | undefined {
  for (const node of nodes) {
    if (node.role !== 'line' || !node.text.startsWith('Price: ')) continue;
    const prices = node.text.match(/\d+(?:\.\d+)?/g)?.map(Number);
    return prices && Math.max(...prices);
  }
  return undefined;
}

type IsChosen = (value: string, group: string) => boolean;

function chosenIn(address: Address | undefined): IsChosen {
  if (address === undefined || !('options' in address)) return () => false;
  return (value, group) => address.options.get(keyOf(group)) === value;
}

/** The original looks for the value in double quotes in the address of its text environment. */
function quotedIn(address: Address | undefined): IsChosen {
  if (address?.kind !== 'item') return () => false;
  const path = `${address.query.replaceAll(' ', '+')}/${jsonObject(address.options)}`;
  return (value) => path.includes(`"${value}"`);
}

import { strip } from '../python/text.ts';

/** What a page shows, in reading order. The site draws it; an agent reads its texts. */
export type PageNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'button'; readonly text: string }
  | { readonly kind: 'product'; readonly asin: string; readonly visited: boolean }
  | {
      readonly kind: 'option';
      readonly group: string;
      readonly value: string;
      readonly clicked: boolean;
    };

export type Page = readonly PageNode[];

export function button(text: string): PageNode {
  return { kind: 'button', text };
}

/**
 * A text as it comes out of the original's HTML: nothing of an empty one, or of one that is blank
 * and has a line end; of another blank one, a single blank.
 */
export function text(content: string): PageNode[] {
  if (content === '') return [];
  if (!/^[ \n\t\f\r]*$/.test(content)) return [{ kind: 'text', text: content }];
  return content.includes('\n') ? [] : [{ kind: 'text', text: ' ' }];
}

/** The observation mode `text`: all texts, joined by ` [SEP] `. */
export function simpleText(page: Page): string {
  return page.map((node) => strip(textOf(node))).join(' [SEP] ');
}

/** The observation mode `text_rich`: a line for each text, with marks of what can be clicked. */
export function richText(page: Page): string {
  let clicked = '';
  let lines = '';
  for (const node of page) {
    lines += `${richLine(node)}\n`;
    // Each notice goes in front of those before it.
    if (node.kind === 'option' && node.clicked)
      clicked = `You have clicked ${node.value}.\n${clicked}`;
  }
  return clicked + lines;
}

function richLine(node: PageNode): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'button':
      return `[button] ${node.text} [button_]`;
    case 'product':
      return `\n${marked(node.asin, node.visited)}`;
    case 'option':
      return `  ${marked(node.value, node.clicked)}`;
  }
}

function marked(label: string, isClicked: boolean): string {
  return isClicked ? `[clicked button] ${label} [clicked button_]` : `[button] ${label} [button_]`;
}

function textOf(node: PageNode): string {
  if (node.kind === 'product') return node.asin;
  return node.kind === 'option' ? node.value : node.text;
}

/**
 * What can be clicked, by the text that clicks it, in the original's order: buttons, products,
 * options. Equal texts are one: the last of them is what is clicked.
 */
export function clickables(page: Page): ReadonlyMap<string, PageNode> {
  const found = new Map<string, PageNode>();
  for (const kind of ['button', 'product', 'option'] as const) {
    for (const node of page) {
      if (node.kind !== kind) continue;
      const label = textOf(node);
      found.set(kind === 'option' ? label : label.toLowerCase(), node);
    }
  }
  return found;
}

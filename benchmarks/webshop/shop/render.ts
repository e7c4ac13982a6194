import type { PageNode, ProductLinkNode } from './page.ts';
import { strip } from './python-text.ts';

/** What a page shows, also one that was read from a browser and knows no products. */
export type ShownNode = Exclude<PageNode, ProductLinkNode> | Omit<ProductLinkNode, 'product'>;

export interface Shown<Node extends ShownNode = ShownNode> {
  readonly nodes: readonly Node[];
}

type ClickableRole = 'button' | 'option' | 'product-link';
type ClickableOf<Node> = Extract<Node, { readonly role: ClickableRole; readonly text: string }>;

/** The page on one line, as the original's `text` mode has it. */
export function simpleText({ nodes }: Shown): string {
  const texts: string[] = [];
  for (const node of nodes) {
    const text = visibleText(node);
    if (text !== undefined) texts.push(strip(text));
  }
  return texts.join(' [SEP] ');
}

/** The page with its buttons marked, one text a line, as the original's `text_rich` mode has it. */
export function richText({ nodes }: Shown): string {
  let news = '';
  let body = '';
  for (const node of nodes) {
    const text = visibleText(node);
    if (text === undefined) continue;
    // The choice that stands last on the page is told first.
    if (node.role === 'option' && node.clicked) news = `You have clicked ${text}.\n${news}`;
    body += `${marked(node, text)}\n`;
  }
  return news + body;
}

/**
 * What can be clicked, by the name that a click must give: buttons, then product links, then option
 * values. Of those with equal names the last is meant, in the place of the first. `Search` is listed
 * on the start page, but clicking it does nothing.
 */
export function clickables<Node extends ShownNode>({
  nodes,
}: Shown<Node>): ReadonlyMap<string, ClickableOf<Node>> {
  const found = new Map<string, ClickableOf<Node>>();
  const all = (role: ClickableRole) =>
    nodes.filter((node): node is ClickableOf<Node> => node.role === role);
  for (const button of all('button')) found.set(button.text.toLowerCase(), button);
  for (const link of all('product-link')) found.set(link.text.toLowerCase(), link);
  for (const option of all('option')) found.set(option.text, option);
  return found;
}

export function hasSearchBar({ nodes }: Shown): boolean {
  return nodes.some(({ role }) => role === 'search-bar');
}

/**
 * What is left of a text after the original wrote it as HTML and read it again: an empty text is no
 * node, white space becomes one space, or one line break, which is not shown.
 */
function visibleText(node: ShownNode): string | undefined {
  if (!('text' in node) || node.text === '') return undefined;
  if (/[^ \t\n\f\r]/.test(node.text)) return node.text;
  return node.text.includes('\n') ? undefined : ' ';
}

function marked(node: ShownNode, text: string): string {
  switch (node.role) {
    case 'button':
      return `[button] ${text} [button_]`;
    case 'option':
      return `  ${linkText(text, node.clicked)}`;
    case 'product-link':
      return `\n${linkText(text, node.visited)}`;
    default:
      return text;
  }
}

function linkText(text: string, clicked: boolean): string {
  return clicked ? `[clicked button] ${text} [clicked button_]` : `[button] ${text} [button_]`;
}

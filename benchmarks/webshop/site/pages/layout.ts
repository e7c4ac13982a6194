import type { PageNode, TextRole } from '../../shop/page.ts';
import { html, type Html } from '../html.ts';
import { PLACEHOLDER } from '../placeholder.ts';

/** The whole document. No white space is written that a reader of its texts would take for one. */
export function documentOf(kind: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>WebShop</title>
        <link rel="icon" href="${PLACEHOLDER}" />
        <link rel="stylesheet" href="/style.css" />
        <script src="/shop.js" defer></script>
      </head>
      <body class="${kind}">
        ${body}
      </body>
    </html>`;
}

/** The text of the first node in this role; empty where there is none. */
export function textOf(nodes: readonly PageNode[], role: TextRole): string {
  const node = nodes.find((one) => one.role === role);
  return node !== undefined && 'text' in node ? node.text : '';
}

/** What to buy; agents look for a heading of the fourth level under this id. */
export function instructionOf(nodes: readonly PageNode[]): Html {
  return html`<div id="instruction-text">
    <h4 role="presentation">
      ${textOf(nodes, 'instruction-label')}<br /><span dir="auto"
        >${textOf(nodes, 'instruction')}</span
      >
    </h4>
  </div>`;
}

/** A button that leads to another page. */
export function buttonTo(path: string, label: string, look = 'quiet'): Html {
  return html`<form method="post" action="${path}">
    <button class="btn ${look}" type="submit">${label}</button>
  </form>`;
}

/** The top of every page between the first and the last. */
export function topOf(nodes: readonly PageNode[], ways: readonly Html[]): Html {
  return html`<header>
    ${instructionOf(nodes)}
    <nav aria-label="Shop">${ways}</nav>
  </header>`;
}

/** A picture of this shop, or the placeholder: pages ask no other machine for anything. */
export function pictureSource(source: string, width: 80 | 400 | 640): string {
  return source.startsWith('/pictures/') ? `${source}?width=${width}` : PLACEHOLDER;
}

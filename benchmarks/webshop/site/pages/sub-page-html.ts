import { BUTTON, type PageNode } from '../../shop/page.ts';
import { pathOf, type Address } from '../address.ts';
import { html, type Html } from '../html.ts';
import { buttonTo, topOf } from './layout.ts';

type SubPageAddress = Extract<Address, { kind: 'sub-page' }>;

export function subPageHtml(nodes: readonly PageNode[], address: SubPageAddress): Html {
  const { session, subPage } = address;
  const top = topOf(nodes, [
    buttonTo(pathOf({ kind: 'start', session }), BUTTON.back),
    buttonTo(pathOf({ ...address, kind: 'item' }), BUTTON.previous),
  ]);
  const bullets = nodes.flatMap((node) =>
    node.role === 'bullet'
      ? [html`<li><p class="product-info" dir="auto">${node.text}</p></li>`]
      : [],
  );
  const lines = nodes.flatMap((node) =>
    node.role === 'paragraph' || node.role === 'line'
      ? [html`<p class="product-info" dir="auto">${node.text}</p>`]
      : [],
  );
  const list =
    bullets.length > 0
      ? html`<ul>
          ${bullets}
        </ul>`
      : undefined;
  return html`${top}
    <main class="${subPage.toLowerCase()}" aria-label="${subPage}">${list}${lines}</main>`;
}

import { BUTTON, type PageNode } from '../../shop/page.ts';
import { pathOf, type Address } from '../address.ts';
import { html, type Html } from '../html.ts';
import { instructionOf, textOf } from './layout.ts';

export function startHtml(nodes: readonly PageNode[], { session }: Address): Html {
  return html`<main>
    <h1>${textOf(nodes, 'heading')}</h1>
    ${instructionOf(nodes)}
    <form role="search" method="post" action="${pathOf({ kind: 'start', session })}">
      <input
        id="search_input"
        name="search_query"
        type="text"
        aria-label="Search for products"
        placeholder="Search..."
        autocomplete="off"
        required
        autofocus
      />
      <button class="btn primary" type="submit">${BUTTON.search}</button>
    </form>
  </main>`;
}

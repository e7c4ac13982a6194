import { BUTTON, type PageNode } from '../../shop/page.ts';
import { pathOf, type Address } from '../address.ts';
import { html, type Html } from '../html.ts';
import { buttonTo, pictureSource, textOf, topOf } from './layout.ts';

type ResultsAddress = Extract<Address, { kind: 'results' }>;

export function resultsHtml(nodes: readonly PageNode[], address: ResultsAddress): Html {
  const { session, pageNumber } = address;
  const page = (number: number) => pathOf({ ...address, pageNumber: number });
  const start = pathOf({ kind: 'start', session });
  const top = topOf(nodes, [buttonTo(start, BUTTON.back)]);
  return html`${top}
    <main>
      <div class="bar">
        <h1>${textOf(nodes, 'page-count')}</h1>
        <nav aria-label="Pages of results">
          ${pageNumber > 1 ? buttonTo(page(pageNumber - 1), BUTTON.previous) : undefined}
          ${buttonTo(page(pageNumber + 1), BUTTON.next)}
        </nav>
      </div>
      <ul class="cards">
        ${cards(nodes).map((card) => cardHtml(card, address))}
      </ul>
    </main>`;
}

interface Card {
  readonly image: string;
  readonly asin: string;
  readonly title: string;
  readonly price: string;
}

/** Each product stands as picture, link, title and price. */
function cards(nodes: readonly PageNode[]): Card[] {
  const starts = nodes.flatMap(({ role }, index) => (role === 'image' ? [index] : []));
  return starts.map((start, index) => {
    const own = nodes.slice(start, starts[index + 1]);
    const image = own.find(({ role }) => role === 'image');
    const link = own.find(({ role }) => role === 'product-link');
    return {
      image: image?.role === 'image' ? image.source : '',
      asin: link?.role === 'product-link' ? link.text : '',
      title: textOf(own, 'title'),
      price: textOf(own, 'price'),
    };
  });
}

function cardHtml({ image, asin, title, price }: Card, address: ResultsAddress): Html {
  const path = pathOf({ ...address, kind: 'item', asin, options: new Map() });
  return html`<li class="card">
    <img src="${pictureSource(image, 400)}" alt="" width="400" height="400" />
    <p class="product-asin">
      <a class="product-link" href="${path}" aria-describedby="title-${asin}">${asin}</a>
    </p>
    <h2 class="product-title" id="title-${asin}" dir="auto">${title}</h2>
    <p class="product-price">${price}</p>
  </li>`;
}

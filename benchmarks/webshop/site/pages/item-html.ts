import { BUTTON, type OptionNode, type PageNode } from '../../shop/page.ts';
import { keyOf } from '../../shop/pages/item-page.ts';
import { pathOf, type Address } from '../address.ts';
import { html, type Html } from '../html.ts';
import { buttonTo, pictureSource, textOf, topOf } from './layout.ts';

type ItemAddress = Extract<Address, { kind: 'item' }>;

export function itemHtml(
  nodes: readonly PageNode[],
  address: ItemAddress,
  optionImages: Readonly<Record<string, string>>,
): Html {
  const { session, asin, options } = address;
  const top = topOf(nodes, [
    buttonTo(pathOf({ kind: 'start', session }), BUTTON.back),
    buttonTo(pathOf({ ...address, kind: 'results' }), BUTTON.previous),
  ]);
  return html`${top}
    <main class="product">
      <div class="choices">${nodes.map(imageHtml)} ${groupsOf(nodes, address, optionImages)}</div>
      <div class="facts">
        <h1 dir="auto">${textOf(nodes, 'title')}</h1>
        <p class="product-price">${textOf(nodes, 'price')}</p>
        <p class="rating">${textOf(nodes, 'rating')}</p>
        <nav aria-label="More about the product">${nodes.map((node) => about(node, address))}</nav>
        ${buttonTo(pathOf({ kind: 'done', session, asin, options }), BUTTON.buy, 'purchase')}
      </div>
    </main>`;
}

function imageHtml(node: PageNode): Html {
  if (node.role !== 'image') return html``;
  const source = pictureSource(node.source, 640);
  return html`<img
    id="product-image"
    src="${source}"
    alt="${node.alternative}"
    width="640"
    height="640"
  />`;
}

/** Buttons that lead to the pages about the product bear the names of these pages. */
function about(node: PageNode, address: ItemAddress): Html {
  if (node.role !== 'button') return html``;
  const path = subPagePath(node.text, address);
  return path === undefined ? html`` : buttonTo(path, node.text);
}

function subPagePath(name: string, address: ItemAddress): string | undefined {
  switch (name) {
    case 'Description':
    case 'Features':
    case 'Reviews':
    case 'Attributes':
      return pathOf({ ...address, kind: 'sub-page', subPage: name });
    default:
      return undefined;
  }
}

function groupsOf(
  nodes: readonly PageNode[],
  address: ItemAddress,
  optionImages: Readonly<Record<string, string>>,
): Html[] {
  const groups: { readonly name: string; readonly options: OptionNode[] }[] = [];
  for (const node of nodes) {
    if (node.role === 'group') groups.push({ name: node.text, options: [] });
    else if (node.role === 'option') groups.at(-1)?.options.push(node);
  }
  return groups.map(({ name, options }, group) => {
    const values = options.map((option, index) =>
      optionHtml(option, `radio_${group}_${index}`, address, optionImages),
    );
    return html`<fieldset class="options" aria-labelledby="group-${group}">
      <h2 id="group-${group}" dir="auto">${name}</h2>
      <div class="values">${values}</div>
    </fieldset>`;
  });
}

function optionHtml(
  { group, text, clicked }: OptionNode,
  id: string,
  address: ItemAddress,
  optionImages: Readonly<Record<string, string>>,
): Html {
  const path = pathOf({ ...address, options: new Map(address.options).set(keyOf(group), text) });
  const picture = Object.hasOwn(optionImages, text) ? optionImages[text] : undefined;
  const swatch = picture?.startsWith('/pictures/')
    ? html`<img src="${pictureSource(picture, 80)}" alt="" width="40" height="40" />`
    : undefined;
  const checked = clicked ? html`checked` : undefined;
  return html`<input
      type="radio"
      id="${id}"
      name="${group}"
      value="${text}"
      data-url="${path}"
      ${checked}
    /><label for="${id}" dir="auto">${swatch}${text}</label>`;
}

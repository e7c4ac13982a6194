import type { Product } from '../catalogue/product.ts';
import { json } from '../python/text.ts';
import { addressOf } from './address.ts';
import { button, text, type Page, type PageNode } from './page.ts';
import type { Shop } from './shop.ts';
import { DETAILS, type ShopState } from './state.ts';

export const RESULTS_PER_PAGE = 10;

/** Everything but the page after a purchase, see `done-page.ts`. */
export function pageOf(shop: Shop, state: ShopState, instruction: string): Page {
  const { catalogue } = shop;
  const head = [...text('Instruction:'), ...text(instruction), button('Back to Search')];
  if (state.page === 'search') {
    return [...text('WebShop'), ...text('Instruction: '), ...text(instruction), button('Search')];
  }
  if (state.page === 'results') return [...head, ...results(shop, state)];
  const product = catalogue.find(state.asin ?? '');
  if (product === undefined) return head;
  const body = state.page === 'item' ? item(shop, state, product) : details(state, product);
  return [...head, button('< Prev'), ...body];
}

function results({ catalogue }: Shop, { hits, pageNumber, visited }: ShopState): PageNode[] {
  const first = (pageNumber - 1) * RESULTS_PER_PAGE;
  return [
    ...text(`Page ${pageNumber} (Total results: ${hits.length})`),
    ...(pageNumber > 1 ? [button('< Prev')] : []),
    button('Next >'),
    ...hits.slice(first, first + RESULTS_PER_PAGE).flatMap((position): PageNode[] => {
      const { asin, title, priceTag } = catalogue.at(position);
      const link: PageNode = { kind: 'product', asin, visited: visited.has(asin) };
      return [link, ...text(title), ...text(priceTag)];
    }),
  ];
}

function item(shop: Shop, state: ShopState, product: Product): PageNode[] {
  const isClicked = clickedIn(shop, state);
  return [
    ...product.options.flatMap(({ name: group, values }): PageNode[] => [
      ...text(group),
      ...values.map((value): PageNode => ({
        kind: 'option',
        group,
        value,
        clicked: isClicked(group, value),
      })),
    ]),
    ...text(product.title),
    ...text(`Price: ${product.priceTag}`),
    ...text('Rating: N.A.'),
    ...DETAILS.map(button),
    button('Buy Now'),
  ];
}

/** The original looks for the value, in double quotes, in the address of the page. */
function clickedIn(
  { strictQuirks }: Shop,
  state: ShopState,
): (group: string, value: string) => boolean {
  if (strictQuirks) return (group, value) => state.options.get(group) === value;
  const address = addressOf(state, '');
  return (_, value) => address.includes(`"${value}"`);
}

function details(state: ShopState, product: Product): PageNode[] {
  if (state.details === 'Description') return text(product.description);
  if (state.details === 'Features')
    return product.bulletPoints.flatMap((point) => text(` ${point}`));
  return [];
}

const NOTHING = text('None');

/**
 * The page after a purchase, as far as it says nothing of the goal: this is what planners, policies
 * and rewards see.
 */
export function receiptPage({ asin = '', options }: ShopState): Page {
  return [
    ...text('Thank you for shopping with us!'),
    ...text('Your code: '),
    ...NOTHING,
    ...text(' (Paste it in your MTurk interface.)'),
    ...text('Purchased'),
    ...text('asin'),
    ...text(asin),
    ...text('options'),
    ...text(jsonOnPage(options)),
    ...['attrs', 'category', 'query', 'product category'].flatMap((label) => [
      ...text(label),
      ...NOTHING,
    ]),
  ];
}

/** The whole of it, with the reward that the original prints. */
export function donePage(state: ShopState, reward: string): Page {
  return [
    ...receiptPage(state),
    ...[
      'Target',
      'asin',
      'options',
      'attrs',
      'price upper',
      'instuction text',
      'category',
      'product category',
      'query',
      'Goal ',
    ].flatMap(text),
    ...NOTHING,
    ...['Reward', 'Your score (min 0.0, max 1.0)', reward, 'Reward Details '].flatMap(text),
    ...NOTHING,
  ];
}

/** As the original's templates write JSON: sorted, in ASCII, safe inside HTML. */
function jsonOnPage(options: ReadonlyMap<string, string>): string {
  const sorted = [...options].sort(([a], [b]) => (a < b ? -1 : 1));
  return json(sorted).replace(/[<>&']/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}

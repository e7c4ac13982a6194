import { describe, expect, it } from 'vitest';
import { donePage } from './pages/done-page.ts';
import { clickables, richText, simpleText } from './render.ts';
import { createShop } from './shop.ts';
import { showPage } from './show-page.ts';
import { START, type ItemState, type SubPageName } from './state.ts';
import { makeCatalogue, makeProduct } from './testing/shelf.ts';
import type { Product } from '../catalogue/product.ts';

const shop = createShop({ catalogue: makeCatalogue([]), instruction: 'buy  it' });

const item = (product: Partial<Product>): ItemState => ({
  kind: 'item',
  listing: { query: 'a b', hits: [] },
  pageNumber: 1,
  visited: new Set(),
  product: makeProduct(product),
  options: new Map(),
});

const about = (subPage: SubPageName, product: Partial<Product>) => {
  const page = showPage(shop, { ...item(product), kind: 'sub-page', subPage });
  return {
    rich: richText(page).split('[button] < Prev [button_]\n')[1],
    simple: simpleText(page).split(' [SEP] < Prev')[1],
  };
};

describe('the texts of a page', () => {
  it('begin with the instruction', () => {
    expect(simpleText(showPage(shop, START))).toBe(
      'WebShop [SEP] Instruction: [SEP] buy  it [SEP] Search',
    );
    expect(richText(showPage(shop, START))).toBe(
      'WebShop\nInstruction: \nbuy  it\n[button] Search [button_]\n',
    );
    expect([...clickables(showPage(shop, START)).keys()]).toEqual(['search']);
  });

  it.each([
    ['', '', ''],
    ['\n', '', ''],
    ['\t\n ', '', ''],
    ['\t ', ' \n', ' [SEP] '],
    ['\xa0', '\xa0\n', ' [SEP] '],
    [' a\n\nb\t', ' a\n\nb\t\n', ' [SEP] a\n\nb'],
    ['<b>1 & 2</b>', '<b>1 & 2</b>\n', ' [SEP] <b>1 & 2</b>'],
  ])('have the description %j as an HTML parser leaves it', (description, rich, simple) => {
    expect(about('Description', { description })).toEqual({ rich, simple });
  });

  it('have a bullet on each line, behind a space', () => {
    const bulletPoints = ['Solid oak ', '', 'a\nb'];
    expect(about('Features', { bulletPoints })).toEqual({
      rich: ' Solid oak \n \n a\nb\n',
      simple: ' [SEP] Solid oak [SEP]  [SEP] a\nb',
    });
    expect(about('Features', { bulletPoints: [] })).toEqual({ rich: '', simple: '' });
    expect(about('Reviews', {})).toEqual({ rich: '', simple: '' });
  });

  it('leave out an empty title and go on without options', () => {
    const text = simpleText(showPage(shop, item({ title: '', options: [] })));
    expect(text).toContain('< Prev [SEP] Price: $42.5 [SEP] Rating: N.A. [SEP] Description');
  });

  it('hold a description of a megabyte whole', () => {
    const description = 'long \u{1f600}'.repeat(150_000);
    expect(about('Description', { description }).rich).toBe(`${description}\n`);
  });
});

describe('the last page', () => {
  const purchase = { product: makeProduct(), options: new Map([['size', "men's"]]) };

  it('shows the shopper what was bought, and no reward', () => {
    expect(simpleText({ nodes: donePage(purchase) })).toBe(
      String.raw`Thank you for shopping with us! [SEP] Your code: [SEP] None [SEP] (Paste it in your MTurk interface.) [SEP] Purchased [SEP] asin [SEP] B000000001 [SEP] options [SEP] {"size": "men\u0027s"} [SEP] attrs [SEP] None [SEP] category [SEP] None [SEP] query [SEP] None [SEP] product category [SEP] None`,
    );
  });

  it('ends with the reward in the original', () => {
    const text = simpleText({ nodes: donePage(purchase, 1) });
    expect(text.startsWith(simpleText({ nodes: donePage(purchase) }))).toBe(true);
    expect(text).toContain('Your score (min 0.0, max 1.0) [SEP] 1.0 [SEP] Reward Details');
  });
});

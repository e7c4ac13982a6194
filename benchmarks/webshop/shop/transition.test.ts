import { describe, expect, it } from 'vitest';
import type { Product } from '../catalogue/product.ts';
import { clickables, richText } from './render.ts';
import { createShop, type Shop } from './shop.ts';
import { showPage } from './show-page.ts';
import { START, type ShopState } from './state.ts';
import { makeCatalogue, makeProduct } from './testing/shelf.ts';
import { takeAction } from './transition.ts';

const OPEN = ['search[chair]', 'click[b000000001]'];

function shopWith(product: Partial<Product>, fields: Partial<Shop> = {}): Shop {
  const catalogue = makeCatalogue([
    makeProduct(product),
    ...Array.from({ length: 24 }, (_, index) => makeProduct({ asin: `B1${index}` })),
  ]);
  return createShop({ catalogue, instruction: 'buy a chair', ...fields });
}

function play(shop: Shop, ...actions: readonly string[]): ShopState {
  return actions.reduce<ShopState>((state, action) => takeAction(shop, state, action).state, START);
}

const chosen = (state: ShopState) => ('options' in state ? [...state.options] : undefined);
const names = (shop: Shop, state: ShopState) => [...clickables(showPage(shop, state)).keys()];
const rich = (shop: Shop, state: ShopState) => richText(showPage(shop, state));

describe('the shop', () => {
  const shop = shopWith({});

  it('leaves the state as it is when an action means nothing', () => {
    for (const start of [START, play(shop, OPEN[0]!), play(shop, ...OPEN)]) {
      for (const action of ['', 'Click[buy now]', 'click[search]', 'click[nothing]', 'search[]']) {
        expect(takeAction(shop, start, action)).toEqual({ state: start, understood: false });
        expect(takeAction(shop, start, action).state).toBe(start);
      }
    }
  });

  it('searches on every page, keeps what was visited and forgets what was chosen', () => {
    const state = play(shop, ...OPEN, 'click[red]', 'click[features]', 'search[Table]');
    expect(state).toMatchObject({ kind: 'results', pageNumber: 1, listing: { query: 'table' } });
    expect(rich(shop, state)).toContain('[clicked button] B000000001 [clicked button_]');
    expect(chosen(play(shop, ...OPEN, 'click[red]', OPEN[0]!, OPEN[1]!))).toEqual([]);
  });

  it('goes back to the start and forgets everything', () => {
    expect(play(shop, ...OPEN, 'click[back to search]')).toBe(START);
    const again = play(shop, ...OPEN, 'click[back to search]', OPEN[0]!);
    expect(rich(shop, again)).not.toContain('clicked');
  });

  it('turns pages past the end, and back', () => {
    const past = play(shop, OPEN[0]!, ...Array.from({ length: 4 }, () => 'click[Next >]'));
    expect(past).toMatchObject({ kind: 'results', pageNumber: 5 });
    expect(names(shop, past)).toEqual(['back to search', '< prev', 'next >']);
    expect(takeAction(shop, past, 'click[< prev]').state).toMatchObject({ pageNumber: 4 });
  });

  it('returns from a product to the page of results that it came from', () => {
    const state = play(
      shop,
      OPEN[0]!,
      'click[next >]',
      'click[b110]',
      'click[red]',
      'click[< prev]',
    );
    expect(state).toMatchObject({ kind: 'results', pageNumber: 2 });
    expect(chosen(state)).toBeUndefined();
  });

  it('keeps the choice on the pages about a product', () => {
    const about = play(shop, ...OPEN, 'click[red]', 'click[Reviews]');
    expect(about).toMatchObject({ kind: 'sub-page', subPage: 'Reviews' });
    expect(names(shop, about)).toEqual(['back to search', '< prev']);
    const back = takeAction(shop, about, 'click[< prev]').state;
    expect(back.kind).toBe('item');
    expect(chosen(back)).toEqual([['color', 'red']]);
  });

  it('keeps choices in the order of their first choice', () => {
    const state = play(shop, ...OPEN, 'click[small]', 'click[red]', 'click[large]');
    expect(chosen(state)).toEqual([
      ['size', 'large'],
      ['color', 'red'],
    ]);
    expect(rich(shop, state)).toMatch(/^You have clicked large\.\nYou have clicked red\.\nInstr/);
  });

  it('shows attributes where it is told to', () => {
    const open = shopWith({}, { showAttributes: true });
    const state = play(open, ...OPEN, 'click[attributes]');
    expect(rich(open, state)).toContain('\n solid wood\ngarden\noak chairs\nHome › ');
  });

  it('does nothing after the purchase', () => {
    const done = play(shop, ...OPEN, 'click[buy now]');
    expect(done.kind).toBe('done');
    expect(takeAction(shop, done, 'search[more]')).toEqual({ state: done, understood: false });
  });
});

describe('quirks', () => {
  it('mean the last of two values with one name', () => {
    const shop = shopWith({
      options: [
        { name: 'Top', values: ['red', 'red'] },
        { name: 'Sole', values: ['red'] },
      ],
    });
    const state = play(shop, ...OPEN, 'click[red]');
    expect(chosen(state)).toEqual([['sole', 'red']]);
    expect(rich(shop, state).match(/\[clicked button\]/g)).toHaveLength(3);
  });

  it('make a value named like a button do what the button does', () => {
    const values = ['buy now', 'features', 'attributes', 'next >', '< prev', 'search'];
    const shop = shopWith({ options: [{ name: 'color', values }] });
    const item = play(shop, ...OPEN);
    const kinds = values.map((name) => takeAction(shop, item, `click[${name}]`).state.kind);
    expect(kinds).toEqual(['done', 'sub-page', 'sub-page', 'item', 'results', 'item']);
    expect(chosen(takeAction(shop, item, 'click[next >]').state)).toEqual([['color', 'next >']]);
    expect(takeAction(shop, item, 'click[search]').understood).toBe(false);
  });

  const ODD = { options: [{ name: 'size', values: ['40" x 40"', '16×24', 'a\\b', 'a [b]'] }] };

  it.each(['40" x 40"', '16×24', 'a\\b'])('never show %j as chosen, unless repaired', (value) => {
    for (const strictQuirks of [true, false]) {
      const shop = shopWith(ODD, { strictQuirks });
      const state = play(shop, ...OPEN, `click[${value}]`);
      expect(chosen(state)).toEqual([['size', value]]);
      expect(rich(shop, state).includes(`You have clicked ${value}.`)).toBe(!strictQuirks);
    }
  });

  it('show a value as chosen that the query quotes, unless repaired', () => {
    for (const strictQuirks of [true, false]) {
      const shop = shopWith({}, { strictQuirks });
      const state = play(shop, 'search[a "red" chair]', OPEN[1]!);
      expect(rich(shop, state).includes('You have clicked red.')).toBe(strictQuirks);
    }
  });

  it('keep a value with an opening bracket out of reach, unless repaired', () => {
    for (const strictQuirks of [true, false]) {
      const state = play(shopWith(ODD, { strictQuirks }), ...OPEN, 'click[a [b]]');
      expect(chosen(state)).toEqual(strictQuirks ? [] : [['size', 'a [b]']]);
    }
  });

  it.each([
    ['search_results', [], { kind: 'results', pageNumber: 0 }],
    ['search_results', ['click[features]'], { kind: 'results', pageNumber: 0 }],
    ['item_page', ['click[features]'], { kind: 'results', pageNumber: 1 }],
    ['item_sub_page', [], { kind: 'results', pageNumber: 1 }],
    ['done', ['click[features]'], { kind: 'item' }],
  ])('lead astray when the query is %s, unless repaired', (query, then, astray) => {
    const actions = [`search[${query}]`, OPEN[1]!, ...then, 'click[< prev]'];
    expect(play(shopWith({}), ...actions)).toMatchObject(astray);
    const right = then.length > 0 ? { kind: 'item' } : { kind: 'results', pageNumber: 1 };
    expect(play(shopWith({}, { strictQuirks: false }), ...actions)).toMatchObject(right);
  });
});

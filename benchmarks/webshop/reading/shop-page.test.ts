import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { webshop } from '../webshop.ts';
import { readPrice, readShopPage } from './shop-page.ts';

const set = await webshop.load({});
const { catalogue } = set.tasks[0]!.settings;

describe('a page of the shop', () => {
  it('reads back as what the catalogue holds, on random visits', async () => {
    const rng = createRng('pages');
    for (let visit = 0; visit < 60; visit += 1) {
      const task = rng.pick(set.tasks);
      const environment = webshop.openEnvironment(task, { seed: 1 });
      const start = await environment.reset();
      expect(readShopPage(start.text)).toEqual({ kind: 'search' });
      const query = task.goal.query;
      const { observation: results } = await environment.step(`search[${query}]`);
      const list = readShopPage(results.text);
      if (list.kind !== 'results') throw new Error(`${query}: ${list.kind}`);
      const found = catalogue.search(query, 50).map((position) => catalogue.at(position));
      expect(list.number).toBe(1);
      expect(list.items.map(({ asin }) => asin)).toEqual(
        found.slice(0, 10).map(({ asin }) => asin.toLowerCase()),
      );
      const product = rng.pick(found.slice(0, 10));
      const { observation: opened } = await environment.step(
        `click[${product.asin.toLowerCase()}]`,
      );
      const item = readShopPage(opened.text);
      if (item.kind !== 'item') throw new Error(item.kind);
      expect(item.title).toBe(product.title.trim());
      expect(item.price.low).toBe(readPrice(product.priceTag).low);
      const offered = product.options.filter(({ values }) => values.length > 0);
      expect(item.options.map(({ group, values }) => [group, values])).toEqual(
        offered.map(({ name, values }) => [name, values]),
      );
      const choice = offered[0]?.values.at(-1);
      if (choice === undefined) continue;
      const { observation: chosen } = await environment.step(`click[${choice}]`);
      const after = readShopPage(chosen.text);
      expect(after.kind === 'item' && after.options[0]!.clicked).toBe(choice);
    }
  });

  it('is unknown when it is no page of the shop', () => {
    for (const text of ['', 'Instruction:', 'Instruction:\nx', '404', '[button] x [button_]']) {
      expect(readShopPage(text)).toEqual({ kind: 'unknown' });
    }
  });

  it('can be read of any text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'WebShop',
            'Instruction:',
            '[button] Back to Search [button_]',
            '[button] < Prev [button_]',
            '[button] Buy Now [button_]',
            '[clicked button] red [clicked button_]',
            'Page 1 (Total results: 50)',
            'Price: $',
            'Thank you for shopping with us!',
            'asin',
            '',
          ),
        ),
        (lines) => {
          expect(readShopPage(lines.join('\n')).kind).toMatch(/^[a-z]+$/);
        },
      ),
    );
  });
});

describe('a price tag', () => {
  it.each([
    ['$5.99 to $8.99', 5.99, 8.99],
    ['Price: $40', 40, 40],
    ['sold out', 0, 0],
  ])('%s', (tag, low, high) => {
    expect(readPrice(tag)).toEqual({ low, high });
  });
});

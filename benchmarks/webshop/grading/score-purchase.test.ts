import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Product } from '../catalogue/product.ts';
import { sampleProduct } from '../catalogue/testing/sample-product.ts';
import type { Goal, GoalOption } from '../goals/goal.ts';
import { sampleGoal } from '../goals/testing/sample-goal.ts';
import { COLORS } from './colors.ts';
import type { PurchaseScore } from './purchase.ts';
import { scorePurchase } from './score-purchase.ts';

function buy(
  goal: Partial<Goal>,
  product: Partial<Product> = {},
  chosen: Readonly<Record<string, string>> = { color: 'brass' },
  price = 34.5,
): PurchaseScore {
  const purchase = {
    product: sampleProduct(product),
    price,
    options: new Map(Object.entries(chosen)),
  };
  return scorePurchase(sampleGoal(goal), purchase, { nouns: 'alphabetic' });
}

describe('the reward of a purchase', () => {
  it('is 1 when the product has the attributes, the options and a price in bounds', () => {
    expect(buy({})).toEqual({
      reward: 1,
      parts: {
        r_type: 1,
        r_att: 1,
        w_att: 0.5,
        query_match: true,
        category_match: true,
        title_score: 1,
        r_option: 1,
        w_option: 0.25,
        r_price: true,
        w_price: 0.25,
      },
    });
  });

  it('loses a share for each wish that is not met', () => {
    expect(buy({}, {}, {}).reward).toBe(3 / 4);
    expect(buy({}, {}, {}, 51).reward).toBe(2 / 4);
    expect(buy({ attributes: ['solid brass', 'rust proof'] }, {}, {}, 51).reward).toBe(1 / 4);
  });

  it('takes a price that is equal to the bound', () => {
    expect(buy({ priceUpper: 34.5 }).parts.r_price).toBe(true);
  });

  it('says nothing of options when the goal names none', () => {
    const { reward, parts } = buy({ options: [] });
    expect(reward).toBe(1);
    expect(parts).not.toHaveProperty('r_option');
    expect(parts).not.toHaveProperty('w_option');
  });
});

describe('the attributes met', () => {
  const wanted = ['tea tree', 'essential oils', 'natural ingredients'];
  const nothing = { title: '', bulletPoints: [], description: '' };

  it('are found among those of the product, roughly', () => {
    const attributes = ['essential oil', 'natural ingredients'];
    const { parts } = buy({ attributes: wanted }, { ...nothing, attributes });
    expect(parts.r_att).toBe(2 / 3);
  });

  it('are found word for word in title, bullet points and description, in any letter case', () => {
    const texts = {
      title: 'Tea Tree Shampoo',
      bulletPoints: ['Has Essential', 'Oils'],
      description: 'With NATURAL INGREDIENTS',
    };
    expect(buy({ attributes: wanted }, { ...texts, attributes: [] }).parts.r_att).toBe(1);
    expect(buy({ attributes: wanted }, { ...nothing, attributes: [] }).parts.r_att).toBe(0);
  });
});

describe('the options met', () => {
  const met = (options: readonly GoalOption[], ...chosen: string[]): number | undefined =>
    buy({ options }, {}, Object.fromEntries(chosen.entries())).parts.r_option;

  it('match roughly and in any order', () => {
    const wanted = ['cool powder snow', 'XL', 'pack of 12'];
    expect(met(wanted, 'pack of 12', 'powder snow', 'XL')).toBe(1);
    expect(met(['grey', 'XL', 'pack of 12'], 'pack of 12', 'blue', 'XL')).toBe(2 / 3);
    expect(met(['goal 1', 'goal 2'])).toBe(0);
  });

  it('match by colour alone when the value is given alone', () => {
    expect(met(['black forest'], 'jet black')).toBe(1);
    expect(met(['rl56 | 60 silver mist'], '3t280')).toBe(0);
  });

  it('match by the words of group and value when both are given', () => {
    expect(met([{ group: 'size', value: 'large' }], 'large')).toBe(1);
    expect(met([{ group: 'color', value: 'navy' }], 'dark navy')).toBe(0);
    expect(met([{ group: 'color', value: 'navy' }], 'navy')).toBe(1);
  });
});

describe('the type of the product', () => {
  const other = { query: 'floor lamps', productCategory: 'Garden › Tools' };
  const name = 'a b c d e f g h i j k l';

  it.each([
    ['the same query makes up for a poor title', { title: 'a b' }, 1],
    [
      'two shared levels do too',
      { title: 'a b', ...other, productCategory: 'Desk Lamps › Home' },
      1,
    ],
    ['a title with over a fifth of the nouns is enough', { title: 'a b c', ...other }, 1],
    ['with less it is half', { title: 'a b', ...other }, 0.5],
    ['below a tenth it is a tenth, whatever the query', { title: 'a' }, 0.1],
    ['with none it is nothing, whatever the query', { title: 'x' }, 0],
  ])('%s', (_, product, type) => {
    expect(buy({ name }, product).parts.r_type).toBe(type);
  });

  it('counts a level that repeats once', () => {
    const twice = { ...other, productCategory: 'Home › Home › Sofas' };
    expect(buy({}, twice).parts.category_match).toBe(false);
  });

  it('counts repeated nouns of the goal in the denominator alone', () => {
    expect(buy({ name: 'cable cable adapter' }, { title: 'cable cable' }).parts.title_score).toBe(
      1 / 3,
    );
    expect(buy({ name: '5' }, other).parts).toMatchObject({ title_score: 0.2, r_type: 0.5 });
  });

  it.each([
    ['Rusticware 921ORB Kitchen and Bath Cabinet Knob', 'Stainless Steel Makeup Tweezers', 0, 0.05],
    ['Adidas Unisex-Adult Basketball Shoe', 'Adidas Unisex-Adult Court Shoe', 0.6, 1],
  ])('by tagged nouns of %j and %j is as far as they agree', (wanted, title, low, high) => {
    const purchase = { product: sampleProduct({ title }), price: 1, options: new Map() };
    const { parts } = scorePurchase(sampleGoal({ name: wanted }), purchase);
    expect(parts.title_score).toBeGreaterThanOrEqual(low);
    expect(parts.title_score).toBeLessThan(high);
  });
});

describe('any reward', () => {
  const text = fc.oneof(fc.constantFrom(...COLORS), fc.string({ unit: 'binary', maxLength: 12 }));
  const texts = fc.array(text, { maxLength: 4 });

  it('is the weighted sum of its parts times the type', () => {
    fc.assert(
      fc.property(
        texts,
        texts,
        texts,
        fc.nat(100),
        text,
        (attributes, options, chosen, price, title) => {
          const { reward, parts } = buy(
            { attributes, options },
            { attributes: chosen, title },
            Object.fromEntries(chosen.entries()),
            price,
          );
          const { r_option = 0, w_option = 0 } = parts;
          const met =
            parts.r_att * parts.w_att + r_option * w_option + Number(parts.r_price) * parts.w_price;
          expect(reward).toBeCloseTo(met * parts.r_type, 12);
          expect(parts.w_att + w_option + parts.w_price).toBeCloseTo(1, 12);
          expect(reward).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

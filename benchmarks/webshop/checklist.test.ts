import { describe, expect, it } from 'vitest';
import { checkPurchase, distanceOf, verdictOf } from './checklist.ts';
import type { Goal } from './goals/goal.ts';
import type { Product } from './catalogue/product.ts';
import { makeProduct } from './shop/testing/shelf.ts';

const chair = makeProduct();
const goal: Goal = {
  asin: chair.asin,
  category: chair.category,
  query: chair.query,
  name: chair.title,
  productCategory: chair.productCategory,
  instructionText: 'an oak chair',
  attributes: ['solid wood'],
  priceUpper: 50,
  options: [
    { group: 'color', value: 'red' },
    { group: 'size', value: 'large' },
  ],
  weight: 1,
};

function check(
  product: Product,
  options: Readonly<Record<string, string>>,
  { price = 42.5, unfinished = false } = {},
) {
  const purchase = { product, price, options: new Map(Object.entries(options)) };
  const checklist = checkPurchase(goal, purchase, { unfinished });
  return { ...checklist, verdict: verdictOf(checklist), distance: distanceOf(checklist) };
}

const BOTH = { color: 'red', size: 'large' };

describe('the checklist of a purchase', () => {
  it('is fulfilled by the product with its options within the bound', () => {
    expect(check(chair, BOTH)).toMatchObject({ verdict: 'fulfilled', distance: 0 });
  });

  it('fails by the price alone, and says how much is missed', () => {
    const { verdict, price, distance } = check(chair, BOTH, { price: 50.01 });
    expect({ verdict, price }).toEqual({ verdict: 'failed', price: 'failed' });
    expect(distance).toBe(1 / 5);
  });

  it('fails by another option and by one that was left out', () => {
    expect(check(chair, { color: 'blue', size: 'large' })).toMatchObject({
      verdict: 'failed',
      options: ['failed', 'fulfilled'],
    });
    expect(check(chair, { size: 'large' }).options).toEqual(['failed', 'fulfilled']);
  });

  it('counts an option that is still open by the best that is offered', () => {
    expect(check(chair, {}, { unfinished: true }).verdict).toBe('fulfilled');
    expect(check(chair, { color: 'blue' }, { unfinished: true }).verdict).toBe('failed');
  });

  it('leaves open what a person might see either way', () => {
    expect(check(chair, { color: 'dark red', size: 'large' }).verdict).toBe('unclear');
    const other = makeProduct({ asin: 'B000000002', attributes: ['solid wood'] });
    expect(check(other, BOTH)).toMatchObject({ kind: 'unclear', verdict: 'unclear' });
    const unsaid = makeProduct({ attributes: [], bulletPoints: ['of solid wood'] });
    expect(check(unsaid, BOTH).attributes).toEqual(['unclear']);
  });

  it('misses everything with another kind of product', () => {
    const drill = makeProduct({
      asin: 'B000000003',
      query: 'drills',
      productCategory: 'Tools › Power › Drills',
      title: 'Cordless drill',
    });
    expect(check(drill, BOTH)).toMatchObject({ kind: 'failed', verdict: 'failed', distance: 1 });
  });
});

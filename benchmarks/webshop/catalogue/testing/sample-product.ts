import type { Product } from '../product.ts';

/** A made-up product. */
export function sampleProduct(fields: Partial<Product> = {}): Product {
  return {
    asin: 'B000000001',
    category: 'garden',
    query: 'desk lamps',
    productCategory: 'Home › Lighting › Desk Lamps',
    title: 'Brass Desk Lamp with Dimmer',
    description: 'Warm light for late work.',
    bulletPoints: ['Solid brass', 'Three levels of light'],
    prices: [34.5],
    priceTag: '$34.5',
    options: [{ name: 'color', values: ['brass', 'black'] }],
    attributes: ['solid brass', 'energy efficient'],
    image: '',
    optionImages: {},
    ...fields,
  };
}

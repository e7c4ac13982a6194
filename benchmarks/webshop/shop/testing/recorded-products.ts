import { readFileSync } from 'node:fs';
import type { Product } from '../../catalogue/product.ts';

interface Recorded {
  readonly asin: string;
  readonly category: string;
  readonly query: string;
  readonly product_category: string;
  readonly Title: string;
  readonly Description: string;
  readonly BulletPoints: readonly string[];
  readonly pricing: Product['prices'];
  readonly Price: string;
  readonly options: Readonly<Record<string, readonly string[]>>;
  readonly Attributes: readonly string[];
  readonly MainImage: string;
}

/** Products as the original holds them after loading, one on each line. */
export function readRecordedProducts(file: string): Product[] {
  return lines<Recorded>(file).map((record) => ({
    asin: record.asin,
    category: record.category,
    query: record.query,
    productCategory: record.product_category,
    title: record.Title,
    description: record.Description,
    bulletPoints: record.BulletPoints,
    prices: record.pricing,
    priceTag: record.Price,
    options: Object.entries(record.options).map(([name, values]) => ({ name, values })),
    attributes: record.Attributes,
    image: record.MainImage,
    optionImages: {},
  }));
}

/** The records of a file that is trusted to have them. */
export function lines<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

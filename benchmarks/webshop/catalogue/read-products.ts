import type { Product } from './product.ts';
import type { NoteFiles } from './product-notes.ts';
import { readOfficial, type ReadingOptions } from './read-official.ts';
import { readProcessed } from './read-processed.ts';
import { Rejections, type LoadReport } from './rejections.ts';

/** Files with products: WebShop's own, or one loaded product a line. */
export interface ProductFiles {
  readonly kind: 'official' | 'processed';
  readonly products: string;
  readonly notes: NoteFiles;
}

/** The products of the files, one after the other, in constant memory but for the notes. */
export function readProducts(
  files: ProductFiles,
  options: ReadingOptions,
): AsyncGenerator<Product, void, undefined> {
  const read = files.kind === 'official' ? readOfficial : readProcessed;
  return read(files.products, files.notes, options);
}

/** All products of the files in memory, and what could not be read of them. */
export async function loadProducts(
  files: ProductFiles,
  options: Omit<ReadingOptions, 'rejections'> = {},
): Promise<LoadReport> {
  const rejections = new Rejections();
  const products: Product[] = [];
  for await (const product of readProducts(files, { ...options, rejections })) {
    products.push(product);
  }
  return { products, rejected: rejections.first, rejectedCount: rejections.count };
}

import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../src/core/errors.ts';
import { createCatalogue } from './catalogue/create-catalogue.ts';
import { createMemoryCatalogue } from './catalogue/memory-catalogue.ts';
import { openProductStore } from './catalogue/product-store.ts';
import type { Product } from './catalogue/product.ts';
import type { ProductTable } from './catalogue/product-table.ts';
import { PRODUCT_STORE_FILE } from './catalogue/store-format.ts';
import { writeProductStore } from './catalogue/write-product-store.ts';
import { readGoals, writeGoals } from './goals/goal-file.ts';
import { makeGoals, type GoalKind } from './goals/make-goals.ts';
import type { OpenCatalogue } from './open-catalogue.ts';
import { openIndex, writeIndex } from './search/build-index.ts';
import type { SearchDocument } from './search/invert.ts';
import { positionsIn } from './search/search-index.ts';
import { searchText } from './search/search-text.ts';

const SEARCH_FILE = 'search.index';
const GOAL_KINDS: readonly GoalKind[] = ['synthetic', 'human'];

export interface FolderProgress {
  readonly stage: 'products' | 'search';
  readonly products: number;
}

/**
 * Writes a shop to a folder that opens at once, however large it is: the products, their search index
 * and their goals. Memory is needed for the index and for the products that have instructions.
 * @returns how many products there are
 */
export async function writeFolder(
  folder: string,
  products: AsyncIterable<Product> | Iterable<Product>,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((progress: FolderProgress) => void) | undefined;
  } = {},
): Promise<number> {
  const { signal, onProgress } = options;
  await mkdir(folder, { recursive: true });
  const instructed: Product[] = [];
  const count = await writeProductStore(
    join(folder, PRODUCT_STORE_FILE),
    noting(products, instructed),
    { signal, onProgress: (done) => onProgress?.({ stage: 'products', products: done }) },
  );
  const table = openProductStore(join(folder, PRODUCT_STORE_FILE));
  try {
    await writeIndex(join(folder, SEARCH_FILE), documentsOf(table), {
      signal,
      onProgress: (progress) => {
        if (progress.stage === 'reading') {
          onProgress?.({ stage: 'search', products: progress.documents });
        }
      },
    });
  } finally {
    table.close();
  }
  const source = createMemoryCatalogue(instructed, () => []);
  for (const kind of GOAL_KINDS) {
    const goals = makeGoals(source, kind);
    if (goals.length > 0) await writeGoals(goalFile(folder, kind), goals);
  }
  return count;
}

/** Opens what `writeFolder` has written. */
export async function openFolder(folder: string, kind: GoalKind): Promise<OpenCatalogue> {
  const table = openProductStore(join(folder, PRODUCT_STORE_FILE));
  const index = openIndex(join(folder, SEARCH_FILE));
  if (index.size !== table.size) {
    throw new InputError({
      place: { option: '--data', file: folder },
      problem: `has ${table.size} products and an index of ${index.size}`,
      remedy: 'Write it again with "armap webshop index"',
    });
  }
  const file = goalFile(folder, kind);
  const hasGoals = await stat(file).then(
    () => true,
    () => false,
  );
  return {
    catalogue: createCatalogue(table, positionsIn(index)),
    goals: hasGoals ? await readGoals(file) : [],
  };
}

function goalFile(folder: string, kind: GoalKind): string {
  return join(folder, `goals-${kind}.jsonl`);
}

async function* noting(
  products: AsyncIterable<Product> | Iterable<Product>,
  instructed: Product[],
): AsyncGenerator<Product, void, undefined> {
  for await (const product of products) {
    const { instruction, humanInstructions = [] } = product;
    if (instruction !== undefined || humanInstructions.length > 0) instructed.push(product);
    yield product;
  }
}

function* documentsOf(table: ProductTable): Generator<SearchDocument, void, undefined> {
  for (let position = 0; position < table.size; position += 1) {
    const product = table.at(position);
    yield { id: product.asin, text: searchText(product) };
  }
}

import type { Catalogue } from './catalogue/catalogue.ts';
import { inspectData } from './catalogue/data-folder.ts';
import { createMemoryCatalogue } from './catalogue/memory-catalogue.ts';
import type { Product } from './catalogue/product.ts';
import { describeRejections } from './catalogue/rejections.ts';
import { loadProducts } from './catalogue/read-products.ts';
import { generateProducts, type ColorStyle } from './generated/generate.ts';
import type { Goal } from './goals/goal.ts';
import { makeGoals, type GoalKind } from './goals/make-goals.ts';
import { openFolder } from './index-folder.ts';
import { buildIndex } from './search/build-index.ts';
import { searchText } from './search/search-text.ts';
import { positionsIn } from './search/search-index.ts';

/** The generated shop is the same for everybody. */
export const GENERATED_SEED = 'armap';

export interface OpenCatalogue {
  readonly catalogue: Catalogue;
  readonly goals: readonly Goal[];
  /** Which records were left out; none if absent. */
  readonly warnings?: readonly string[];
}

/** The shop at a user's path, or without one the generated shop with these colours. Throws `InputError`. */
export async function openCatalogue(
  data: string | undefined,
  kind: GoalKind,
  colors: ColorStyle = 'named',
): Promise<OpenCatalogue> {
  if (data === undefined) {
    return inMemory([...generateProducts({ seed: GENERATED_SEED, colors })], kind);
  }
  const found = await inspectData(data);
  if (found.kind === 'index') return openFolder(found.folder, kind);
  const { products, rejected, rejectedCount } = await loadProducts(found);
  const warnings = describeRejections(rejected, rejectedCount);
  return { ...(await inMemory(products, kind)), warnings };
}

async function inMemory(products: readonly Product[], kind: GoalKind): Promise<OpenCatalogue> {
  const index = await buildIndex(
    products.map((product) => ({ id: product.asin, text: searchText(product) })),
  );
  const catalogue = createMemoryCatalogue(products, positionsIn(index));
  return { catalogue, goals: makeGoals(catalogue, kind) };
}

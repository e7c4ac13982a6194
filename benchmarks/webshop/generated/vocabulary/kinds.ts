import { BEAUTY } from './beauty.ts';
import { CLOTHING } from './clothing.ts';
import { ELECTRONICS } from './electronics.ts';
import { FURNITURE_AND_LIGHT } from './furniture.ts';
import { GROCERY } from './grocery.ts';
import type { ProductKind } from './kind.ts';
import { SHOES_AND_BAGS } from './shoes-and-bags.ts';
import { SPORTS_AND_PETS } from './sports-and-pets.ts';
import { TEXTILES_AND_TABLE } from './textiles-and-table.ts';

/** Every kind of product in the shop. */
export const KINDS: readonly ProductKind[] = [
  ...CLOTHING,
  ...SHOES_AND_BAGS,
  ...FURNITURE_AND_LIGHT,
  ...TEXTILES_AND_TABLE,
  ...GROCERY,
  ...BEAUTY,
  ...ELECTRONICS,
  ...SPORTS_AND_PETS,
];

const KIND_BY_QUERY = new Map(KINDS.map((kind) => [kind.query, kind]));

export function kindOfQuery(query: string): ProductKind | undefined {
  return KIND_BY_QUERY.get(query);
}

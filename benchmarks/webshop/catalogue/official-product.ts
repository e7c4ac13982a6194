import { z } from 'zod';
import { parsePricing, priceTagOf } from './pricing.ts';
import type { HumanInstruction, Product } from './product.ts';
import {
  asinField,
  customizationField,
  looseText,
  looseTexts,
  type ProductAttributes,
} from './product-fields.ts';

/** What the other files of the official data say of a product. */
export interface ProductNotes {
  readonly attributes?: ProductAttributes | undefined;
  readonly humanInstructions?: readonly HumanInstruction[] | undefined;
}

/** What the original gives a product whose attributes are not known. */
const UNKNOWN_ATTRIBUTES: readonly string[] = ['DUMMY_ATTR'];

/** A record of `items_shuffle*.json`, as WebShop loads it. */
export const officialRecord = z.object({
  asin: asinField,
  name: looseText,
  category: looseText,
  query: looseText,
  product_category: looseText,
  full_description: looseText,
  small_description: looseTexts,
  pricing: looseText,
  images: looseTexts,
  customization_options: customizationField,
  nouns: z.array(z.string()).optional(),
});

export function officialProduct(
  record: z.infer<typeof officialRecord>,
  notes: ProductNotes,
): Product {
  const prices = parsePricing(record.pricing);
  return {
    asin: record.asin,
    category: record.category,
    query: cleanQuery(record.query),
    productCategory: record.product_category,
    title: record.name,
    description: record.full_description,
    bulletPoints: record.small_description,
    prices,
    priceTag: priceTagOf(prices),
    ...record.customization_options,
    image: record.images[0] ?? '',
    ...notedFields(notes),
    ...(record.nouns && { nouns: record.nouns }),
  };
}

export function cleanQuery(query: string): string {
  return query.toLowerCase().trim();
}

/** The fields of a product that notes give; those that they do not mention are left out. */
export function notedFields(
  notes: ProductNotes,
): Pick<Product, 'attributes' | 'instruction' | 'humanInstructions'> {
  const { attributes, humanInstructions } = notes;
  return {
    attributes: attributes?.attributes ?? UNKNOWN_ATTRIBUTES,
    ...(attributes?.instruction && { instruction: attributes.instruction }),
    ...(humanInstructions && { humanInstructions }),
  };
}

import { z } from 'zod';
import { cleanQuery, notedFields, type ProductNotes } from './official-product.ts';
import { priceTagOf, toPrices } from './pricing.ts';
import type { Product } from './product.ts';
import {
  asinField,
  humanInstructionField,
  looseText,
  looseTexts,
  optionImages,
  readInstruction,
} from './product-fields.ts';

const fields = z.object({
  asin: asinField,
  category: looseText,
  query: looseText,
  product_category: looseText,
  Title: looseText,
  Description: looseText,
  BulletPoints: looseTexts,
  pricing: z.array(z.number()).nullish(),
  Price: z.string().optional(),
  options: z.record(z.string(), z.array(z.string())).nullish(),
  option_to_image: z.record(z.string(), z.string().nullable()).nullish(),
  Attributes: z.array(looseText).optional(),
  MainImage: looseText,
  instruction_text: z.string().nullish(),
  instruction_attributes: z.array(looseText).nullish(),
  instructions: z.array(humanInstructionField).optional(),
  nouns: z.array(z.string()).optional(),
});

/**
 * A product as WebShop holds it after loading, and as its search index stores it: there inside a
 * document, as its `product`.
 */
export const processedRecord = z.preprocess(
  (record) => (isDocument(record) ? record.product : record),
  fields,
);

function isDocument(record: unknown): record is { readonly product: unknown } {
  return typeof record === 'object' && record !== null && 'product' in record;
}

/** What the record itself says of attributes and instructions goes before the notes. */
export function processedProduct(
  record: z.infer<typeof processedRecord>,
  notes: ProductNotes,
): Product {
  const prices = toPrices(record.pricing ?? []);
  return {
    asin: record.asin,
    category: record.category,
    query: cleanQuery(record.query),
    productCategory: record.product_category,
    title: record.Title,
    description: record.Description,
    bulletPoints: record.BulletPoints,
    prices,
    priceTag: record.Price ?? priceTagOf(prices),
    options: Object.entries(record.options ?? {}).map(([name, values]) => ({ name, values })),
    optionImages: optionImages(Object.entries(record.option_to_image ?? {})),
    image: record.MainImage,
    ...notedFields({
      attributes: {
        attributes: record.Attributes ?? notes.attributes?.attributes,
        instruction:
          readInstruction(record.instruction_text, record.instruction_attributes) ??
          notes.attributes?.instruction,
      },
      humanInstructions: record.instructions ?? notes.humanInstructions,
    }),
    ...(record.nouns && { nouns: record.nouns }),
  };
}

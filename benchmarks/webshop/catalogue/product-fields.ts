import { z } from 'zod';
import type { HumanInstruction, OptionGroup, ProductInstruction } from './product.ts';

/** What a record may leave empty: absent, null, or a number where a text belongs. */
export const looseText = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? '' : String(value)));

const LONGEST_ASIN = 10;

export const asinField = z
  .string()
  .min(1)
  .max(LONGEST_ASIN)
  .refine((asin) => asin !== 'nan', 'is "nan", which names no product')
  .transform((asin) => asin.toUpperCase());

/** A list of texts; a single text stands for a list of one. */
export const looseTexts = z
  .union([z.string().transform((text) => [text]), z.array(looseText)])
  .nullish()
  .transform((texts) => texts ?? []);

const optionContent = z.object({ value: looseText, image: z.string().nullish() });

/** The choices as the shop's records hold them; an empty text where there are none. */
export const customizationField = z
  .union([
    z.literal(''),
    z.record(z.string(), z.array(optionContent).nullable()),
    z.array(z.never()).max(0),
  ])
  .nullish()
  .transform((groups) => readCustomization(Array.isArray(groups) ? {} : groups || {}));

export interface Choices {
  readonly options: readonly OptionGroup[];
  readonly optionImages: Readonly<Record<string, string>>;
}

function readCustomization(
  groups: Readonly<Record<string, readonly z.infer<typeof optionContent>[] | null>>,
): Choices {
  const options = new Map<string, readonly string[]>();
  const images = new Map<string, string | null | undefined>();
  for (const [name, contents] of Object.entries(groups)) {
    if (contents === null) continue;
    const values = contents.map(({ value }) => cleanValue(value));
    options.set(name.toLowerCase(), values);
    contents.forEach(({ image }, index) => images.set(values[index]!, image));
  }
  return {
    options: [...options].map(([name, values]) => ({ name, values })),
    optionImages: optionImages(images),
  };
}

/** A slash would end a path of the site's addresses. */
function cleanValue(value: string): string {
  return value.trim().replaceAll('/', ' | ').toLowerCase();
}

export function optionImages(
  images: Iterable<readonly [string, string | null | undefined]>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...images].filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

export const humanInstructionField = z
  .object({
    instruction: z.string(),
    instruction_attributes: looseTexts,
    instruction_options: looseTexts,
  })
  .transform((record): HumanInstruction => ({
    text: record.instruction,
    attributes: record.instruction_attributes,
    options: record.instruction_options,
  }));

/** What `items_ins_v2*.json` says of one product. */
export const attributesField = z
  .object({
    attributes: z.array(looseText).optional(),
    instruction: z.string().nullish(),
    instruction_attributes: z.array(looseText).nullish(),
  })
  .transform((record) => ({
    attributes: record.attributes,
    instruction: readInstruction(record.instruction, record.instruction_attributes),
  }));

export function readInstruction(
  text: string | null | undefined,
  attributes: readonly string[] | null | undefined,
): ProductInstruction | undefined {
  return text == null ? undefined : { text, attributes: attributes ?? [] };
}

export type ProductAttributes = z.infer<typeof attributesField>;

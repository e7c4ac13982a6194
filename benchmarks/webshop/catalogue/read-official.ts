import { jsonMembers } from './json-members.ts';
import { officialProduct, officialRecord } from './official-product.ts';
import { parseRecord } from './parse-record.ts';
import type { Product } from './product.ts';
import { readNotes, type NoteFiles } from './product-notes.ts';
import type { Rejections } from './rejections.ts';
import { refuseRepeated } from './repeated-asin.ts';

export interface ReadingOptions {
  /** Where records that cannot be used are counted. */
  readonly rejections: Rejections;
  /** Looks at the first so many records alone, as the original's `num_products` does. */
  readonly limit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The products of `items_shuffle*.json`, in its order, with what the files beside it say of them.
 * The file is read in pieces: its size, 5.5 GB for the full catalogue, does not matter.
 */
export async function* readOfficial(
  file: string,
  notes: NoteFiles,
  { rejections, limit = Infinity, signal }: ReadingOptions,
): AsyncGenerator<Product, void, undefined> {
  if (limit <= 0) return;
  const notesOf = await readNotes(notes, rejections, signal);
  const refuse = refuseRepeated();
  let position = 0;
  for await (const text of jsonMembers(file, 'array')) {
    signal?.throwIfAborted();
    const place = { file, field: `[${position}]` };
    const product = rejections.attempt(() => {
      const record = parseRecord(text, officialRecord, place);
      refuse(record.asin, place);
      return officialProduct(record, notesOf(record.asin));
    });
    if (product !== undefined) yield product;
    position += 1;
    if (position >= limit) return;
  }
}

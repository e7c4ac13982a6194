import { linesOf } from '../../../src/store/jsonl.ts';
import { parseRecord } from './parse-record.ts';
import { processedProduct, processedRecord } from './processed-product.ts';
import type { Product } from './product.ts';
import { readNotes, type NoteFiles } from './product-notes.ts';
import type { ReadingOptions } from './read-official.ts';
import { refuseRepeated } from './repeated-asin.ts';
import { unreadable } from './unreadable.ts';

/**
 * The products of a file that has one loaded product a line, in its order. The notes bring what the
 * lines lack: instructions, as a rule.
 */
export async function* readProcessed(
  file: string,
  notes: NoteFiles,
  { rejections, limit = Infinity, signal }: ReadingOptions,
): AsyncGenerator<Product, void, undefined> {
  if (limit <= 0) return;
  const notesOf = await readNotes(notes, rejections, signal);
  const refuse = refuseRepeated();
  let line = 0;
  let records = 0;
  for await (const text of readableLines(file)) {
    signal?.throwIfAborted();
    line += 1;
    if (text.trim() === '') continue;
    const place = { file, line };
    const product = rejections.attempt(() => {
      const record = parseRecord(text, processedRecord, place);
      refuse(record.asin, place);
      return processedProduct(record, notesOf(record.asin));
    });
    if (product !== undefined) yield product;
    records += 1;
    if (records >= limit) return;
  }
}

async function* readableLines(file: string): AsyncGenerator<string, void, undefined> {
  try {
    yield* linesOf(file);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

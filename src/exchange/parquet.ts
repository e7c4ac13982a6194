import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { fileWriter, parquetWriteRows, type SchemaElement } from 'hyparquet-writer';
import type { TrlRow } from './trl.ts';

/** Rows that are held at once: pictures are inside of them. */
const ROWS_PER_GROUP = 512;

const leaf = (name: string, more: Partial<SchemaElement> = {}): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  repetition_type: 'OPTIONAL',
  ...more,
});
const text = (name: string) => leaf(name, { converted_type: 'UTF8' });
const list = (name: string, element: readonly SchemaElement[]): SchemaElement[] => [
  { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  ...element,
];
const struct = (children: readonly SchemaElement[], count: number): SchemaElement[] => [
  { name: 'element', repetition_type: 'OPTIONAL', num_children: count },
  ...children,
];

const messages = (name: string): SchemaElement[] =>
  list(
    name,
    struct([text('role'), ...list('content', struct([text('type'), text('text')], 2))], 2),
  );
/** As the `datasets` library keeps pictures: their bytes, and the name that they had. */
const images = (name: string): SchemaElement[] =>
  list(name, struct([leaf('bytes'), text('path')], 2));

const SCHEMA: SchemaElement[] = [
  { name: 'root', num_children: 6 },
  ...messages('prompt'),
  ...messages('chosen'),
  ...messages('rejected'),
  ...images('images'),
  ...images('rejected_images'),
  text('armap'),
];

const COLUMNS = ['prompt', 'chosen', 'rejected', 'images', 'rejected_images', 'armap'];

/** Writes TRL's rows as Parquet, holding one group of them at a time. */
export async function writeTrlParquet(file: string, rows: AsyncIterable<TrlRow>): Promise<void> {
  await parquetWriteRows({
    writer: fileWriter(file),
    rows,
    columns: COLUMNS.map((name) => ({ name })),
    schema: SCHEMA,
    rowGroupSize: ROWS_PER_GROUP,
  });
}

/** Reads rows of any Parquet file, one group at a time; what they are is for the caller to check. */
export async function* readParquetRows(
  file: string,
): AsyncGenerator<Record<string, unknown>, void, undefined> {
  const buffer = await asyncBufferFromFile(file);
  const metadata = await parquetMetadataAsync(buffer);
  let start = 0;
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows);
    // `utf8: false` leaves the bytes of pictures as they are; texts say themselves that they are.
    yield* await parquetReadObjects({
      file: buffer,
      metadata,
      rowStart: start,
      rowEnd: end,
      utf8: false,
    });
    start = end;
  }
}

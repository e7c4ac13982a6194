import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { describeCause, InputError, type InputPlace } from '../core/errors.ts';
import type { RewardRow } from '../core/preference.ts';
import type { ImageStore } from '../store/image-store.ts';
import { readJsonLines } from '../store/jsonl.ts';
import type { Dialogue } from './dialogue.ts';
import { fromLlava, LLAVA_ENDINGS, llavaRowSchema, llavaTextsSchema } from './llava.ts';
import { fromSwift, swiftRowSchema } from './ms-swift.ts';
import { readParquetRows } from './parquet.ts';
import { PictureReader } from './pictures.ts';
import { fromDialogue } from './read-dialogue.ts';
import { fromTrl, trlRowSchema } from './trl.ts';

export const IMPORT_FORMATS = ['trl', 'llava', 'ms-swift'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export interface ImportOptions {
  readonly format: ImportFormat;
  /** The benchmark of rows that do not say it. */
  readonly benchmark: string;
  /** Where pictures are put. */
  readonly store: ImageStore;
  /** Where those of the data set are, if not where its format says. */
  readonly pictures?: string | undefined;
}

/** The whole of a JSON array is held at once; Node takes no longer text. */
const MOST_JSON_BYTES = 500 * 1024 ** 2;

/** Reads rows of another trainer, in order. Rejects with `InputError` that names the place. */
export async function* importRows(
  file: string,
  options: ImportOptions,
): AsyncGenerator<RewardRow, void, undefined> {
  const { format, benchmark } = options;
  let index = 0;
  for await (const { place, read } of dialoguesOf(file, options)) {
    index += 1;
    yield fromDialogue(await readAt(place, read), {
      id: `${format}-${index}`,
      benchmark,
      source: `import:${format}`,
    });
  }
}

interface Pending {
  readonly place: InputPlace;
  readonly read: () => Promise<Dialogue>;
}

function dialoguesOf(file: string, options: ImportOptions): AsyncGenerator<Pending> {
  if (options.format === 'llava') return llavaDialogues(file, options);
  if (options.format === 'ms-swift') return swiftDialogues(file, options);
  return file.endsWith('.parquet') ? parquetDialogues(file, options) : trlDialogues(file, options);
}

/** Words that do not fit together are the fault of the row. */
async function readAt(place: InputPlace, read: () => Promise<Dialogue>): Promise<Dialogue> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError({
      place,
      problem: `the row cannot be read (${describeCause(cause)})`,
      remedy: 'Repair or remove it',
      cause,
    });
  }
}

async function* trlDialogues(file: string, options: ImportOptions): AsyncGenerator<Pending> {
  const reader = new PictureReader(options.pictures ?? dirname(file), options.store);
  for await (const { value, line } of readJsonLines(file, trlRowSchema)) {
    const place = { file, line };
    const take = (written: unknown) => reader.take(z.string().parse(written), place);
    yield { place, read: () => fromTrl(value, take) };
  }
}

async function* parquetDialogues(file: string, { store }: ImportOptions): AsyncGenerator<Pending> {
  const reader = new PictureReader(dirname(file), store);
  const picture = z.object({ bytes: z.instanceof(Uint8Array) });
  let row = 0;
  for await (const value of readable(file, readParquetRows(file))) {
    row += 1;
    const place = { file, field: `row ${row}` };
    const take = (written: unknown) => reader.put(picture.parse(written).bytes, place);
    yield { place, read: () => fromTrl(trlRowSchema.parse(value), take) };
  }
}

async function* readable<T>(file: string, rows: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function* swiftDialogues(file: string, options: ImportOptions): AsyncGenerator<Pending> {
  const reader = new PictureReader(options.pictures ?? dirname(file), options.store);
  for await (const { value, line } of readJsonLines(file, swiftRowSchema)) {
    const place = { file, line };
    yield { place, read: () => fromSwift(value, (path) => reader.take(path, place)) };
  }
}

async function* llavaDialogues(file: string, options: ImportOptions): AsyncGenerator<Pending> {
  const name = basename(file);
  if (!name.endsWith(LLAVA_ENDINGS.rows)) {
    throw new InputError({
      place: { file },
      problem: `its name does not end in ${LLAVA_ENDINGS.rows}`,
      remedy: `Name the parts of the data set X${LLAVA_ENDINGS.rows}, X${LLAVA_ENDINGS.texts} and X${LLAVA_ENDINGS.images}`,
    });
  }
  const beside = (ending: string) =>
    join(dirname(file), name.slice(0, -LLAVA_ENDINGS.rows.length) + ending);
  const textFile = beside(LLAVA_ENDINGS.texts);
  const hasTexts = (await readdir(dirname(file)).catch((): string[] => [])).includes(
    basename(textFile),
  );
  const texts = hasTexts ? llavaTextsSchema.parse(await readJson(textFile)) : {};
  const textOf = (picture: string) =>
    Object.hasOwn(texts, picture) ? texts[picture]![0] : undefined;
  const folder = options.pictures ?? beside(LLAVA_ENDINGS.images);
  const reader = new PictureReader(folder, options.store);
  const rows = await readJson(file);
  if (!Array.isArray(rows)) throw unreadable(file, new Error('it is not an array'));
  const ids = new Set<string | number>();
  for (const [index, value] of rows.entries()) {
    const place = { file, field: `[${index}]` };
    const read = () => {
      const row = llavaRowSchema.parse(value);
      if (ids.has(row.id)) throw new Error(`id ${row.id} is there twice`);
      ids.add(row.id);
      return fromLlava(row, textOf, (picture) => reader.take(picture, place));
    };
    yield { place, read: async () => read() };
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    const { size } = await stat(file);
    if (size > MOST_JSON_BYTES) throw new Error(`${size} bytes, more than ${MOST_JSON_BYTES}`);
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown): unknown {
  if (cause instanceof InputError) return cause;
  return new InputError({
    place: { file },
    problem: `cannot be read (${describeCause(cause)})`,
    remedy: 'Check the path, and that it is of the format that was named',
    cause,
  });
}

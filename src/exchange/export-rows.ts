import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageSource } from '../core/image-source.ts';
import type { ImageReference, Page } from '../core/observation.ts';
import type { RewardRow } from '../core/preference.ts';
import { unwritable } from '../store/output-file.ts';
import { rewardLine } from '../store/records.ts';
import { toDialogue, type Closing, type Dialogue } from './dialogue.ts';
import { LLAVA_ENDINGS, toLlava } from './llava.ts';
import { toSwift } from './ms-swift.ts';
import { writeTrlParquet } from './parquet.ts';
import { PICTURE_FOLDER, pictureName, PictureWriter } from './pictures.ts';
import { toTrl, type TrlRow } from './trl.ts';

export const EXPORT_FORMATS = ['trl', 'llava', 'ms-swift', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportOptions {
  readonly format: ExportFormat;
  /** A folder. */
  readonly out: string;
  /** Of a TRL data set: one Parquet file with the pictures in it. */
  readonly parquet: boolean;
  readonly closing: Closing;
  /** Where the pictures of the rows are. */
  readonly pictures: ImageSource | undefined;
}

export interface ExportReport {
  readonly rows: number;
  /** Left out where the format has no place for them. */
  readonly ties: number;
  /** Rows whose sides show different pictures. */
  readonly differentPictures: number;
  /** The file with the rows. */
  readonly file: string;
}

/** The name of a LLaVA data set's parts, before `_preference.json`. */
const LLAVA_NAME = 'armap';

/** Writes rows for other trainers, one at a time. Rejects with `InputError`. */
export async function exportRows(
  rows: AsyncIterable<RewardRow>,
  options: ExportOptions,
): Promise<ExportReport> {
  const { format, out, parquet, closing } = options;
  const counts = { rows: 0, ties: 0, differentPictures: 0 };
  const dialogues = async function* (): AsyncGenerator<Dialogue> {
    for await (const row of rows) {
      const dialogue = toDialogue(row, closing);
      if (dialogue === undefined) counts.ties += 1;
      else {
        counts.rows += 1;
        if (!showsSame(dialogue)) counts.differentPictures += 1;
        yield dialogue;
      }
    }
  };
  const name = parquet
    ? 'data.parquet'
    : format === 'llava'
      ? `${LLAVA_NAME}${LLAVA_ENDINGS.rows}`
      : 'data.jsonl';
  const file = join(out, name);
  try {
    await mkdir(out, { recursive: true });
    const partial = `${file}.partial`;
    if (format === 'jsonl') {
      const lines = async function* () {
        for await (const row of rows) {
          counts.rows += 1;
          yield `${rewardLine(row)}\n`;
        }
      };
      await writePieces(partial, lines());
    } else if (format === 'llava') await writeLlava(partial, dialogues(), options);
    else if (format === 'ms-swift') await writePieces(partial, swiftLines(dialogues(), options));
    else if (parquet) await writeTrlParquet(partial, withBytes(dialogues(), options));
    else await writePieces(partial, trlLines(dialogues(), options));
    await rename(partial, file);
  } catch (cause) {
    throw unwritable(out, cause);
  }
  return { ...counts, file };
}

async function* trlLines(dialogues: AsyncIterable<Dialogue>, options: ExportOptions) {
  const { pathOf, write } = folderFor(options);
  for await (const dialogue of dialogues) {
    await write(dialogue);
    yield `${JSON.stringify(toTrl(dialogue, pathOf))}\n`;
  }
}

async function* swiftLines(dialogues: AsyncIterable<Dialogue>, options: ExportOptions) {
  const { pathOf, write } = folderFor(options);
  for await (const dialogue of dialogues) {
    await write(dialogue);
    yield `${JSON.stringify(toSwift(dialogue, pathOf))}\n`;
  }
}

async function* withBytes(
  dialogues: AsyncIterable<Dialogue>,
  { out, pictures }: ExportOptions,
): AsyncGenerator<TrlRow> {
  const writer = new PictureWriter(out, pictures);
  for await (const dialogue of dialogues) {
    const bytes = new Map<string, Uint8Array>();
    for (const image of imagesOf(dialogue)) {
      if (!bytes.has(image.hash)) bytes.set(image.hash, await writer.read(image));
    }
    yield toTrl(dialogue, (image) => ({ bytes: bytes.get(image.hash), path: pictureName(image) }));
  }
}

/** `X_preference.json` in one array, `X_factual.json` beside it, pictures in `X_image/`. */
async function writeLlava(
  partial: string,
  dialogues: AsyncIterable<Dialogue>,
  { out, pictures }: ExportOptions,
): Promise<void> {
  const folder = join(out, `${LLAVA_NAME}${LLAVA_ENDINGS.images}`);
  const writer = new PictureWriter(folder, pictures);
  const texts = join(out, `${LLAVA_NAME}${LLAVA_ENDINGS.texts}`);
  const known = new Map<string, string>();
  const pieces = async function* () {
    let id = 0;
    for await (const dialogue of dialogues) {
      for (const image of imagesOf(dialogue)) await writer.write(image);
      for (const [image, page] of pagesOf(dialogue)) {
        if (!known.has(pictureName(image))) known.set(pictureName(image), page);
      }
      yield `${id === 0 ? '[' : ','}\n${JSON.stringify(toLlava(id, dialogue, pictureName))}`;
      id += 1;
    }
    yield id === 0 ? '[]\n' : '\n]\n';
  };
  await writePieces(partial, pieces());
  const entries = Object.fromEntries([...known].map(([name, page]) => [name, [page]]));
  await writePieces(`${texts}.partial`, only(`${JSON.stringify(entries, null, 1)}\n`));
  await rename(`${texts}.partial`, texts);
}

/** What a turn with a picture says of it, for readers that know only one text for each picture. */
function pagesOf({ prompt, chosen, rejected }: Dialogue): [ImageReference, Page['text']][] {
  return [...prompt, ...chosen, ...rejected].flatMap(({ images, text }) =>
    images.map((image): [ImageReference, string] => [image, text.replace('<image>\n', '')]),
  );
}

function folderFor({ out, pictures }: ExportOptions) {
  const writer = new PictureWriter(join(out, PICTURE_FOLDER), pictures);
  return {
    pathOf: (image: ImageReference) => `${PICTURE_FOLDER}/${pictureName(image)}`,
    write: async (dialogue: Dialogue) => {
      for (const image of imagesOf(dialogue)) await writer.write(image);
    },
  };
}

function imagesOf({ prompt, chosen, rejected }: Dialogue): ImageReference[] {
  return [...prompt, ...chosen, ...rejected].flatMap(({ images }) => images);
}

function showsSame({ chosen, rejected }: Dialogue): boolean {
  const [a, b] = [chosen, rejected].map((turns) =>
    turns.flatMap(({ images }) => images.map(({ hash }) => hash)).join(),
  );
  return a === b;
}

async function* only(piece: string): AsyncGenerator<string> {
  yield piece;
}

async function writePieces(file: string, pieces: AsyncIterable<string>): Promise<void> {
  const stream = createWriteStream(file);
  await once(stream, 'open');
  try {
    for await (const piece of pieces) {
      if (!stream.write(piece)) await once(stream, 'drain');
    }
  } finally {
    stream.end();
    await once(stream, 'close');
  }
}

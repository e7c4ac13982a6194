import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describeCause, InputError } from '../../../src/core/errors.ts';
import type { NoteFiles } from './product-notes.ts';
import type { ProductFiles } from './read-products.ts';
import { PRODUCT_STORE_FILE } from './store-format.ts';

/** What a user's path leads to: files with products, or a folder with an index of them. */
export type WebShopData = ProductFiles | { readonly kind: 'index'; readonly folder: string };

const OFFICIAL = /^items_shuffle(.*)\.json$/;
const PROCESSED = /^products.*\.jsonl$/;
const ATTRIBUTES = /^items_ins_v2(.*)\.json$/;
const HUMAN_INSTRUCTIONS = 'items_human_ins.json';

const REMEDY =
  `Give a folder with items_shuffle*.json, with products*.jsonl or with an index ` +
  `(${PRODUCT_STORE_FILE}), or one of these files`;

/**
 * Says what lies at a path, by names alone. A file brings the files beside it that say more of its
 * products: `items_ins_v2*.json` and `items_human_ins.json`.
 * @throws InputError if there is nothing of WebShop's, or more than one catalogue.
 */
export async function inspectData(path: string): Promise<WebShopData> {
  const isFolder = await stat(path).then(
    (status) => status.isDirectory(),
    (cause: unknown) => {
      throw problemAt(path, `cannot be read (${describeCause(cause)})`, cause);
    },
  );
  return isFolder ? inspectFolder(path) : inspectFile(path);
}

async function inspectFolder(folder: string): Promise<WebShopData> {
  const names = await namesIn(folder);
  if (names.includes(PRODUCT_STORE_FILE)) return { kind: 'index', folder };
  const official = names.filter((name) => OFFICIAL.test(name));
  const candidates = official.length > 0 ? official : names.filter((name) => PROCESSED.test(name));
  const [only, other] = candidates;
  if (only === undefined) throw problemAt(folder, 'holds no catalogue');
  if (other !== undefined) {
    throw new InputError({
      place: { option: '--data', file: folder },
      problem: `holds several catalogues: ${candidates.join(', ')}`,
      remedy: 'Give the path of one of them',
    });
  }
  return productFiles(folder, only, names);
}

async function inspectFile(file: string): Promise<WebShopData> {
  const folder = dirname(file);
  const name = basename(file);
  if (name === PRODUCT_STORE_FILE) return { kind: 'index', folder };
  if (!/\.jsonl?$/.test(name)) throw problemAt(file, 'is no catalogue by its name');
  return productFiles(folder, name, await namesIn(folder));
}

function productFiles(folder: string, name: string, names: readonly string[]): ProductFiles {
  return {
    kind: name.endsWith('.json') ? 'official' : 'processed',
    products: join(folder, name),
    notes: notesFor(folder, name, names),
  };
}

/** Of several attribute files, the one for the same part of the catalogue, or else for all of it. */
function notesFor(folder: string, name: string, names: readonly string[]): NoteFiles {
  const part = OFFICIAL.exec(name)?.[1] ?? '';
  const found = names.filter((other) => ATTRIBUTES.test(other));
  const attributes =
    found.find((other) => ATTRIBUTES.exec(other)?.[1] === part) ??
    found.find((other) => ATTRIBUTES.exec(other)?.[1] === '') ??
    found[0];
  return {
    ...(attributes !== undefined && { attributes: join(folder, attributes) }),
    ...(names.includes(HUMAN_INSTRUCTIONS) && {
      humanInstructions: join(folder, HUMAN_INSTRUCTIONS),
    }),
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw problemAt(folder, `cannot be read (${describeCause(cause)})`, cause);
  });
  return names.toSorted();
}

function problemAt(file: string, problem: string, cause?: unknown): InputError {
  return new InputError({ place: { option: '--data', file }, problem, remedy: REMEDY, cause });
}

import { mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { describeCause, InputError, type InputPlace } from '../core/errors.ts';
import type { ImageSource } from '../core/image-source.ts';
import type { ImageReference } from '../core/observation.ts';
import type { ImageStore } from '../store/image-store.ts';

/** The folder of an exported data set in which its pictures are. */
export const PICTURE_FOLDER = 'images';

const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/** The base name of a picture in an exported data set: its hash, so equal pictures are one file. */
export function pictureName({ hash, mediaType }: ImageReference): string {
  return `${hash}.${ENDINGS[mediaType] ?? 'bin'}`;
}

/** Copies the pictures of rows into a folder, each once. */
export class PictureWriter {
  readonly #folder: string;
  readonly #source: ImageSource | undefined;
  readonly #written = new Set<string>();

  constructor(folder: string, source: ImageSource | undefined) {
    this.#folder = folder;
    this.#source = source;
  }

  /** Rejects with `InputError` when nobody said where the pictures are, or one is missing. */
  async write(image: ImageReference): Promise<void> {
    if (this.#written.has(image.hash)) return;
    await mkdir(this.#folder, { recursive: true });
    const bytes = await this.read(image);
    await writeFileAtomic(join(this.#folder, pictureName(image)), Buffer.from(bytes));
    this.#written.add(image.hash);
  }

  async read({ hash }: ImageReference): Promise<Uint8Array> {
    if (this.#source !== undefined) return this.#source.read(hash);
    throw new InputError({
      place: { option: '--pictures' },
      problem: `the rows have pictures, such as ${hash}`,
      remedy: 'Give the folder in which they are',
    });
  }
}

/** Takes the pictures of a foreign data set into an image store. */
export class PictureReader {
  readonly #folder: string;
  readonly #store: ImageStore;
  readonly #known = new Map<string, Promise<ImageReference>>();

  constructor(folder: string, store: ImageStore) {
    this.#folder = folder;
    this.#store = store;
  }

  /** Rejects with `InputError` at `place` for a picture that is missing, too large or elsewhere. */
  take(name: string, place: InputPlace): Promise<ImageReference> {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const taken = this.#take(name, place);
    this.#known.set(name, taken);
    return taken;
  }

  async put(bytes: Uint8Array, place: InputPlace): Promise<ImageReference> {
    try {
      return await this.#store.put(bytes, mediaTypeOf(bytes));
    } catch (cause) {
      if (!(cause instanceof InputError)) throw cause;
      const { problem, remedy } = cause;
      throw new InputError({ place, problem, remedy, cause });
    }
  }

  async #take(name: string, place: InputPlace): Promise<ImageReference> {
    const refuse = (problem: string, cause?: unknown) =>
      new InputError({
        place,
        problem: `picture "${name}" ${problem}`,
        remedy: `Put it into ${this.#folder}, or give --pictures`,
        cause,
      });
    const path = join(this.#folder, name);
    let bytes: Uint8Array;
    try {
      await stat(path);
      const inside = relative(await realpath(this.#folder), await realpath(path));
      if (isAbsolute(name) || isAbsolute(inside) || inside.split(sep)[0] === '..') {
        throw refuse('is not inside of the data set');
      }
      bytes = await readFile(path);
    } catch (cause) {
      if (cause instanceof InputError) throw cause;
      throw refuse(`cannot be read (${describeCause(cause)})`, cause);
    }
    return this.put(bytes, place);
  }
}

/** By the first bytes, since names of files lie. */
function mediaTypeOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\u00ff\u00d8')) return 'image/jpeg';
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'image/webp' : 'image/png';
}

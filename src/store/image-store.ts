import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { describeCause, InputError } from '../core/errors.ts';
import type { ImageReference } from '../core/observation.ts';
import { isSystemError } from './jsonl.ts';

export interface ImageLimits {
  /** Of the encoded picture; 16 MiB if not given. */
  readonly maxBytes?: number | undefined;
  /** Width times height, so that a few bytes cannot claim gigabytes; 50 million if not given. */
  readonly maxPixels?: number | undefined;
}

const MEBIBYTE = 1024 ** 2;
const HASH = /^[0-9a-f]{64}$/;

/** What is stored, by sharp's name of the format. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
};

/**
 * Pictures in a folder, each in a file named by the SHA-256 of its bytes: equal pictures are kept
 * once, and a picture never changes. Several processes may share a folder.
 */
export class ImageStore {
  readonly folder: string;
  readonly #maxBytes: number;
  readonly #maxPixels: number;

  constructor(folder: string, { maxBytes, maxPixels }: ImageLimits = {}) {
    this.folder = folder;
    this.#maxBytes = maxBytes ?? 16 * MEBIBYTE;
    this.#maxPixels = maxPixels ?? 50_000_000;
  }

  /** Throws `InputError` for bytes that are no picture of that type, or one beyond the limits. */
  async put(bytes: Uint8Array, mediaType: string): Promise<ImageReference> {
    const { width, height } = await this.#measure(bytes, mediaType);
    const hash = sha256(bytes);
    const file = join(this.folder, hash);
    try {
      if (!(await exists(file))) {
        await mkdir(this.folder, { recursive: true });
        await writeFileAtomic(file, Buffer.from(bytes));
      }
    } catch (cause) {
      throw this.#fault(`picture ${hash} cannot be written`, 'Choose another folder', cause);
    }
    return { hash, mediaType, width, height };
  }

  /** Throws `InputError` for what is not a hash, is not there, or was changed on disk. */
  async read(hash: string): Promise<Buffer> {
    if (!HASH.test(hash)) {
      throw new InputError({
        problem: `${JSON.stringify(hash.slice(0, 80))} is not the hash of a picture`,
        remedy: 'Give 64 lower-case hexadecimal digits',
      });
    }
    let bytes: Buffer;
    try {
      bytes = await readFile(join(this.folder, hash));
    } catch (cause) {
      const remedy = 'Give the folder into which the trajectories were recorded';
      throw this.#fault(`picture ${hash} cannot be read`, remedy, cause);
    }
    if (sha256(bytes) === hash) return bytes;
    throw this.#fault(`picture ${hash} was changed`, 'Remove it and record it again');
  }

  async #measure(bytes: Uint8Array, mediaType: string) {
    if (bytes.length > this.#maxBytes) {
      throw unusable(`has ${bytes.length} bytes, more than ${this.#maxBytes}`);
    }
    // Loaded here, since most runs keep no pictures.
    const { default: sharp } = await import('sharp');
    const { format, width, height } = await sharp(bytes, { limitInputPixels: this.#maxPixels })
      .metadata()
      .catch((cause: unknown) => {
        throw unusable(`cannot be used (${describeCause(cause)})`, cause);
      });
    if (MEDIA_TYPES[format] !== mediaType) {
      throw unusable(`is ${format}, and not ${mediaType} as a picture to keep`);
    }
    return { width, height };
  }

  #fault(problem: string, remedy: string, cause?: unknown): unknown {
    if (cause !== undefined && !isSystemError(cause)) return cause;
    const reason = cause === undefined ? '' : ` (${describeCause(cause)})`;
    const place = { file: this.folder };
    return new InputError({ place, problem: `${problem}${reason}`, remedy, cause });
  }
}

function unusable(problem: string, cause?: unknown): InputError {
  const remedy = 'Give a PNG, JPEG or WebP picture within the limits of the store';
  return new InputError({ problem: `the picture ${problem}`, remedy, cause });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

import { createHash } from 'node:crypto';
import { describeCause } from '../core/errors.ts';
import type { ImageSource } from '../core/image-source.ts';
import type { ImageReference } from '../core/observation.ts';
import type { ServerLimits } from './limits.ts';
import { RequestError } from './request-error.ts';

type PictureLimits = Pick<ServerLimits, 'imageBytes' | 'imagePixels' | 'rememberedImageBytes'>;

interface Remembered {
  readonly bytes: Buffer;
  readonly reference: ImageReference;
  /** Requests under way that need it. */
  holders: number;
}

/** The first bytes of the formats that are taken; no other decoder ever sees a client's bytes. */
const SIGNATURES: readonly (readonly [mediaType: string, test: (bytes: Buffer) => boolean])[] = [
  ['image/png', (bytes) => bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff],
  [
    'image/webp',
    (bytes) =>
      bytes.subarray(0, 4).toString('latin1') === 'RIFF' &&
      bytes.subarray(8, 12).toString('latin1') === 'WEBP',
  ],
];

/**
 * Pictures that clients sent, by the SHA-256 of their bytes, in memory only. Those that were not
 * used for longest are forgotten first, and none that a request under way needs.
 */
export class PictureMemory implements ImageSource {
  readonly #limits: PictureLimits;
  /** In the order of their last use. */
  readonly #pictures = new Map<string, Remembered>();
  #bytes = 0;

  constructor(limits: PictureLimits) {
    this.#limits = limits;
  }

  /**
   * Checks a picture and keeps it. Throws `RequestError` for what is no picture, is beyond the
   * limits, or does not fit beside those that are needed now.
   */
  async put(bytes: Buffer): Promise<ImageReference> {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const known = this.#pictures.get(hash);
    if (known !== undefined) return known.reference;
    const reference = { hash, ...(await measure(bytes, this.#limits)) };
    this.#makeRoomFor(bytes.length);
    if (!this.#pictures.has(hash)) {
      this.#pictures.set(hash, { bytes, reference, holders: 0 });
      this.#bytes += bytes.length;
    }
    return reference;
  }

  /** Keeps these pictures until the function that it returns is called; says which are not there. */
  hold(hashes: Iterable<string>): { readonly missing: string[]; readonly release: () => void } {
    const unique = [...new Set(hashes)];
    const missing = unique.filter((hash) => !this.#pictures.has(hash));
    const held =
      missing.length > 0 ? [] : unique.map((hash) => [hash, this.#pictures.get(hash)!] as const);
    for (const [hash, picture] of held) {
      picture.holders += 1;
      this.#pictures.delete(hash);
      this.#pictures.set(hash, picture);
    }
    const release = (): void => {
      for (const [, picture] of held) picture.holders -= 1;
    };
    return { missing, release };
  }

  async read(hash: string): Promise<Buffer> {
    const picture = this.#pictures.get(hash);
    if (picture !== undefined) return picture.bytes;
    throw new RequestError('images-missing', {
      problem: `picture ${hash.slice(0, 64)} is not here`,
      images: [hash],
    });
  }

  #makeRoomFor(size: number): void {
    for (const [hash, { bytes, holders }] of this.#pictures) {
      if (this.#bytes + size <= this.#limits.rememberedImageBytes) return;
      if (holders > 0) continue;
      this.#pictures.delete(hash);
      this.#bytes -= bytes.length;
    }
    if (this.#bytes + size <= this.#limits.rememberedImageBytes) return;
    const problem = 'there is no room for more pictures now. Ask again later';
    throw new RequestError('overloaded', { problem });
  }
}

/** Reads the header only: nothing is unpacked, so a small file cannot become a large one. */
async function measure(bytes: Buffer, { imageBytes, imagePixels }: PictureLimits) {
  if (bytes.length > imageBytes) {
    const problem = `a picture has ${bytes.length} bytes, more than ${imageBytes}. Send a smaller one`;
    throw new RequestError('too-large', { problem });
  }
  const mediaType = SIGNATURES.find(([, test]) => test(bytes))?.[0];
  if (mediaType === undefined) {
    const problem = 'a picture is neither PNG nor JPEG nor WebP';
    throw new RequestError('bad-request', { problem });
  }
  // Loaded here, since most models look at no pictures.
  const { default: sharp } = await import('sharp');
  const { width, height } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      const problem = `a picture cannot be read (${describeCause(cause)})`;
      throw new RequestError('bad-request', { problem, cause });
    });
  if (width * height > imagePixels) {
    const problem = `a picture has ${width} x ${height} pixels, more than ${imagePixels} in all. Send a smaller one`;
    throw new RequestError('too-large', { problem });
  }
  return { mediaType, width, height };
}

import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { InputError } from '../../../src/core/errors.ts';
import type { ByteSource } from './byte-source.ts';

/** First and last in every index; the last letter is the version of what lies between. */
export const MAGIC: Uint8Array = Buffer.from('armapBM1');

/** Sections of numbers can be used where they lie in memory. */
export const SECTION_ALIGNMENT = 8;

const count = z.int().nonnegative();
const section = z.object({ start: count, length: count, checksum: count });
const statistics = z.object({
  documents: count,
  documentsWithTerms: count,
  terms: count,
  tokens: count,
  postings: count,
});

/**
 * An index is the magic, the sections, this footer as JSON, its size and its checksum as 32-bit
 * numbers, and the magic again. So it can be written in one go, and half a file has no end.
 * Numbers are little-endian; checksums are CRC-32.
 */
const indexFooter = z.object({
  statistics,
  /** Of the data that the index was made from. */
  fingerprint: z.string(),
  sections: z.object({
    /** The posting lists of all terms, and where in the section each starts and the last ends. */
    postings: section,
    postingStarts: section,
    /** Rising. */
    terms: section,
    termStarts: section,
    /** A length byte for each document. */
    lengths: section,
    ids: section,
    idStarts: section,
  }),
});

export type Section = Readonly<z.infer<typeof section>>;
export type IndexStatistics = Readonly<z.infer<typeof statistics>>;
export type IndexFooter = Readonly<z.infer<typeof indexFooter>>;

const TAIL_BYTES = 8 + MAGIC.length;

/** @throws InputError if the source is no index of this version, or not a whole one. */
export function readFooter(source: ByteSource): IndexFooter {
  if (source.size < MAGIC.length || !isMagic(source.read(0, MAGIC.length))) {
    throw unusable(source, 'is no search index of this version');
  }
  const tail = source.read(Math.max(source.size - TAIL_BYTES, 0), TAIL_BYTES);
  if (tail.length < TAIL_BYTES || !isMagic(tail.subarray(8))) {
    throw unusable(source, 'is cut off');
  }
  const [length, checksum] = new Uint32Array(tail.slice(0, 8).buffer);
  const start = source.size - TAIL_BYTES - length!;
  const bytes = start > 0 ? source.read(start, length!) : new Uint8Array();
  if (crc32(bytes) !== checksum) throw unusable(source, 'is damaged');
  return indexFooter.parse(JSON.parse(Buffer.from(bytes).toString()));
}

/** @throws InputError if the section is not as it was written. */
export function readSection(source: ByteSource, { start, length, checksum }: Section): Uint8Array {
  const bytes = source.read(start, length);
  if (crc32(bytes) !== checksum) throw unusable(source, 'is damaged');
  return bytes;
}

function isMagic(bytes: Uint8Array): boolean {
  return Buffer.compare(bytes, MAGIC) === 0;
}

function unusable(source: ByteSource, problem: string): InputError {
  return new InputError({
    place: { file: source.name },
    problem,
    remedy: 'Delete it and build the index again',
  });
}

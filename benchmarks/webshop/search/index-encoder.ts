import { crc32 } from 'node:zlib';
import { inverseNorms } from './bm25.ts';
import { MAGIC, SECTION_ALIGNMENT, type IndexFooter, type Section } from './index-format.ts';
import type { InvertedDocuments } from './invert.ts';
import { encodePostings } from './posting-list.ts';

const CHUNK_BYTES = 1 << 20;

/** The bytes of an index, in chunks of about a megabyte; see `IndexFooter` for their order. */
export function encodeIndex(
  documents: InvertedDocuments,
  fingerprint: string,
): Generator<Uint8Array, void, undefined> {
  return inChunks(encodeParts(documents, fingerprint));
}

function* encodeParts(
  documents: InvertedDocuments,
  fingerprint: string,
): Generator<Uint8Array, void, undefined> {
  const { ids, pool, documentsWithTerms, tokens } = documents;
  const lengths = Uint8Array.from(documents.lengths);
  const norms = { lengths, inverseNorms: inverseNorms(tokens / documentsWithTerms) };
  const terms = [...documents.terms.keys()].sort();
  const postingStarts = new Float64Array(terms.length + 1);
  let postings = 0;
  let at = MAGIC.length;

  function* section(parts: Iterable<Uint8Array>): Generator<Uint8Array, Section, undefined> {
    yield new Uint8Array((SECTION_ALIGNMENT - (at % SECTION_ALIGNMENT)) % SECTION_ALIGNMENT);
    at = Math.ceil(at / SECTION_ALIGNMENT) * SECTION_ALIGNMENT;
    const start = at;
    let checksum = 0;
    for (const part of parts) {
      checksum = crc32(part, checksum);
      at += part.length;
      yield part;
    }
    return { start, length: at - start, checksum };
  }

  function* postingLists(): Generator<Uint8Array, void, undefined> {
    let end = 0;
    for (const [index, term] of terms.entries()) {
      const list = pool.postings(documents.terms.get(term)!);
      postings += list.positions.length;
      const bytes = encodePostings(list, norms);
      end += bytes.length;
      postingStarts[index + 1] = end;
      yield bytes;
    }
  }

  yield MAGIC;
  const sections = {
    postings: yield* section(postingLists()),
    postingStarts: yield* section([bytesOf(postingStarts)]),
    terms: yield* section(utf8(terms)),
    termStarts: yield* section([bytesOf(startsOf(terms))]),
    lengths: yield* section([lengths]),
    ids: yield* section(utf8(ids)),
    idStarts: yield* section([bytesOf(startsOf(ids))]),
  };
  const footer: IndexFooter = {
    statistics: {
      documents: ids.length,
      documentsWithTerms,
      terms: terms.length,
      tokens,
      postings,
    },
    fingerprint,
    sections,
  };
  const footerBytes = Buffer.from(JSON.stringify(footer));
  yield footerBytes;
  yield bytesOf(Uint32Array.of(footerBytes.length, crc32(footerBytes)));
  yield MAGIC;
}

function* utf8(texts: Iterable<string>): Generator<Uint8Array, void, undefined> {
  for (const text of texts) yield Buffer.from(text);
}

function startsOf(texts: readonly string[]): Uint32Array {
  const starts = new Uint32Array(texts.length + 1);
  for (const [index, text] of texts.entries()) {
    starts[index + 1] = starts[index]! + Buffer.byteLength(text);
  }
  return starts;
}

function bytesOf(array: Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function* inChunks(parts: Iterable<Uint8Array>): Generator<Uint8Array, void, undefined> {
  let chunk = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  for (const part of parts) {
    if (filled + part.length > CHUNK_BYTES) {
      yield chunk.subarray(0, filled);
      chunk = new Uint8Array(CHUNK_BYTES);
      filled = 0;
    }
    if (part.length > CHUNK_BYTES) yield part;
    else {
      chunk.set(part, filled);
      filled += part.length;
    }
  }
  yield chunk.subarray(0, filled);
}

import { setImmediate } from 'node:timers/promises';
import { toTerm } from './english-analyzer.ts';
import { encodeLength } from './length-byte.ts';
import { PostingPool } from './posting-pool.ts';
import { scanWords } from './tokenizer.ts';

export interface SearchDocument {
  /** Decides the order of hits with equal scores. */
  readonly id: string;
  readonly text: string;
}

export type SearchDocuments = Iterable<SearchDocument> | AsyncIterable<SearchDocument>;

export interface InvertedDocuments {
  readonly ids: readonly string[];
  /** A length byte for each document. */
  readonly lengths: readonly number[];
  readonly documentsWithTerms: number;
  /** How many terms all documents have, repeated ones counted each time. */
  readonly tokens: number;
  /** The number of each term in the pool. */
  readonly terms: ReadonlyMap<string, number>;
  readonly pool: PostingPool;
}

/** After so many documents, others get their turn, and an abort is seen. */
const DOCUMENTS_AT_ONCE = 1000;

/** Analysed words that are kept at hand; beyond that they are forgotten all at once. */
const MAX_KNOWN_WORDS = 1_000_000;

const STOPPED = -1;

/** Reads all documents once and keeps their postings, compressed, in memory. */
export async function invert(
  documents: SearchDocuments,
  onDocuments: (count: number) => void,
  signal: AbortSignal | undefined,
): Promise<InvertedDocuments> {
  const ids: string[] = [];
  const lengths: number[] = [];
  const terms = new Map<string, number>();
  const words = new Map<string, number>();
  const pool = new PostingPool();
  let tokens = 0;
  let documentsWithTerms = 0;

  for await (const { id, text } of documents) {
    const frequencies = new Map<number, number>();
    let length = 0;
    scanWords(text, (start, end) => {
      const term = termOf(text.slice(start, end));
      if (term === STOPPED) return;
      length += 1;
      frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
    });
    for (const [term, frequency] of frequencies) pool.add(term, ids.length, frequency);
    tokens += length;
    if (length > 0) documentsWithTerms += 1;
    lengths.push(encodeLength(length));
    ids.push(detached(id));
    if (ids.length % DOCUMENTS_AT_ONCE === 0) {
      onDocuments(ids.length);
      await setImmediate();
      signal?.throwIfAborted();
    }
  }
  onDocuments(ids.length);
  signal?.throwIfAborted();
  return { ids, lengths, documentsWithTerms, tokens, terms, pool };

  function termOf(word: string): number {
    const known = words.get(word);
    if (known !== undefined) return known;
    const term = toTerm(word);
    const number = term === undefined ? STOPPED : numberOf(term);
    if (words.size === MAX_KNOWN_WORDS) words.clear();
    words.set(detached(word), number);
    return number;
  }

  function numberOf(term: string): number {
    let number = terms.get(term);
    if (number === undefined) {
      number = pool.addTerm();
      terms.set(detached(term), number);
    }
    return number;
  }
}

/** A copy: V8 keeps the whole text alive for a part of it. */
function detached(part: string): string {
  return Buffer.from(part).toString();
}

import { inverseDocumentFrequency, inverseNorms } from './bm25.ts';
import type { ByteSource } from './byte-source.ts';
import { analyze } from './english-analyzer.ts';
import { readFooter, readSection, type IndexStatistics } from './index-format.ts';
import type { DocumentNorms } from './posting-list.ts';
import { rank } from './rank.ts';
import { StringTable } from './string-table.ts';
import { TermCursor } from './term-cursor.ts';
import { TopHits, type Hit } from './top-hits.ts';

export type { Hit } from './top-hits.ts';

export interface SearchIndex {
  /** How many documents it has. */
  readonly size: number;
  /**
   * The documents that have at least one term of the query, best first, at most `limit`. Of equal
   * scores the lower id comes first.
   */
  search(query: string, limit: number): readonly Hit[];
  close(): void;
}

/** An index whose posting lists are read when a query asks for them. */
export class Bm25Index implements SearchIndex {
  readonly statistics: IndexStatistics;
  /** What was said of the data when the index was built. */
  readonly fingerprint: string;
  readonly #source: ByteSource;
  readonly #terms: StringTable;
  readonly #ids: StringTable;
  readonly #norms: DocumentNorms;
  readonly #postingStarts: Float64Array;

  /** @throws InputError if the source is no whole index. */
  constructor(source: ByteSource) {
    const { statistics, fingerprint, sections } = readFooter(source);
    const { documentsWithTerms, tokens } = statistics;
    const numbers = (name: 'termStarts' | 'idStarts') => {
      const bytes = readSection(source, sections[name]);
      return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    };
    this.statistics = statistics;
    this.fingerprint = fingerprint;
    this.#source = source;
    this.#terms = new StringTable(readSection(source, sections.terms), numbers('termStarts'));
    this.#ids = new StringTable(readSection(source, sections.ids), numbers('idStarts'));
    this.#norms = {
      lengths: readSection(source, sections.lengths),
      inverseNorms: inverseNorms(tokens / documentsWithTerms),
    };
    const starts = readSection(source, sections.postingStarts);
    this.#postingStarts = new Float64Array(starts.buffer, starts.byteOffset, starts.length / 8).map(
      (start) => start + sections.postings.start,
    );
  }

  get size(): number {
    return this.statistics.documents;
  }

  idOf(position: number): string {
    return this.#ids.at(position);
  }

  search(query: string, limit: number): readonly Hit[] {
    if (limit < 1) return [];
    const counts = new Map<string, number>();
    for (const term of analyze(query)) counts.set(term, (counts.get(term) ?? 0) + 1);
    const top = new TopHits(limit, (a, b) => (this.#ids.compare(a, b) || a - b) < 0);
    rank(
      [...counts].flatMap(([term, count]) => this.#cursorOf(term, count)),
      top,
    );
    return top.ranking();
  }

  close(): void {
    this.#source.close();
  }

  #cursorOf(term: string, count: number): TermCursor[] {
    const index = this.#terms.find(term);
    if (index < 0) return [];
    const start = this.#postingStarts[index]!;
    const bytes = this.#source.read(start, this.#postingStarts[index + 1]! - start);
    const { documentsWithTerms } = this.statistics;
    return [
      new TermCursor(bytes, this.#norms, (having) =>
        Math.fround(count * inverseDocumentFrequency(having, documentsWithTerms)),
      ),
    ];
  }
}

/** The search of a catalogue whose products are in the order of the index's documents. */
export function positionsIn(index: SearchIndex): (query: string, limit: number) => number[] {
  return (query, limit) => index.search(query, limit).map(({ position }) => position);
}

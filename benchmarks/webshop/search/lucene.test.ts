import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../../../src/testing/shared-data.ts';
import type { Product } from '../catalogue/product.ts';
import { buildIndex } from './build-index.ts';
import { analyze } from './english-analyzer.ts';
import { encodeLength } from './length-byte.ts';
import { searchText } from './search-text.ts';

interface GoldQuery {
  readonly q: string;
  readonly terms: readonly string[];
  readonly hits: readonly (readonly [asin: string, score: number])[];
}

interface StoredProduct {
  readonly Title: string;
  readonly Description: string;
  readonly BulletPoints: readonly string[];
  readonly options: Readonly<Record<string, readonly string[]>>;
}

describe.skipIf(!existsSync(sharedData('webshop')))('against real Lucene', () => {
  let documents: { id: string; text: string }[];
  let queries: GoldQuery[];
  beforeAll(() => {
    const stored = records<{ id: string; contents: string }>('search-docs-1k.jsonl');
    documents = stored.map(({ id, contents }) => ({ id, text: contents }));
    queries = records<GoldQuery>('lucene-gold-top50.jsonl');
  });

  it('the terms of every query are the same', () => {
    for (const { q, terms } of queries) expect(analyze(q)).toEqual(terms);
  });

  it('the ranking of every query is the same, and so is every score', async () => {
    const index = await buildIndex(documents);
    for (const { q, hits } of queries) {
      const found = index.search(q, 50);
      expect(found.map(({ position }) => documents[position]!.id)).toEqual(
        hits.map(([asin]) => asin),
      );
      expect(found.map(({ score }) => score)).toEqual(hits.map(([, score]) => Math.fround(score)));
    }
  });

  it('all terms have the same frequencies', () => {
    const frequencies = new Map<string, { documents: number; total: number }>();
    for (const { text } of documents) {
      const seen = new Set<string>();
      for (const term of analyze(text)) {
        const known = frequencies.get(term) ?? { documents: 0, total: 0 };
        frequencies.set(term, {
          documents: known.documents + (seen.has(term) ? 0 : 1),
          total: known.total + 1,
        });
        seen.add(term);
      }
    }
    const lines = Array.from(
      frequencies,
      ([term, { documents, total }]) => `${term}\t${documents}\t${total}`,
    );
    expect(lines.sort()).toEqual(read('lucene-terms.tsv').trimEnd().split('\n').sort());
  });

  it('the statistics and the length bytes are the same', async () => {
    const statistics = JSON.parse(read('lucene-index-stats.json')) as Record<string, unknown>;
    const index = await buildIndex(documents);
    expect(index.statistics).toEqual({
      documents: documents.length,
      documentsWithTerms: statistics['docCount'],
      terms: statistics['numTerms'],
      tokens: statistics['sumTotalTermFreq'],
      postings: statistics['sumDocFreq'],
    });
    const lengths = documents.map(({ text }) => encodeLength(analyze(text).length));
    expect(Buffer.from(lengths).toString('base64')).toBe(statistics['norm_bytes_base64']);
  });

  it('the indexed text of every product is the same', () => {
    const products = records<StoredProduct>('products-1k.jsonl');
    expect(products.map((stored) => searchText(productOf(stored)))).toEqual(
      documents.map(({ text }) => text),
    );
  });
});

function productOf({ Title, Description, BulletPoints, options }: StoredProduct): Product {
  return {
    asin: '',
    category: '',
    query: '',
    productCategory: '',
    title: Title,
    description: Description,
    bulletPoints: BulletPoints,
    prices: [100],
    priceTag: '',
    options: Object.entries(options).map(([name, values]) => ({ name, values })),
    attributes: [],
    image: '',
    optionImages: {},
  };
}

function read(name: string): string {
  return readFileSync(sharedData(`webshop/${name}`), 'utf8');
}

function records<T>(name: string): T[] {
  return read(name)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

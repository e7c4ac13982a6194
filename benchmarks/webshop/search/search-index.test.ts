import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidence, inverseDocumentFrequency, inverseNorms, termScore } from './bm25.ts';
import { buildIndex } from './build-index.ts';
import { analyze } from './english-analyzer.ts';
import type { SearchDocument } from './invert.ts';
import { decodeLength, encodeLength } from './length-byte.ts';

const shoes: readonly SearchDocument[] = [
  { id: 'B2', text: 'red running shoes' },
  { id: 'B1', text: 'blue running shoes' },
  { id: 'B3', text: 'red socks, red laces and a red cap' },
  { id: 'B0', text: '' },
];

async function find(query: string, limit = 50): Promise<string[]> {
  const index = await buildIndex(shoes);
  return index.search(query, limit).map(({ position }) => shoes[position]!.id);
}

describe('a search', () => {
  it('finds documents with any of the terms, best first', async () => {
    expect(await find('red shoe')).toEqual(['B2', 'B3', 'B1']);
  });

  it('orders equal scores by id', async () => {
    expect(await find('running shoes')).toEqual(['B1', 'B2']);
    expect(await find('running shoes', 1)).toEqual(['B1']);
  });

  it('finds the lowest ids among more equal documents than are scored at once', async () => {
    const documents = Array.from({ length: 10_000 }, (_, number) => ({
      id: `B${99_999 - number}`,
      text: 'red running shoes',
    }));
    const index = await buildIndex(documents);
    const positions = index.search('red shoes', 3).map(({ position }) => position);
    expect(positions).toEqual([9999, 9998, 9997]);
  });

  it('counts a repeated word', async () => {
    const index = await buildIndex(shoes);
    const [once] = index.search('socks', 1);
    const [twice] = index.search('socks sock', 1);
    expect(twice!.score).toBe(Math.fround(2 * once!.score));
  });

  it.each(['', '   ', 'the of and', 'unheard', '?!'])('finds nothing for %j', async (query) => {
    expect(await find(query)).toEqual([]);
  });

  it('finds nothing where nothing is', async () => {
    for (const documents of [[], [{ id: 'B0', text: '' }]]) {
      const index = await buildIndex(documents);
      expect(index.size).toBe(documents.length);
      expect(index.search('red', 50)).toEqual([]);
    }
  });

  it('gives at most as many hits as asked for', async () => {
    expect(await find('red shoes', 0)).toEqual([]);
    expect(await find('red shoes', 2)).toEqual(['B2', 'B3']);
  });

  it('takes a query of 10,000 characters', async () => {
    expect(await find('red shoes '.repeat(1000))).toEqual(['B2', 'B3', 'B1']);
    expect(await find('x'.repeat(10_000))).toEqual([]);
  });

  it('knows the ids of its documents', async () => {
    const index = await buildIndex(shoes);
    expect(shoes.map((_, position) => index.idOf(position))).toEqual(shoes.map(({ id }) => id));
  });

  it('ranks as if every document were scored in full', async () => {
    const word = fc.integer({ min: 0, max: 99 }).map((n) => `w${Math.floor((n * n * n) / 10_000)}`);
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
    const texts = fc.array(text, { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.integer({ min: 1, max: 400 }),
        fc.array(word, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        async (texts, copies, query, limit) => {
          const documents = Array.from({ length: texts.length * copies }, (_, number) => ({
            id: `B${(number * 7919) % (texts.length * copies)}`,
            text: texts[(number * 31) % texts.length]!,
          }));
          const index = await buildIndex(documents);
          const hits = index.search(query.join(' '), limit);
          expect(hits).toEqual(rankInFull(documents, query.join(' ')).slice(0, limit));
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** BM25 without an index: the same formula for every document. */
function rankInFull(documents: readonly SearchDocument[], query: string) {
  const analyzed = new Map(documents.map(({ text }) => [text, analyze(text)]));
  const terms = documents.map(({ text }) => analyzed.get(text)!);
  const withTerms = terms.filter((own) => own.length > 0).length;
  const tokens = terms.reduce((sum, own) => sum + own.length, 0);
  const norms = inverseNorms(tokens / withTerms);
  const sums = documents.map(() => 0);
  for (const term of new Set(analyze(query))) {
    const count = analyze(query).filter((other) => other === term).length;
    const having = terms.filter((own) => own.includes(term)).length;
    const weight = Math.fround(count * inverseDocumentFrequency(having, withTerms));
    for (const [position, own] of terms.entries()) {
      const frequency = own.filter((other) => other === term).length;
      const byte = encodeLength(own.length);
      if (frequency > 0) sums[position]! += termScore(weight, evidence(frequency, norms[byte]!));
    }
  }
  return sums
    .map((sum, position) => ({ position, score: Math.fround(sum) }))
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) =>
        b.score - a.score ||
        compare(documents[a.position]!, documents[b.position]!) ||
        a.position - b.position,
    );
}

function compare(a: SearchDocument, b: SearchDocument): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

describe('BM25', () => {
  it('is the formula of Lucene 8', () => {
    const [documents, having, length, mean, frequency, count] = [1000, 12, 30, 25.5, 3, 2];
    const idf = Math.log(1 + (documents - having + 0.5) / (having + 0.5));
    const norm = 0.9 * (0.6 + (0.4 * decodeLength(encodeLength(length))) / mean);
    const weight = Math.fround(count * inverseDocumentFrequency(having, documents));
    const score = termScore(weight, evidence(frequency, inverseNorms(mean)[encodeLength(length)]!));
    expect(score).toBeCloseTo((count * idf * frequency) / (frequency + norm), 5);
    expect(score).toBe(Math.fround(score));
  });
});

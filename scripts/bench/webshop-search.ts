import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateProducts } from '../../benchmarks/webshop/generated/generate.ts';
import { GENERATED_SEED } from '../../benchmarks/webshop/open-catalogue.ts';
import { buildIndex, openIndex, writeIndex } from '../../benchmarks/webshop/search/build-index.ts';
import type { SearchDocument } from '../../benchmarks/webshop/search/invert.ts';
import { searchText } from '../../benchmarks/webshop/search/search-text.ts';
import type { SearchIndex } from '../../benchmarks/webshop/search/search-index.ts';
import { createRng, type Rng } from '../../src/core/rng.ts';
import { sharedData } from '../../src/testing/shared-data.ts';

/**
 * Product search: the reference queries on the 1,000 reference products (where they are not there, the
 * instructions of the generated shop on its products) or, with `--size N`, an index file of N generated products and queries of 12 to 20 of their words. Prints JSON.
 */
const { values } = parseArgs({
  options: {
    size: { type: 'string' },
    queries: { type: 'string', default: '500' },
    file: { type: 'string' },
  },
});
const HITS = 50;
const WORDS_PER_DOCUMENT = 105;
/** How many of a document's words it has had before. */
const REPEATED = 0.35;
const COMMON_WORDS = 60_000;
const EXPONENT = 1.2;
const OFFSET = 50;
const RARE = 0.01;
const RARE_WORDS = 20_000_000;
const common = Array.from({ length: COMMON_WORDS }, (_, rank) => spelled(rank));

const report =
  values.size === undefined
    ? await small()
    : await generated(Number(values.size), Number(values.queries), values.file);
console.log(JSON.stringify(report, null, 2));

async function small() {
  const isReference = existsSync(sharedData('webshop'));
  const { documents, queries } = isReference ? reference() : generatedShop();
  const index = await buildIndex(documents);
  const source = isReference ? 'reference products' : 'generated shop';
  return {
    benchmark: 'webshop-search',
    source,
    documents: index.size,
    ...timeQueries(index, queries),
  };
}

interface Questions {
  readonly documents: readonly SearchDocument[];
  readonly queries: readonly string[];
}

function reference(): Questions {
  const documents = records<{ id: string; contents: string }>('search-docs-1k.jsonl');
  return {
    documents: documents.map(({ id, contents }) => ({ id, text: contents })),
    queries: records<{ q: string }>('lucene-gold-top50.jsonl').map(({ q }) => q),
  };
}

function generatedShop(): Questions {
  const products = [...generateProducts({ seed: GENERATED_SEED, count: 1000 })];
  return {
    documents: products.map((product) => ({ id: product.asin, text: searchText(product) })),
    queries: products.flatMap(({ instruction }) => instruction?.text ?? []),
  };
}

async function generated(size: number, count: number, kept: string | undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'webshop-search-'));
  const file = kept ?? join(folder, 'products.index');
  try {
    const startedAt = performance.now();
    if (kept === undefined || (await stat(kept).catch(() => undefined)) === undefined) {
      await writeIndex(file, generateDocuments(size));
    }
    const buildSeconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage();
    const peakBytes = process.resourceUsage().maxRSS * 1024;
    const openedAt = performance.now();
    const index = openIndex(file);
    const openMilliseconds = performance.now() - openedAt;
    const report = {
      benchmark: 'webshop-search',
      statistics: index.statistics,
      buildSeconds: rounded(buildSeconds),
      buildCpuSeconds: rounded((user + system) / 1e6),
      peakMegabytes: Math.round(peakBytes / 1e6),
      fileMegabytes: Math.round((await stat(file)).size / 1e6),
      openMilliseconds: rounded(openMilliseconds),
      ...timeQueries(index, generateQueries(count)),
    };
    index.close();
    return report;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** After one round to warm up. */
function timeQueries(index: SearchIndex, queries: readonly string[]) {
  for (const query of queries) index.search(query, HITS);
  const milliseconds = queries.map((query) => {
    const startedAt = performance.now();
    index.search(query, HITS);
    return performance.now() - startedAt;
  });
  milliseconds.sort((a, b) => a - b);
  const quantile = (share: number) => rounded(milliseconds[Math.floor(share * queries.length)]!);
  return {
    queries: queries.length,
    p50Milliseconds: quantile(0.5),
    p95Milliseconds: quantile(0.95),
  };
}

function* generateDocuments(size: number): Generator<SearchDocument> {
  const rng = createRng('documents');
  for (let number = 0; number < size; number += 1) {
    const id = `B${(Math.imul(number, 0x9e3779b1) >>> 0).toString(36).toUpperCase().padStart(9, '0')}`;
    const text: string[] = [];
    for (let left = WORDS_PER_DOCUMENT * (0.3 + 1.4 * rng.next()); left > 0; left -= 1) {
      const again = text.length > 0 && rng.next() < REPEATED;
      text.push(again ? rng.pick(text) : word(rng));
    }
    yield { id, text: text.join(' ') };
  }
}

function generateQueries(count: number): string[] {
  const rng = createRng('queries');
  return Array.from({ length: count }, () =>
    Array.from({ length: 12 + rng.integer(9) }, () => word(rng)).join(' '),
  );
}

/**
 * Common words by a law of Zipf and Mandelbrot that was fitted by eye to the document frequencies
 * of the reference products; one word in a hundred is rare, as model numbers are.
 */
function word(rng: Rng): string {
  if (rng.next() < RARE) return spelled(COMMON_WORDS + rng.integer(RARE_WORDS));
  const power = 1 - EXPONENT;
  const low = OFFSET ** power;
  const high = (COMMON_WORDS + OFFSET) ** power;
  return common[Math.floor((low + rng.next() * (high - low)) ** (1 / power) - OFFSET)]!;
}

/** Each number has a word of its own, which the stemmer leaves alone. */
function spelled(number: number): string {
  const CONSONANTS = 'bcdfghjklmnprtvz';
  let rest = number;
  let text = '';
  do {
    text += `${CONSONANTS[rest % 16]!}${'aou'[Math.floor(rest / 16) % 3]!}`;
    rest = Math.floor(rest / 48);
  } while (rest > 0);
  return `${text}k`;
}

function records<T>(name: string): T[] {
  const lines = readFileSync(sharedData(`webshop/${name}`), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

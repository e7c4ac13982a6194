import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cachedEmbedder } from './cached-embedder.ts';
import { createEmbeddingMemory, openEmbeddingFolder } from './embedding-store.ts';
import { createLetterEmbedder } from './testing/letter-embedder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-embeddings-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a cached embedder', () => {
  it('gives what the embedder gives, for any requests at any time', async () => {
    const inputs = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 2 }));
    await fc.assert(
      fc.asyncProperty(fc.array(inputs, { maxLength: 5 }), async (requests) => {
        const plain = createLetterEmbedder();
        const inner = createLetterEmbedder();
        const cached = cachedEmbedder(inner);
        const answers = await Promise.all(requests.map((request) => cached.embed(request)));
        for (const [index, request] of requests.entries()) {
          expect(answers[index]).toEqual(await plain.embed(request));
        }
        const asked = inner.requests.flat();
        expect(new Set(asked).size).toBe(asked.length);
      }),
      { numRuns: 30 },
    );
  });

  it('asks nothing twice, and counts', async () => {
    const inner = createLetterEmbedder();
    const cached = cachedEmbedder(inner);
    await Promise.all([cached.embed(['a', 'b', 'a']), cached.embed(['b', 'c'])]);
    await cached.embed(['c', 'd']);
    expect(inner.requests).toEqual([['a', 'b'], ['c'], ['d']]);
    expect(cached.counts()).toEqual({ requested: 6, hits: 2 });
    expect(cached.known('a')?.[0]).toBe(1);
    expect(cached.known('z')).toBeUndefined();
  });

  it('asks for itself when the request it waits for is given up', async () => {
    const cached = cachedEmbedder(createLetterEmbedder());
    const controller = new AbortController();
    const first = cached.embed(['a'], { signal: controller.signal });
    const second = cached.embed(['a']);
    controller.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    expect((await second)[0]![0]).toBe(1);
  });

  it('keeps embedders apart that share a store', async () => {
    const store = createEmbeddingMemory();
    const [one, other] = ['ab', 'ba'].map((letters) =>
      cachedEmbedder(createLetterEmbedder(letters), store),
    );
    await one!.embed(['aab']);
    expect([...(await other!.embed(['aab']))[0]!]).toEqual([1, 2]);
  });

  it('finds in a folder what an earlier run has put there, to the bit', async () => {
    const first = cachedEmbedder(createLetterEmbedder(), await openEmbeddingFolder(folder));
    const vectors = await first.embed(['abc', 'cab', '']);
    const inner = createLetterEmbedder();
    const second = cachedEmbedder(inner, await openEmbeddingFolder(folder));
    expect(await second.embed(['abc', 'cab', ''])).toEqual(vectors);
    expect(inner.requests).toEqual([]);
    expect(await readdir(folder)).toEqual(['embeddings-1.jsonl']);
  });
});

describe('a memory of vectors', () => {
  it('forgets those unused longest when it is full', async () => {
    const store = createEmbeddingMemory({ capacity: 4 });
    const vector = Float32Array.of(1, 2);
    await store.add(new Map([['a', vector]]));
    await store.add(new Map([['b', vector]]));
    store.get('a');
    await store.add(new Map([['c', vector]]));
    expect([store.get('a'), store.get('b'), store.get('c')]).toEqual([vector, undefined, vector]);
  });
});

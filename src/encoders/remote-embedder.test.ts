import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.ts';
import { openRemoteEmbedder, type RemoteEmbedderOptions } from './remote-embedder.ts';
import { EncoderError } from './tensor-session.ts';

interface Answer {
  readonly status?: number;
  readonly body: unknown;
}

interface EmbeddingRequest {
  readonly model: string;
  readonly input: readonly string[];
}

const embeddingOf = (text: string) => [text.length, text.startsWith('a') ? 1 : 0];
const usual = ({ input }: EmbeddingRequest): Answer => ({
  body: { data: input.map((text, index) => ({ index, embedding: embeddingOf(text) })) },
});

/** A server on the loopback interface that answers by this function. */
async function serve(answer: (request: EmbeddingRequest, index: number) => Answer) {
  const requests: { readonly body: EmbeddingRequest; readonly authorization: unknown }[] = [];
  const server = createServer((incoming, response) => {
    void readText(incoming).then((text) => {
      const body = JSON.parse(text) as EmbeddingRequest;
      requests.push({ body, authorization: incoming.headers.authorization });
      const { status = 200, body: content } = answer(body, requests.length - 1);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof content === 'string' ? content : JSON.stringify(content));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const open = (options: Partial<RemoteEmbedderOptions> = {}) =>
    openRemoteEmbedder({
      baseUrl: `http://127.0.0.1:${port}/v1/`,
      model: 'tiny',
      firstDelayMs: 1,
      ...options,
    });
  return {
    requests,
    open,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

describe('a remote embedder', () => {
  it('asks in batches and gives the vectors in order, however they come', async () => {
    await using server = await serve((request) => {
      const { body } = usual(request) as { body: { data: unknown[] } };
      return { body: { data: body.data.toReversed() } };
    });
    const embedder = await server.open({ batchSize: 2, apiKey: 'secret' });
    expect(embedder).toMatchObject({ kind: 'text', dimensions: 2 });
    const vectors = await embedder.embed(['a', 'bb', 'ccc']);
    expect(vectors.map((vector) => [...vector])).toEqual(['a', 'bb', 'ccc'].map(embeddingOf));
    expect(server.requests.map(({ body }) => body.input)).toEqual([['a'], ['a', 'bb'], ['ccc']]);
    expect(server.requests[0]!.authorization).toBe('Bearer secret');
  });

  it('asks again when the server is busy', async () => {
    await using server = await serve((request, index) =>
      index === 0 ? { status: 429, body: 'busy' } : usual(request),
    );
    expect((await server.open()).dimensions).toBe(2);
    expect(server.requests).toHaveLength(2);
  });

  it.each<[string, Answer, RegExp]>([
    ['refuses', { status: 401, body: 'no key' }, /tiny failed: HTTP 401: no key/],
    ['sends no JSON', { body: '<html>' }, /tiny failed/],
    ['sends another form', { body: { vectors: [] } }, /is not of OpenAI's form/],
    ['sends too few', { body: { data: [] } }, /0 vectors for 1 texts/],
    [
      'sends numbers that are too large',
      { body: { data: [{ index: 0, embedding: [1e300] }] } },
      /not finite/,
    ],
  ])('fails clearly when the server %s', async (_, answer, problem) => {
    await using server = await serve(() => answer);
    const opening = server.open({ attempts: 2 });
    await expect(opening).rejects.toThrow(EncoderError);
    await expect(opening).rejects.toThrow(problem);
  });

  it('fails when a vector is of another length than before', async () => {
    await using server = await serve((request, index) =>
      index === 0 ? usual(request) : { body: { data: [{ index: 0, embedding: [1, 2, 3] }] } },
    );
    const embedder = await server.open();
    await expect(embedder.embed(['a'])).rejects.toThrow('3 numbers for a text, and 2 before');
  });

  it('refuses an address that is none', async () => {
    const opening = openRemoteEmbedder({ baseUrl: 'localhost', model: 'tiny' });
    await expect(opening).rejects.toThrow(InputError);
  });
});

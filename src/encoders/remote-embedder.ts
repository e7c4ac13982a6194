import pRetry, { AbortError } from 'p-retry';
import { z } from 'zod';
import { describeCause, InputError } from '../core/errors.ts';
import { derivedVersion } from '../reward/derived-version.ts';
import { requireCount } from '../search/option-check.ts';
import type { TextEmbedder } from './embedder.ts';
import { EncoderError } from './tensor-session.ts';
import { finite } from './text-encoder.ts';

export interface RemoteEmbedderOptions {
  /** Of a server that speaks OpenAI's protocol, such as `http://127.0.0.1:8000/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey?: string | undefined;
  /** Texts of one request; 64 if absent. */
  readonly batchSize?: number | undefined;
  /** The most times that one request is sent; 5 if absent. */
  readonly attempts?: number | undefined;
  /** The wait before a request is sent for the second time; it doubles from then on. */
  readonly firstDelayMs?: number | undefined;
  /** For each attempt. */
  readonly timeoutMs?: number | undefined;
}

const BATCH_SIZE = 64;
const ATTEMPTS = 5;
const FIRST_DELAY_MS = 500;
const TIMEOUT_MS = 60_000;

/** Of a server that may answer the same request later. */
const isTransient = (status: number): boolean =>
  status === 408 || status === 409 || status === 429 || status >= 500;

const answerSchema = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()).min(1) })),
});

/**
 * A text embedder behind `POST /embeddings` of OpenAI's protocol. One text is embedded to learn the
 * number of dimensions. Its id follows the address and the model's name: a server that changes the
 * weights under one name is not noticed.
 *
 * Throws `InputError` for an address that is none, and `EncoderError` when the server refuses, or
 * answers with something else than one vector of one length for each text.
 */
export async function openRemoteEmbedder(options: RemoteEmbedderOptions): Promise<TextEmbedder> {
  const { baseUrl, model } = options;
  const batchSize = requireCount('batchSize', options.batchSize ?? BATCH_SIZE);
  const address = addressOf(baseUrl);
  const [probe] = await post(address, ['a'], options);
  const dimensions = probe!.length;
  return {
    kind: 'text',
    id: `remote-${derivedVersion(address, model)}`,
    dimensions,
    embed: async (texts, { signal } = {}) => {
      const vectors: Float32Array[] = [];
      for (let start = 0; start < texts.length; start += batchSize) {
        vectors.push(
          ...(await post(address, texts.slice(start, start + batchSize), options, signal)),
        );
      }
      const odd = vectors.find(({ length }) => length !== dimensions);
      if (odd === undefined) return vectors;
      const problem = `it gave ${odd.length} numbers for a text, and ${dimensions} before`;
      throw new EncoderError({ encoder: model, problem });
    },
  };
}

function addressOf(baseUrl: string): string {
  if (/^https?:\/\/./.test(baseUrl)) return `${baseUrl.replace(/\/+$/, '')}/embeddings`;
  throw new InputError({
    place: { option: '--base-url' },
    problem: `"${baseUrl}" is not the address of a server`,
    remedy: 'Give one such as http://127.0.0.1:8000/v1',
  });
}

async function post(
  address: string,
  texts: readonly string[],
  options: RemoteEmbedderOptions,
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const { model, apiKey } = options;
  const attempt = async (): Promise<Float32Array[]> => {
    const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      // Some servers refuse empty texts.
      body: JSON.stringify({
        model,
        input: texts.map((text) => (text === '' ? ' ' : text)),
        encoding_format: 'float',
      }),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    if (!response.ok) {
      const problem = `HTTP ${response.status}: ${(await response.text()).slice(0, 200)}`;
      throw isTransient(response.status) ? new Error(problem) : new AbortError(problem);
    }
    return inOrder(answerSchema.parse(await response.json()), texts.length, model);
  };
  try {
    // fetch reports a lost connection as a TypeError, which p-retry would not repeat by itself.
    return await pRetry(
      () =>
        attempt().catch((cause: unknown) => {
          throw cause instanceof TypeError ? new Error(causeOf(cause), { cause }) : cause;
        }),
      {
        retries: requireCount('attempts', options.attempts ?? ATTEMPTS) - 1,
        minTimeout: options.firstDelayMs ?? FIRST_DELAY_MS,
        signal,
        shouldRetry: ({ error }) => !(error instanceof z.ZodError || error instanceof EncoderError),
      },
    );
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof EncoderError) throw cause;
    const problem =
      cause instanceof z.ZodError
        ? `the answer of ${address} is not of OpenAI's form (${cause.issues[0]?.message ?? ''})`
        : describeCause(cause);
    throw new EncoderError({ encoder: model, problem, cause });
  }
}

function inOrder(
  { data }: z.infer<typeof answerSchema>,
  count: number,
  encoder: string,
): Float32Array[] {
  const byIndex = new Map(data.map(({ index, embedding }) => [index, embedding]));
  return Array.from({ length: count }, (_, index) => {
    const embedding = byIndex.get(index);
    if (embedding !== undefined && data.length === count) {
      return finite(Float32Array.from(embedding), encoder);
    }
    const problem = `it gave ${data.length} vectors for ${count} texts`;
    throw new EncoderError({ encoder, problem });
  });
}

/** Node's own words for a lost connection are in the cause. */
function causeOf(error: TypeError): string {
  return describeCause(error.cause ?? error);
}

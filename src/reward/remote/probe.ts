import { z } from 'zod';
import { StatusError, type Call } from './replicas.ts';
import { modelResponseSchema } from './score-format.ts';
import type { Caller } from './dialect.ts';

/** What a server tells about itself, and what that makes it. */
const SIGNS: readonly {
  readonly path: string;
  readonly dialectOf: (answer: unknown) => string | undefined;
}[] = [
  {
    path: '/v1/model',
    dialectOf: (answer) => (modelResponseSchema.safeParse(answer).success ? 'armap' : undefined),
  },
  {
    path: '/get_model_info',
    dialectOf: (answer) =>
      z.object({ is_generation: z.boolean() }).safeParse(answer).success ? 'sglang' : undefined,
  },
  {
    path: '/info',
    dialectOf: (answer) => {
      const info = z.object({ model_type: z.record(z.string(), z.unknown()) }).safeParse(answer);
      if (!info.success) return undefined;
      return 'reranker' in info.data.model_type ? 'tei-rerank' : 'tei';
    },
  },
  {
    path: '/v1/models',
    dialectOf: (answer) => {
      const models = z
        .object({ data: z.array(z.object({ owned_by: z.string() })).min(1) })
        .safeParse(answer);
      const owner = models.success ? models.data.data[0]!.owned_by : undefined;
      return owner === 'vllm' || owner === 'llamacpp' ? owner : undefined;
    },
  },
];

/**
 * Finds out what a server speaks by asking what it is; undefined when it does not say. A refusal
 * for want of a key, and a server that is not there, are thrown.
 */
export async function probeDialect(server: Caller): Promise<string | undefined> {
  for (const { path, dialectOf } of SIGNS) {
    const dialect = dialectOf(await tolerant(server, { path }));
    if (dialect !== undefined) return dialect;
  }
  return undefined;
}

async function tolerant(server: Caller, call: Call): Promise<unknown> {
  try {
    return await server.call(call);
  } catch (error) {
    if (error instanceof StatusError && error.status !== 401 && error.status !== 403) {
      return undefined;
    }
    throw error;
  }
}

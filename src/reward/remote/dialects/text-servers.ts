import { z } from 'zod';
import { byIndex, counted, labelled, readAnswer } from '../answers.ts';
import type { Caller, Dialect, DialectOptions, Scorer } from '../dialect.ts';
import { rankByIntent } from '../rank-by-intent.ts';
import { renderedText } from '../rendered-trajectory.ts';

/** Texts in one request, of servers that queue by themselves. */
const BATCH = 32;

function scorer({ model, label }: DialectOptions, ask: Scorer['ask']): Scorer {
  const identity = [model ?? '', label === undefined ? '' : String(label)];
  return { seesImages: false, identity, batch: BATCH, ask };
}

const rewardsSchema = z.object({
  rewards: z.array(z.union([z.number(), z.tuple([z.number()])])),
});

/** OpenRLHF's remote reward: a list of whole texts. */
export const openRlhf: Dialect = {
  name: 'openrlhf',
  open: async (_, options) =>
    scorer(options, async (server, trajectories, signal) => {
      const query = trajectories.map(renderedText);
      const prompts = trajectories.map(({ intent }) => intent);
      const body = { query, prompts, labels: prompts.map(() => '') };
      const answer = await server.call({ path: '/get_reward', body, signal });
      const { rewards } = readAnswer(rewardsSchema, answer);
      return counted(rewards, query.length).map((reward) => [reward].flat()[0]!);
    }),
};

const embeddingSchema = z.object({ embedding: z.array(z.number()).min(1) });
const embeddingsSchema = z.union([z.array(embeddingSchema), embeddingSchema]);

/** SGLang's `/classify`, which gives logits as an embedding; one object for one text. */
export const sglang: Dialect = {
  name: 'sglang',
  open: async (_, options) =>
    scorer(options, async (server, trajectories, signal) => {
      const text = trajectories.map(renderedText);
      const model = options.model === undefined ? {} : { model: options.model };
      const answer = await server.call({ path: '/classify', body: { ...model, text }, signal });
      const results = [readAnswer(embeddingsSchema, answer)].flat();
      return counted(results, text.length).map(({ embedding }) =>
        labelled(embedding, options.label),
      );
    }),
};

const predictionSchema = z.array(z.object({ score: z.number(), label: z.string() })).min(1);

/** Text Embeddings Inference, `/predict`. Two bare strings would be one pair, so each is a list. */
export const tei: Dialect = {
  name: 'tei',
  open: async (_, options) =>
    scorer(options, async (server, trajectories, signal) => {
      const inputs = trajectories.map((trajectory) => [renderedText(trajectory)]);
      const body = { inputs, raw_scores: true, truncate: true, truncation_direction: 'left' };
      const answer = await server.call({ path: '/predict', body, signal });
      const predictions = readAnswer(z.array(predictionSchema), answer);
      return counted(predictions, inputs.length).map((labels) =>
        labelled(inLabelOrder(labels), options.label),
      );
    }),
};

/** TEI sorts labels by score; unnamed ones are `LABEL_0`, `LABEL_1` and so on. */
function inLabelOrder(labels: z.infer<typeof predictionSchema>): number[] {
  return [...labels]
    .sort((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }))
    .map(({ score }) => score);
}

const rankSchema = z.array(z.object({ index: z.int(), score: z.number() }));

/** Text Embeddings Inference, `/rerank`: the attempt as a text for the intent. */
export const teiRerank: Dialect = {
  name: 'tei-rerank',
  open: async (_, options) =>
    scorer(options, (server, trajectories, signal) =>
      rankByIntent(trajectories, async (query, texts) => {
        const body = { query, texts, raw_scores: true, truncate: true };
        const answer = await server.call({ path: '/rerank', body, signal });
        return byIndex(readAnswer(rankSchema, answer), texts.length).map(({ score }) => score);
      }),
    ),
};

const resultsSchema = z.object({
  results: z.array(z.object({ index: z.int(), relevance_score: z.number() })),
});

/** `/v1/rerank` as llama.cpp and vLLM answer it, sorted by score. */
export async function askRerank(
  server: Caller,
  trajectories: Parameters<Scorer['ask']>[1],
  model: string | undefined,
  extra: object,
  signal: AbortSignal | undefined,
): Promise<readonly number[]> {
  return rankByIntent(trajectories, async (query, documents) => {
    const named = model === undefined ? {} : { model };
    const body = { ...named, ...extra, query, documents, top_n: documents.length };
    const answer = await server.call({ path: '/v1/rerank', body, signal });
    const { results } = readAnswer(resultsSchema, answer);
    return byIndex(results, documents.length).map(({ relevance_score: score }) => score);
  });
}

/** llama.cpp with `--reranking`. */
export const llamaCpp: Dialect = {
  name: 'llamacpp',
  open: async (_, options) =>
    scorer(options, (server, trajectories, signal) =>
      askRerank(server, trajectories, options.model, {}, signal),
    ),
};

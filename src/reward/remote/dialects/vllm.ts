import { z } from 'zod';
import type { ImageSource } from '../../../core/image-source.ts';
import type { Trajectory } from '../../../core/trajectory.ts';
import { byIndex, labelled, readAnswer } from '../answers.ts';
import { AnswerError, type Caller, type Dialect, type DialectOptions } from '../dialect.ts';
import { rankByIntent } from '../rank-by-intent.ts';
import { renderedText, renderTrajectory, textOf } from '../rendered-trajectory.ts';
import { StatusError } from '../replicas.ts';
import { probes } from '../self-check.ts';
import { askRerank } from './text-servers.ts';

const BATCH = 32;

/** Asks for scores with these settings added to the request. */
type Ask = (
  trajectories: readonly Trajectory[],
  extra: object,
  signal?: AbortSignal,
) => Promise<readonly number[]>;

/**
 * vLLM puts a sigmoid over a single label unless told otherwise, and an old build passes over a
 * setting that it does not know. The name that works is found by asking with it and against it.
 */
const ACTIVATION_NAMES = ['use_activation', 'activation', 'softmax'] as const;

interface Activation {
  readonly extra: object;
  /** Undoes what cannot be switched off. */
  readonly undo: (score: number) => number;
  readonly name: string;
}

async function findActivation(ask: Ask, warn: (message: string) => void): Promise<Activation> {
  for (const name of ACTIVATION_NAMES) {
    const raw = await tolerant(ask, { [name]: false });
    const squashed = await tolerant(ask, { [name]: true });
    if (raw === undefined || squashed === undefined) continue;
    if (raw.some((score, index) => differ(score, squashed[index]!))) {
      return { extra: { [name]: false }, undo: (score) => score, name };
    }
  }
  const plain = await ask(probes(), {});
  const isProbability = plain.every((score) => score >= 0 && score <= 1);
  if (!isProbability) return { extra: {}, undo: (score) => score, name: 'none' };
  warn(
    'the vLLM server gives probabilities only: scores are turned back into logits, and those far above 0 are coarse',
  );
  return { extra: {}, undo: logit, name: 'inverted' };
}

/** By more than what batches and half precision do to a score. */
function differ(a: number, b: number): boolean {
  return Math.abs(a - b) > 0.01 * Math.max(Math.abs(a), Math.abs(b));
}

/** Undefined where the server refuses the setting. */
async function tolerant(ask: Ask, extra: object): Promise<readonly number[] | undefined> {
  try {
    return await ask(probes(), extra);
  } catch (error) {
    if (error instanceof StatusError && (error.status === 400 || error.status === 422)) {
      return undefined;
    }
    throw error;
  }
}

/** A probability of exactly 0 or 1 was rounded; what is left of its logit is its sign. */
function logit(probability: number): number {
  const bounded = Math.min(Math.max(probability, 2 ** -24), 1 - 2 ** -24);
  return Math.log(bounded / (1 - bounded));
}

interface Kind {
  readonly name: string;
  readonly batch: number;
  readonly seesImages?: boolean;
  readonly ask: (server: Caller, options: DialectOptions) => Ask;
}

function vllmDialect({ name, batch, seesImages = false, ask: asking }: Kind): Dialect {
  return {
    name,
    open: async (server, options) => {
      const model = options.model ?? (await firstModel(server));
      const known = { ...options, model };
      const ask = asking(server, known);
      const { extra, undo, name: activation } = await findActivation(ask, options.warn);
      return {
        seesImages: seesImages && options.pictures !== undefined,
        identity: [model ?? '', activation, String(options.label ?? '')],
        batch,
        ask: async (any, trajectories, signal) =>
          (await asking(any, known)(trajectories, extra, signal)).map(undo),
      };
    },
  };
}

const modelsSchema = z.object({ data: z.array(z.object({ id: z.string() })).min(1) });

async function firstModel(server: Caller): Promise<string | undefined> {
  try {
    const { data } = readAnswer(modelsSchema, await server.call({ path: '/v1/models' }));
    return data[0]?.id;
  } catch (error) {
    if (error instanceof StatusError || error instanceof AnswerError) return undefined;
    throw error;
  }
}

const classesSchema = z.object({
  data: z.array(z.object({ index: z.int(), probs: z.array(z.number()).min(1) })),
});

/** `/classify` with plain texts, many in one request. */
export const vllm = vllmDialect({
  name: 'vllm',
  batch: BATCH,
  ask:
    (server, { model, label }) =>
    async (trajectories, extra, signal) => {
      const body = { model, ...extra, input: trajectories.map(renderedText) };
      const answer = await server.call({ path: '/classify', body, signal });
      const { data } = readAnswer(classesSchema, answer);
      return byIndex(data, trajectories.length).map(({ probs }) => labelled(probs, label));
    },
});

/** `/classify` with a conversation, which the chat template words: one in a request. */
export const vllmChat = vllmDialect({
  name: 'vllm-chat',
  batch: 1,
  seesImages: true,
  ask:
    (server, { model, label, pictures }) =>
    async (trajectories, extra, signal) =>
      Promise.all(
        trajectories.map(async (trajectory) => {
          const messages = await conversationOf(trajectory, pictures);
          const body = { model, ...extra, messages };
          const answer = await server.call({ path: '/classify', body, signal });
          const { data } = readAnswer(classesSchema, answer);
          return labelled(byIndex(data, 1)[0]!.probs, label);
        }),
      ),
});

/**
 * With pictures all of it is the user's message, since most chat templates take no pictures from an
 * assistant; without, the user asks and the assistant answers with the attempt.
 */
async function conversationOf(trajectory: Trajectory, pictures: ImageSource | undefined) {
  const { intent, attempt } = renderTrajectory(trajectory);
  if (pictures === undefined) {
    return [
      { role: 'user', content: intent },
      { role: 'assistant', content: textOf(attempt) },
    ];
  }
  const content: object[] = [{ type: 'text', text: intent }];
  for (const part of attempt) {
    if (part.type === 'text') content.push(part);
    else {
      const base64 = Buffer.from(await pictures.read(part.image.hash)).toString('base64');
      const url = `data:${part.image.mediaType};base64,${base64}`;
      content.push({ type: 'image_url', image_url: { url } });
    }
  }
  return [{ role: 'user', content }];
}

const poolingSchema = z.object({
  data: z.array(
    z.object({
      index: z.int(),
      data: z.union([z.array(z.number()).min(1), z.array(z.array(z.number()).min(1)).min(1)]),
    }),
  ),
});

/** `/pooling`; of a model that scores every token, the last token's score counts. */
export const vllmPooling = vllmDialect({
  name: 'vllm-pooling',
  batch: BATCH,
  ask:
    (server, { model, label }) =>
    async (trajectories, extra, signal) => {
      const input = trajectories.map(renderedText);
      const body = { model, ...extra, input, encoding_format: 'float' };
      const answer = await server.call({ path: '/pooling', body, signal });
      const { data } = readAnswer(poolingSchema, answer);
      return byIndex(data, input.length).map(({ data: outputs }) => {
        const last = outputs.at(-1)!;
        if (Array.isArray(last)) return labelled(last, label);
        return labelled(outputs as readonly number[], label);
      });
    },
});

const scoresSchema = z.object({ data: z.array(z.object({ index: z.int(), score: z.number() })) });

/** `/v1/score`, which a key guards, of a cross-encoder: the attempt as a text for the intent. */
export const vllmScore = vllmDialect({
  name: 'vllm-score',
  batch: BATCH,
  ask:
    (server, { model }) =>
    (trajectories, extra, signal) =>
      rankByIntent(trajectories, async (query, documents) => {
        const body = { model, ...extra, text_1: query, text_2: documents };
        const answer = await server.call({ path: '/v1/score', body, signal });
        const { data } = readAnswer(scoresSchema, answer);
        return byIndex(data, documents.length).map(({ score }) => score);
      }),
});

/** `/v1/rerank`, sorted by score. */
export const vllmRerank = vllmDialect({
  name: 'vllm-rerank',
  batch: BATCH,
  ask:
    (server, { model }) =>
    (trajectories, extra, signal) =>
      askRerank(server, trajectories, model, extra, signal),
});

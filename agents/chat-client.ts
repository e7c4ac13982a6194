import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { Ledger } from '../src/core/budget.ts';
import type { Rng } from '../src/core/rng.ts';
import { readAnswers, type ChatAnswer } from './chat-answer.ts';
import { ChatFailure, chatFailureOf } from './chat-failure.ts';
import type { ChatMessage } from './chat-message.ts';
import type { ChatModelFactory } from './chat-model.ts';
import { withDeadline } from './deadline.ts';
import { AttemptsFailed, retry } from './retry.ts';
import { costOf, type TokenPrice } from './token-cost.ts';

export interface ChatClientOptions {
  readonly model: ChatModelFactory;
  readonly price: TokenPrice | undefined;
  readonly maxCompletionTokens: number;
  /** The most choices that one request asks for. */
  readonly maxAnswersPerRequest: number;
  /** The most times that one request is sent. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  /** For each attempt. */
  readonly timeoutMs: number;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /** An upper bound of the tokens of `messages`. */
  readonly promptTokens: number;
  readonly temperature: number;
  /** Consumed for the jitter of retries. */
  readonly rng: Rng;
  readonly signal?: AbortSignal | undefined;
  /** Pays. A request that it does not allow is not sent. */
  readonly ledger: Ledger;
}

/** Statuses by which servers refuse a setting: "bad request" and "unprocessable content". */
const REFUSALS = new Set<number | undefined>([400, 422]);

/**
 * How OpenAI's protocol says that a model knows no temperature but its own, as opposed to a value
 * out of range: "'temperature' does not support 0 with this model. Only the default (1) ...".
 */
const NO_TEMPERATURE = /temperature.*(?:not support|unsupported)|unsupported.*temperature/i;

/**
 * Asks a chat model for answers, with retries and time limits, and remembers what it learned of
 * the server: whether it gives several choices for one request, and takes a temperature.
 */
export class ChatClient {
  readonly #options: ChatClientOptions;
  readonly #models = new Map<string, Promise<BaseChatModel>>();
  #takesCount = true;
  #takesTemperature = true;

  constructor(options: ChatClientOptions) {
    this.#options = options;
  }

  /** How many requests `count` answers take, as far as is known. */
  requestsFor(count: number): number {
    return this.#takesCount ? Math.ceil(count / this.#options.maxAnswersPerRequest) : count;
  }

  /**
   * Up to `count` answers to one conversation, in a reproducible order; fewer when the ledger
   * does not allow to ask on. Rejects with `AttemptsFailed` around a `ChatFailure` once all
   * requests have come to their end, so that the ledger knows what the others cost.
   */
  async ask(request: ChatRequest, count: number): Promise<ChatAnswer[]> {
    if (!this.#takesCount) return this.#askOneByOne(request, count);
    const { maxAnswersPerRequest } = this.#options;
    const chunks = Array.from({ length: this.requestsFor(count) }, (_, index) =>
      this.#askTogether(
        { ...request, rng: request.rng.fork(`chunk-${index}`) },
        Math.min(maxAnswersPerRequest, count - index * maxAnswersPerRequest),
      ),
    );
    return (await settleAll(chunks)).flat();
  }

  async #askTogether(request: ChatRequest, count: number): Promise<ChatAnswer[]> {
    const answers = await this.#send(request, count).catch((error: unknown) => {
      // It may have been the count, or anything else: if one choice is fine, it was the count.
      if (count > 1 && REFUSALS.has(statusOf(error))) return this.#send(request, 1);
      throw error;
    });
    const missing = count - answers.length;
    if (missing === 0 || answers.length === 0) return answers;
    this.#takesCount = false;
    return [...answers, ...(await this.#askOneByOne(request, missing))];
  }

  async #askOneByOne(request: ChatRequest, count: number): Promise<ChatAnswer[]> {
    const requests = Array.from({ length: count }, (_, index) =>
      this.#send({ ...request, rng: request.rng.fork(`single-${index}`) }, 1),
    );
    return (await settleAll(requests)).flat();
  }

  /** One request. No answers when the ledger does not allow it. */
  async #send(request: ChatRequest, count: number): Promise<ChatAnswer[]> {
    const temperature = this.#takesTemperature ? request.temperature : undefined;
    try {
      return await this.#attempt(request, count, temperature);
    } catch (error) {
      if (temperature === undefined || !refusesTemperature(error)) throw error;
      this.#takesTemperature = false;
      return this.#attempt(request, count, undefined);
    }
  }

  async #attempt(
    request: ChatRequest,
    count: number,
    temperature: number | undefined,
  ): Promise<ChatAnswer[]> {
    const { price, maxCompletionTokens, attempts, firstDelayMs, timeoutMs } = this.#options;
    const { messages, promptTokens, rng, signal, ledger } = request;
    const completionTokens = count * maxCompletionTokens;
    const bound = costOf({ promptTokens, completionTokens }, price);
    const model = await this.#model(temperature, count);
    let previous: ChatFailure | undefined;
    const call = async (): Promise<ChatAnswer[]> => {
      const reservation = ledger.reserve(bound);
      if (typeof reservation === 'string') {
        if (previous === undefined) return [];
        const problem = `${previous.message}; no ${reservation} are left for another attempt`;
        throw new ChatFailure(problem, { isTransient: false, cause: previous });
      }
      let cost = costOf({ promptTokens: 0, completionTokens: 0 }, price);
      try {
        const result = await withDeadline(
          (deadline) => model.generate([messages.map(toPlain)], { signal: deadline }),
          { timeoutMs, signal },
        );
        const { answers, tokens } = readAnswers(result);
        cost = costOf(tokens, price);
        if (answers.length > 0) return answers.slice(0, count);
        throw new ChatFailure('the server sent no choices', { isTransient: true });
      } catch (error) {
        const failure = chatFailureOf(error);
        if (failure instanceof ChatFailure) previous = failure;
        throw failure;
      } finally {
        reservation.settle(cost);
      }
    };
    return retry(call, {
      attempts,
      firstDelayMs,
      rng,
      signal,
      advise: (error) =>
        error instanceof ChatFailure && error.isTransient
          ? { retry: true, afterMs: error.retryAfterMs }
          : { retry: false },
    });
  }

  #model(temperature: number | undefined, count: number): Promise<BaseChatModel> {
    const key = `${String(temperature)}/${count}`;
    const known = this.#models.get(key);
    if (known !== undefined) return known;
    const model = this.#options.model({ temperature, count });
    this.#models.set(key, model);
    // What could not be made now may be made later.
    model.catch(() => this.#models.delete(key));
    return model;
  }
}

/** A message as LangChain takes one. */
function toPlain({ role, content }: ChatMessage) {
  return { role, content };
}

/** Waits for all, then gives their results, or throws the first failure in their order. */
async function settleAll<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/** The status with which the server refused, if that is what happened. */
function statusOf(error: unknown): number | undefined {
  return failureIn(error)?.status;
}

function refusesTemperature(error: unknown): boolean {
  return REFUSALS.has(statusOf(error)) && NO_TEMPERATURE.test(failureIn(error)?.message ?? '');
}

function failureIn(error: unknown): ChatFailure | undefined {
  const cause = error instanceof AttemptsFailed ? error.cause : error;
  return cause instanceof ChatFailure ? cause : undefined;
}

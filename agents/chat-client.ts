import type { Ledger } from '../src/core/budget.ts';
import type { ImageSource } from '../src/core/image-source.ts';
import type { Rng } from '../src/core/rng.ts';
import { AcceptedSettings, isRefusal, type RequestSettings } from './accepted-settings.ts';
import { checkAccess, type ChatAccess } from './chat-access.ts';
import { readAnswers, type ChatAnswer } from './chat-answer.ts';
import { ChatFailure, chatFailureOf } from './chat-failure.ts';
import type { ChatMessage } from './chat-message.ts';
import { exchangeWith, type Exchange, type ToolDefinition } from './chat-tools.ts';
import { toLangChain } from './chat-wire.ts';
import { withDeadline } from './deadline.ts';
import { retry } from './retry.ts';
import { costOf } from './token-cost.ts';

export interface ChatClientOptions extends ChatAccess {
  /** What every request offers; none if absent. */
  readonly tools?: readonly ToolDefinition[] | undefined;
  /** Where the pictures of messages are. */
  readonly pictures?: ImageSource | undefined;
  /** Whether answers are to tell how probable their tokens were, where the server can. */
  readonly tokenProbabilities?: boolean | undefined;
  /** The most choices that one request asks for; 1 if absent. */
  readonly maxAnswersPerRequest?: number | undefined;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /** An upper bound of the tokens of `messages`, and of the tools. */
  readonly promptTokens: number;
  readonly temperature: number;
  /** Consumed for the jitter of retries. */
  readonly rng: Rng;
  readonly signal?: AbortSignal | undefined;
  /** Pays. A request that it does not allow is not sent. */
  readonly ledger: Ledger;
}

/**
 * Asks a chat model for answers, with retries and time limits, and remembers what it learned of
 * the server: whether it gives several choices for one request, takes a temperature, and can make
 * a model call a tool.
 */
export class ChatClient {
  readonly #options: ChatClientOptions;
  readonly #access: ReturnType<typeof checkAccess>;
  readonly #maxAnswersPerRequest: number;
  readonly #accepted = new AcceptedSettings();
  readonly #exchanges = new Map<string, Promise<Exchange>>();
  #takesCount = true;

  constructor(options: ChatClientOptions) {
    this.#options = options;
    this.#access = checkAccess(options);
    this.#maxAnswersPerRequest = options.maxAnswersPerRequest ?? 1;
  }

  /** The most tokens of one answer. */
  get maxCompletionTokens(): number {
    return this.#access.maxCompletionTokens;
  }

  /** How many requests `count` answers take, as far as is known. */
  requestsFor(count: number): number {
    return this.#takesCount ? Math.ceil(count / this.#maxAnswersPerRequest) : count;
  }

  /**
   * Up to `count` answers to one conversation, in a reproducible order; fewer when the ledger
   * does not allow to ask on. Rejects with `AttemptsFailed` around a `ChatFailure` once all
   * requests have come to their end, so that the ledger knows what the others cost.
   */
  async ask(request: ChatRequest, count: number): Promise<ChatAnswer[]> {
    if (!this.#takesCount) return this.#askOneByOne(request, count);
    const chunks = Array.from({ length: this.requestsFor(count) }, (_, index) =>
      this.#askTogether(
        { ...request, rng: request.rng.fork(`chunk-${index}`) },
        Math.min(this.#maxAnswersPerRequest, count - index * this.#maxAnswersPerRequest),
      ),
    );
    return (await settleAll(chunks)).flat();
  }

  async #askTogether(request: ChatRequest, count: number): Promise<ChatAnswer[]> {
    const answers = await this.#send(request, count).catch((error: unknown) => {
      // It may have been the count, or anything else: if one choice is fine, it was the count.
      if (count > 1 && isRefusal(error)) return this.#send(request, 1);
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
    const { temperature } = request;
    const { tools, tokenProbabilities } = this.#options;
    const isToolForced = tools !== undefined;
    for (;;) {
      const settings = this.#accepted.of({ temperature, isToolForced, tokenProbabilities });
      try {
        return await this.#attempt(request, count, settings);
      } catch (error) {
        if (!this.#accepted.learnFrom(error, settings)) throw error;
      }
    }
  }

  async #attempt(
    request: ChatRequest,
    count: number,
    settings: RequestSettings,
  ): Promise<ChatAnswer[]> {
    const { pictures } = this.#options;
    const { price, maxCompletionTokens, attempts, firstDelayMs, timeoutMs } = this.#access;
    const { messages, promptTokens, rng, signal, ledger } = request;
    const completionTokens = count * maxCompletionTokens;
    const bound = costOf({ promptTokens, completionTokens }, price);
    const exchange = await this.#exchange(settings, count);
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
        const plain = await Promise.all(messages.map((message) => toLangChain(message, pictures)));
        const result = await withDeadline((deadline) => exchange(plain, deadline), {
          timeoutMs,
          signal,
        });
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

  #exchange(
    { temperature, isToolForced, tokenProbabilities }: RequestSettings,
    count: number,
  ): Promise<Exchange> {
    const key = JSON.stringify([temperature, isToolForced, tokenProbabilities, count]);
    const known = this.#exchanges.get(key);
    if (known !== undefined) return known;
    const { tools } = this.#options;
    const exchange = this.#access
      .model({ temperature, count, tokenProbabilities })
      .then((model) => exchangeWith(model, tools && { tools, isForced: isToolForced }));
    this.#exchanges.set(key, exchange);
    // What could not be made now may be made later.
    exchange.catch(() => this.#exchanges.delete(key));
    return exchange;
  }
}

/** Waits for all, then gives their results, or throws the first failure in their order. */
async function settleAll<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

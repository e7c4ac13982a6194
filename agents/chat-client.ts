import type { Ledger } from '../src/core/budget.ts';
import type { ImageSource } from '../src/core/image-source.ts';
import type { Rng } from '../src/core/rng.ts';
import { readAnswers, type ChatAnswer } from './chat-answer.ts';
import { ChatFailure, chatFailureOf } from './chat-failure.ts';
import type { ChatMessage } from './chat-message.ts';
import type { ChatModelFactory } from './chat-model.ts';
import { exchangeWith, type Exchange, type ToolDefinition } from './chat-tools.ts';
import { toLangChain } from './chat-wire.ts';
import { withDeadline } from './deadline.ts';
import { AttemptsFailed, retry } from './retry.ts';
import { costOf, type TokenPrice } from './token-cost.ts';

export interface ChatClientOptions {
  readonly model: ChatModelFactory;
  /** What every request offers; none if absent. */
  readonly tools?: readonly ToolDefinition[] | undefined;
  /** Where the pictures of messages are. */
  readonly pictures?: ImageSource | undefined;
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
  /** An upper bound of the tokens of `messages`, and of the tools. */
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
 * How servers refuse to make a model call a tool: "tool_choice 'required' is not supported",
 * "Thinking mode does not support this tool_choice".
 */
const NO_TOOL_CHOICE = /tool[_ ]?choice/i;

/** What a request asks for besides answers. */
interface Settings {
  readonly temperature: number | undefined;
  readonly isToolForced: boolean;
}

/**
 * Asks a chat model for answers, with retries and time limits, and remembers what it learned of
 * the server: whether it gives several choices for one request, takes a temperature, and can make
 * a model call a tool.
 */
export class ChatClient {
  readonly #options: ChatClientOptions;
  readonly #exchanges = new Map<string, Promise<Exchange>>();
  #takesCount = true;
  #takesTemperature = true;
  #takesToolChoice = true;

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
    for (;;) {
      const settings: Settings = {
        temperature: this.#takesTemperature ? request.temperature : undefined,
        isToolForced: this.#takesToolChoice && this.#options.tools !== undefined,
      };
      try {
        return await this.#attempt(request, count, settings);
      } catch (error) {
        if (!this.#learnFrom(error, settings)) throw error;
      }
    }
  }

  /** True when the server refused one of the settings, which it is not asked for any more. */
  #learnFrom(error: unknown, { temperature, isToolForced }: Settings): boolean {
    const refusal = refusalIn(error);
    if (temperature !== undefined && NO_TEMPERATURE.test(refusal)) {
      this.#takesTemperature = false;
      return true;
    }
    if (isToolForced && NO_TOOL_CHOICE.test(refusal)) {
      this.#takesToolChoice = false;
      return true;
    }
    return false;
  }

  async #attempt(request: ChatRequest, count: number, settings: Settings): Promise<ChatAnswer[]> {
    const { pictures, price, maxCompletionTokens, attempts, firstDelayMs, timeoutMs } =
      this.#options;
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

  #exchange({ temperature, isToolForced }: Settings, count: number): Promise<Exchange> {
    const key = JSON.stringify([temperature, isToolForced, count]);
    const known = this.#exchanges.get(key);
    if (known !== undefined) return known;
    const { tools } = this.#options;
    const exchange = this.#options
      .model({ temperature, count })
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

/** The status with which the server refused, if that is what happened. */
function statusOf(error: unknown): number | undefined {
  return failureIn(error)?.status;
}

/** Why the server refused, where it was for a setting that it might not take; else empty. */
function refusalIn(error: unknown): string {
  const failure = failureIn(error);
  return REFUSALS.has(failure?.status) ? (failure?.message ?? '') : '';
}

function failureIn(error: unknown): ChatFailure | undefined {
  const cause = error instanceof AttemptsFailed ? error.cause : error;
  return cause instanceof ChatFailure ? cause : undefined;
}

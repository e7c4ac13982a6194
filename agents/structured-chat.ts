import type { z } from 'zod';
import type { Spend } from '../src/core/budget.ts';
import { PolicyError } from '../src/core/errors.ts';
import type { WriteOptions, WriteProblem, WriteReply } from '../src/core/writer.ts';
import type { ChatAccess } from './chat-access.ts';
import { ChatClient } from './chat-client.ts';
import { ChatFailure } from './chat-failure.ts';
import type { ChatMessage } from './chat-message.ts';
import { allowanceOf } from './react-budget.ts';
import { RequestLedger } from './request-ledger.ts';
import { AttemptsFailed } from './retry.ts';
import {
  conversationBound,
  costOf,
  tokenBound,
  type TokenCost,
  type TokenPrice,
} from './token-cost.ts';

export interface StructuredQuestion<T> {
  readonly messages: readonly ChatMessage[];
  readonly schema: z.ZodType<T>;
  /** Looks at what was read; what it objects to is told to the model once. */
  readonly check?: ((value: T) => WriteProblem | undefined) | undefined;
}

/** The first answer, one repair of its form, one of what it says. */
const MOST_REQUESTS = 3;

/** An answer is sent back cut to this many characters. */
const QUOTED = 2000;

/** What servers answer to a request that they will never take, such as one with forbidden words. */
const UNACCEPTABLE = new Set([400, 413, 422]);

/**
 * Asks a chat model for one JSON object, at temperature 0, and reads it by a schema. An object in the
 * wrong form is sent back once, and so is one that the check objects to; then the question is given
 * up with a reason. `usage.policyCalls` counts requests as the server does, failed ones included.
 *
 * Rejects with `PolicyError`, which carries what was spent all the same, when the server does not
 * answer or takes no such requests at all; with the reason of the signal, promptly, when that aborts.
 */
export class StructuredChat {
  readonly name: string;
  readonly #client: ChatClient;
  readonly #price: TokenPrice | undefined;

  constructor(options: ChatAccess) {
    this.name = options.name;
    this.#price = options.price;
    this.#client = new ChatClient(options);
  }

  /** The most that a question can cost, repairs included. */
  costBound(messages: readonly ChatMessage[]): Partial<Spend> {
    return { policyCalls: MOST_REQUESTS, ...this.#wholeBound(messages) };
  }

  async ask<T>(
    { messages, schema, check }: StructuredQuestion<T>,
    { remaining, rng, signal }: WriteOptions,
  ): Promise<WriteReply<T>> {
    const ledger = new RequestLedger(
      allowanceOf(remaining, {
        firstPass: this.#bound(messages),
        wholeCall: this.#wholeBound(messages),
      }),
    );
    const conversation = [...messages];
    const told = new Set<string>();
    for (let turn = 0; ; turn += 1) {
      const { promptTokens } = this.#bound(conversation);
      const request = { messages: conversation, promptTokens, temperature: 0, signal, ledger };
      const answers = await this.#client
        .ask({ ...request, rng: rng.fork(turn) }, 1)
        .catch((error: unknown) => {
          if (!(error instanceof AttemptsFailed)) throw error;
          const { attempts, cause } = error;
          if (cause instanceof ChatFailure && UNACCEPTABLE.has(cause.status ?? 0)) return 'refused';
          throw new PolicyError({ policy: this.name, attempts, cause, usage: ledger.usage });
        });
      if (typeof answers === 'string') return { reason: 'refused', usage: ledger.usage };
      const [answer] = answers;
      if (answer === undefined) return { reason: 'budget', usage: ledger.usage };
      const read = readObject(answer.text, schema);
      const problem = 'problem' in read ? read.problem : check?.(read.value);
      if (problem === undefined && 'value' in read)
        return { value: read.value, usage: ledger.usage };
      const stage = 'problem' in read ? 'form' : 'content';
      if (told.has(stage)) return { reason: problem!.reason, usage: ledger.usage };
      told.add(stage);
      conversation.push(
        { role: 'assistant', content: answer.text.slice(0, QUOTED) || '(nothing)' },
        { role: 'user', content: `${problem!.advice} Reply with the corrected JSON object only.` },
      );
    }
  }

  #bound(messages: readonly ChatMessage[]): TokenCost {
    const { maxCompletionTokens: completionTokens } = this.#client;
    return costOf({ promptTokens: conversationBound(messages), completionTokens }, this.#price);
  }

  #wholeBound(messages: readonly ChatMessage[]): TokenCost {
    const { promptTokens } = this.#bound(messages);
    const quoted = tokenBound('x'.repeat(2 * QUOTED));
    return costOf(
      {
        promptTokens: MOST_REQUESTS * (promptTokens + quoted),
        completionTokens: MOST_REQUESTS * this.#client.maxCompletionTokens,
      },
      this.#price,
    );
  }
}

/** The JSON object in a text, whatever stands around it. */
function readObject<T>(
  text: string,
  schema: z.ZodType<T>,
): { readonly value: T } | { readonly problem: WriteProblem } {
  const malformed = (advice: string) => ({ problem: { reason: 'malformed', advice } });
  const [start, end] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (start < 0 || end < start) return malformed('There is no JSON object in that.');
  let json: unknown;
  try {
    json = JSON.parse(text.slice(start, end + 1));
  } catch {
    return malformed('That is not valid JSON.');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  return malformed(`Field "${issue?.path.join('.') ?? ''}": ${issue?.message ?? 'wrong'}.`);
}

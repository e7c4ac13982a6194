import { z } from 'zod';
import { Ledger, type Budget } from '../src/core/budget.ts';
import { describeCause, RewardError } from '../src/core/errors.ts';
import type { ImageSource } from '../src/core/image-source.ts';
import { createRng } from '../src/core/rng.ts';
import { limitCalls, type CallLimit } from '../src/search/limit-calls.ts';
import { requireCount } from '../src/search/option-check.ts';
import { shorten } from '../src/search/shorten.ts';
import type { ChatAccess } from './chat-access.ts';
import type { ChatAnswer } from './chat-answer.ts';
import { ChatClient } from './chat-client.ts';
import type { ChatContent, ChatMessage } from './chat-message.ts';
import { createNoteMemory, type NoteStore } from './judge-notes.ts';
import { AttemptsFailed } from './retry.ts';
import { conversationBound, type TokenCost } from './token-cost.ts';

export interface JudgeClientOptions extends ChatAccess {
  /** Where the pictures of pages are. */
  readonly images?: ImageSource | undefined;
  /** Where checklists and outlines are kept that it writes for intents; in memory if absent. */
  readonly notes?: NoteStore | undefined;
  /** The most that all questions together may cost; not limited if absent. */
  readonly budget?: Budget | undefined;
  /** Questions in flight at once; 4 if absent. */
  readonly concurrency?: number | undefined;
}

/** What a judge has cost so far. */
export interface JudgeSpend extends TokenCost {
  /** Answers that were asked for, second attempts at a readable one included. */
  readonly questions: number;
}

export interface Question<T> {
  readonly system: string;
  readonly content: ChatContent;
  /** What an answer must carry, so that one copied from a page is none. */
  readonly mark: string;
  /** The form of an answer, besides its mark. */
  readonly form: z.ZodType<T>;
  /** That form as the model is told it: `{"check": MARK, "score": 0 to 9}`. */
  readonly example: string;
  readonly signal?: AbortSignal | undefined;
}

export interface Verdict<T> {
  readonly value: T;
  /** The whole answer, for who looks at its tokens. */
  readonly answer: ChatAnswer;
}

const CONCURRENCY = 4;

/** How often one question is asked until its answer can be read. */
const READINGS = 2;

/** Characters of an unreadable answer that are shown again. */
const SHOWN = 500;

/** Asks a chat model for verdicts in a strict form, at temperature 0, and keeps the account. */
export class JudgeClient {
  readonly name: string;
  readonly notes: NoteStore;
  readonly #client: ChatClient;
  readonly #ledger: Ledger;
  readonly #limit: CallLimit;
  #questions = 0;

  constructor(options: JudgeClientOptions) {
    this.name = options.name;
    this.notes = options.notes ?? createNoteMemory();
    this.#client = new ChatClient({
      ...options,
      pictures: options.images,
      tokenProbabilities: true,
    });
    // It limits tokens and money, never time.
    this.#ledger = new Ledger(options.budget ?? {}, () => 0);
    this.#limit = limitCalls(requireCount('concurrency', options.concurrency ?? CONCURRENCY));
  }

  /** A copy, as of now. */
  get spent(): JudgeSpend {
    const { promptTokens, completionTokens, costUsd } = this.#ledger.spent;
    return { questions: this.#questions, promptTokens, completionTokens, costUsd };
  }

  /**
   * A verdict that follows the form to the letter; an answer that does not is shown to the model
   * once, with a reminder. Rejects with `RewardError` when there is none even so, when the server
   * fails, or when the budget is spent; with the signal's reason, promptly, when that is aborted.
   */
  async ask<T>(question: Question<T>): Promise<Verdict<T>> {
    const messages: ChatMessage[] = [
      { role: 'system', content: question.system },
      { role: 'user', content: question.content },
    ];
    let problem = '';
    for (let reading = 0; reading < READINGS; reading += 1) {
      const answer = await this.#limit(async () => this.#answer(messages, question.signal));
      const verdict = readVerdict(answer, question);
      if (typeof verdict !== 'string') return verdict;
      problem = verdict;
      messages.push(
        { role: 'assistant', content: shorten(answer.text, SHOWN) || '(nothing)' },
        {
          role: 'user',
          content: `That cannot be read: ${problem}. Answer with one JSON object and nothing else: ${question.example}`,
        },
      );
    }
    throw this.#error(`the model gave no readable verdict (${problem})`);
  }

  async #answer(
    messages: readonly ChatMessage[],
    signal: AbortSignal | undefined,
  ): Promise<ChatAnswer> {
    signal?.throwIfAborted();
    this.#questions += 1;
    const request = {
      messages,
      promptTokens: conversationBound(messages),
      temperature: 0,
      rng: createRng(`judge-${this.#questions}`),
      signal,
      ledger: this.#ledger,
    };
    const [answer] = await this.#client.ask(request, 1).catch((error: unknown) => {
      if (!(error instanceof AttemptsFailed)) throw error;
      throw this.#error(
        `no answer after attempt ${error.attempts}: ${describeCause(error.cause)}`,
        error,
      );
    });
    if (answer === undefined) throw this.#error('its budget is spent');
    return answer;
  }

  #error(problem: string, cause?: unknown): RewardError {
    return new RewardError({ reward: this.name, problem, cause });
  }
}

/** A verdict, or why the answer is none: anything but one object, in a fence or not, is none. */
function readVerdict<T>(
  answer: ChatAnswer,
  { mark, form }: Pick<Question<T>, 'mark' | 'form'>,
): Verdict<T> | string {
  const text = /^\s*(?:```(?:json)?\s*)?(\{[^]*\})\s*(?:```\s*)?$/.exec(answer.text)?.[1];
  if (text === undefined) {
    return answer.isCutOff ? 'it broke off' : 'it is not one JSON object and nothing else';
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'it is not valid JSON';
  }
  const checked = z.looseObject({ check: z.literal(mark) }).safeParse(json);
  if (!checked.success) return `its "check" is not ${mark}`;
  const { check: _, ...rest } = checked.data;
  const parsed = form.safeParse(rest);
  if (parsed.success) return { value: parsed.data, answer };
  const [issue] = parsed.error.issues;
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not what was asked for'}`;
}

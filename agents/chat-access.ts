import { requireCount } from '../src/search/option-check.ts';
import { DEFAULT_MAX_COMPLETION_TOKENS, type ChatModelFactory } from './chat-model.ts';
import type { TokenPrice } from './token-cost.ts';

/** How anything that asks a chat model reaches it: a policy, a reflector, a judge, a writer. */
export interface ChatAccess {
  /** Names the asking part in rows, reports and errors: `openai:gpt-5-mini`. */
  readonly name: string;
  readonly model: ChatModelFactory;
  /** Without it, calls count as free of charge. */
  readonly price?: TokenPrice | undefined;
  /** The most tokens of one reply, the same as the model was made with: budgets rely on it. */
  readonly maxCompletionTokens?: number | undefined;
  /** The most times that one request is sent; 6 if absent. */
  readonly attempts?: number | undefined;
  /** The wait before a request is sent for the second time; it doubles from then on. 500 if absent. */
  readonly firstDelayMs?: number | undefined;
  /** For each attempt; 60,000 if absent. */
  readonly timeoutMs?: number | undefined;
}

/** With these, attempts span some 15 seconds: enough for an overload, not for an outage. */
const ATTEMPTS = 6;
const FIRST_DELAY_MS = 500;

const TIMEOUT_MS = 60_000;

/** What is not given is as usual. Throws `InputError` for a count that is none. */
export function checkAccess({
  name,
  model,
  price,
  maxCompletionTokens = DEFAULT_MAX_COMPLETION_TOKENS,
  attempts = ATTEMPTS,
  firstDelayMs = FIRST_DELAY_MS,
  timeoutMs = TIMEOUT_MS,
}: ChatAccess) {
  return {
    name,
    model,
    price,
    maxCompletionTokens: requireCount('maxCompletionTokens', maxCompletionTokens),
    attempts: requireCount('attempts', attempts),
    firstDelayMs,
    timeoutMs: requireCount('timeoutMs', timeoutMs),
  };
}

import type { Remaining, Spend } from '../src/core/budget.ts';
import { InputError, PolicyError } from '../src/core/errors.ts';
import type { ImageSource } from '../src/core/image-source.ts';
import type { Rng } from '../src/core/rng.ts';
import type { Usage } from '../src/core/usage.ts';
import { combineOrders } from '../src/feedback/both-orders.ts';
import type { Comparison, Labeller } from '../src/feedback/labeller.ts';
import { derivedVersion } from '../src/reward/derived-version.ts';
import { requireCount } from '../src/search/option-check.ts';
import type { ChatAccess } from './chat-access.ts';
import type { ChatAnswer } from './chat-answer.ts';
import { ChatClient } from './chat-client.ts';
import { withoutPictures, type ChatMessage } from './chat-message.ts';
import {
  preferencePrompt,
  PROMPT_VERSION,
  USUAL_CRITERIA,
  VERDICT_REMINDER,
} from './preference-prompt.ts';
import { readVerdict } from './preference-verdict.ts';
import { RequestLedger } from './request-ledger.ts';
import { AttemptsFailed } from './retry.ts';
import { conversationBound, costOf, tokenBound, TOKENS_PER_IMAGE } from './token-cost.ts';

export interface PreferenceJudgeOptions extends ChatAccess {
  /** What makes an attempt the better one. */
  readonly criteria?: string | undefined;
  /** Where the pictures of pages are; without it the judge reads text alone. */
  readonly pictures?: ImageSource | undefined;
  /** Of how many of the last pages of each attempt a picture is shown. Default 1. */
  readonly picturesPerAttempt?: number | undefined;
  /** The most tokens that one picture costs; budgets rely on it. Default `TOKENS_PER_IMAGE`. */
  readonly tokensPerImage?: number | undefined;
}

/** Each of the two orders: one answer, and one more where it cannot be read. */
const REQUESTS_PER_ORDER = 2;

/** Sums of products of money differ in their last digits with the order of the terms. */
const ROUNDING = 1 + 1e-9;

/**
 * Asks a chat model which of two trajectories serves their intent better: preference by AI feedback
 * (Klissarov et al. 2023, Motif, arXiv 2310.00166; 2024, arXiv 2410.05656), in both orders, at
 * temperature 0. Answers that cannot be read are asked for once more. Token probabilities are used
 * where the server tells them.
 *
 * Rejects with `PolicyError`, which carries what the call cost all the same.
 */
export function createPreferenceJudge(options: PreferenceJudgeOptions): Labeller {
  const { name, pictures, price } = options;
  const criteria = requireWords(options.criteria ?? USUAL_CRITERIA);
  const tokensPerImage = options.tokensPerImage ?? TOKENS_PER_IMAGE;
  const picturesOf =
    pictures === undefined
      ? 0
      : requireCount('picturesPerAttempt', options.picturesPerAttempt ?? 1);
  const client = new ChatClient({ ...options, tokenProbabilities: true });
  const { maxCompletionTokens } = client;

  const conversation = (comparison: Comparison): ChatMessage[] => {
    const messages = preferencePrompt(comparison, { criteria, picturesOf });
    return pictures === undefined ? messages.map(withoutPictures) : messages;
  };
  const promptBound = (messages: readonly ChatMessage[]): number =>
    conversationBound(messages, tokensPerImage);
  const repairBound = tokenBound('') + maxCompletionTokens + tokenBound(VERDICT_REMINDER);
  const costBound = (comparison: Comparison): Spend => {
    const prompt = promptBound(conversation(comparison));
    const requests = 2 * REQUESTS_PER_ORDER;
    const tokens = {
      promptTokens: requests * prompt + 2 * repairBound,
      completionTokens: requests * maxCompletionTokens,
    };
    const none = { rewardCalls: 0, environmentSteps: 0 };
    return { policyCalls: requests, ...none, ...costOf(tokens, price) };
  };

  return {
    name,
    version: derivedVersion(PROMPT_VERSION, criteria, picturesOf, maxCompletionTokens),
    costBound,
    compare: async (comparison, { remaining, rng, signal }) => {
      const ledger = new RequestLedger(limited(remaining, costBound(comparison)));
      const request = { temperature: 0, signal, ledger };
      const ask = async (messages: readonly ChatMessage[], own: Rng) => {
        const promptTokens = promptBound(messages);
        return (await client.ask({ ...request, messages, promptTokens, rng: own }, 1))[0];
      };
      const verdictOn = async (shown: Comparison, own: Rng): Promise<number | undefined> => {
        const messages = conversation(shown);
        const answer = await ask(messages, own.fork('answer'));
        const verdict = answer && readVerdict(answer);
        if (verdict !== undefined || answer === undefined) return verdict;
        const repaired = await ask([...messages, ...repair(answer)], own.fork('repair'));
        return repaired && readVerdict(repaired);
      };
      const swapped = { ...comparison, first: comparison.second, second: comparison.first };
      const [forward, backward] = await Promise.allSettled([
        verdictOn(comparison, rng.fork('forward')),
        verdictOn(swapped, rng.fork('backward')),
      ]);
      const { usage } = ledger;
      const value = (order: typeof forward): number | undefined => {
        if (order.status === 'rejected') throw failed(name, order.reason, usage);
        return order.value;
      };
      const first = value(forward);
      const other = value(backward);
      return { ...combineOrders(first, other === undefined ? undefined : 1 - other), usage };
    },
  };
}

/** Limits what `remaining` limits, to what was set aside for one comparison. */
function limited(remaining: Remaining, bound: Spend): Partial<Spend> {
  const limits: Partial<Record<keyof Spend, number>> = {};
  for (const resource of ['policyCalls', 'promptTokens', 'completionTokens', 'costUsd'] as const) {
    if (remaining[resource] !== undefined) limits[resource] = bound[resource] * ROUNDING;
  }
  return limits;
}

function repair({ text }: ChatAnswer): ChatMessage[] {
  return [
    ...(text.trim() === '' ? [] : [{ role: 'assistant' as const, content: text }]),
    { role: 'user', content: VERDICT_REMINDER },
  ];
}

function failed(policy: string, reason: unknown, usage: Usage): unknown {
  if (reason instanceof InputError) return reason;
  const isCounted = reason instanceof AttemptsFailed;
  const attempts = isCounted ? reason.attempts : 1;
  return new PolicyError({ policy, attempts, cause: isCounted ? reason.cause : reason, usage });
}

function requireWords(criteria: string): string {
  if (criteria.trim() !== '') return criteria.trim();
  throw new InputError({
    place: { option: '--criteria' },
    problem: 'there are no words in it',
    remedy: 'Say what makes an attempt the better one, or leave the option out',
  });
}

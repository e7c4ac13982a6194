import { PolicyError } from '../src/core/errors.ts';
import type { Policy, PolicyContext } from '../src/core/policy.ts';
import { requireCount } from '../src/search/option-check.ts';
import type { ChatAccess } from './chat-access.ts';
import { openCallLedger, usageOfCall } from './call-ledger.ts';
import { ChatClient, type ChatRequest } from './chat-client.ts';
import type { ChatMessage } from './chat-message.ts';
import { reactBounds, type ReactBounds } from './react-budget.ts';
import { readCandidates } from './react-candidates.ts';
import { openDialect, type ReactDialectName } from './react-dialect.ts';
import { createIllustrator, type ReactPictures } from './react-pictures.ts';
import type { ReactPrompt } from './react-prompt.ts';
import { AttemptsFailed } from './retry.ts';
import { TOKENS_PER_IMAGE } from './token-cost.ts';

export interface ReactPolicyOptions extends ChatAccess {
  readonly prompt: ReactPrompt;
  /** Default `text`. For `tools` the prompt must declare some. */
  readonly dialect?: ReactDialectName | undefined;
  /** Shows the model what pages look like. Without it, pictures are left out. */
  readonly pictures?: ReactPictures | undefined;
  /** The most candidates that one request asks for. */
  readonly maxCandidatesPerRequest?: number | undefined;
}

/** Well below the most that hosted models allow (OpenAI: 128). */
const MAX_CANDIDATES_PER_REQUEST = 20;

/**
 * The ReAct policy of Yao et al. (2022), arXiv 2210.03629: a chat model thinks about the situation
 * in words and then names an action. Candidates are independent samples of one conversation, asked
 * for together where the server allows it. A reply without an action is sent back once with a
 * reminder of the format; a candidate that stays without one is dropped.
 *
 * In the dialect of tools the model acts by calling a function, as AgentBench has it (Liu et al.
 * 2023, arXiv 2308.03688); it is made to where the server allows that. The first call with a known
 * name and right arguments counts. An action in words is taken as well.
 *
 * Rejects with `PolicyError`, which carries what the call cost all the same, also when a picture
 * is missing, since a model that was to see it would act on something else; with the reason of
 * the signal, promptly, when that is aborted; with `InputError` when the model cannot be opened
 * or takes no tools. Throws `InputError` when the prompt has no tools.
 *
 * A model that takes no temperature but its own (OpenAI's reasoning models) is asked at its own.
 *
 * `costBound` covers asking once for all candidates and as much again for repairs: the tokens of
 * the prompt by its length, with those of tools and pictures, and for each candidate the longest
 * reply. Within a limited budget, repairs and further requests that the bound does not cover are
 * left out.
 */
export function createReactPolicy(options: ReactPolicyOptions): Policy {
  const { name, prompt, pictures, price } = options;
  const dialect = openDialect(options.dialect ?? 'text', prompt);
  const illustrate = createIllustrator(pictures);
  const tokensPerImage = requireCount(
    'tokensPerImage',
    pictures?.tokensPerImage ?? TOKENS_PER_IMAGE,
  );
  const client = new ChatClient({
    ...options,
    tools: dialect.tools.length === 0 ? undefined : dialect.tools,
    pictures: pictures?.source,
    maxAnswersPerRequest: requireCount(
      'maxCandidatesPerRequest',
      options.maxCandidatesPerRequest ?? MAX_CANDIDATES_PER_REQUEST,
    ),
  });
  const { maxCompletionTokens } = client;

  const conversation = (context: PolicyContext): ChatMessage[] => [
    { role: 'system', content: dialect.system },
    ...illustrate(prompt.messages(context), context),
  ];
  const bounds = (messages: readonly ChatMessage[], count: number): ReactBounds =>
    reactBounds({
      messages,
      tools: dialect.tools,
      tokensPerImage,
      formatReminder: dialect.formatReminder,
      count,
      requests: client.requestsFor(count),
      maxCompletionTokens,
      price,
    });

  return {
    name,
    costBound: (context, { count }) => ({
      policyCalls: 1,
      ...bounds(conversation(context), count).wholeCall,
    }),
    propose: async (context, { count, temperature, signal }) => {
      const messages = conversation(context);
      const bound = bounds(messages, count);
      const ledger = openCallLedger(context.remaining, bound);
      const { rng } = context;
      const { promptTokens } = bound;
      const request: ChatRequest = { messages, promptTokens, temperature, rng, signal, ledger };
      try {
        const answers = await client.ask(request, count);
        const proposals = await readCandidates(answers, {
          client,
          request,
          dialect,
          context,
          maxCompletionTokens,
        });
        return { proposals, usage: usageOfCall(ledger) };
      } catch (error) {
        if (!(error instanceof AttemptsFailed)) throw error;
        const { attempts, cause } = error;
        throw new PolicyError({ policy: name, attempts, cause, usage: usageOfCall(ledger) });
      }
    },
  };
}

import { PolicyError } from '../src/core/errors.ts';
import type { Reflector } from '../src/core/reflector.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import { shorten } from '../src/search/shorten.ts';
import type { ChatAccess } from './chat-access.ts';
import { openCallLedger, usageOfCall } from './call-ledger.ts';
import { ChatClient } from './chat-client.ts';
import type { ChatMessage } from './chat-message.ts';
import { AttemptsFailed } from './retry.ts';
import { conversationBound, costOf, type TokenCost } from './token-cost.ts';

export interface ChatReflectorOptions extends ChatAccess {
  /** What the model is told before it sees the attempt. */
  readonly instruction?: string | undefined;
}

/** Our own wording of what Shinn et al. (2023) ask for: a diagnosis and a plan. */
const INSTRUCTION = `You are shown a goal and an attempt at it that was judged to have failed. Say in two or three sentences what probably went wrong and what the next attempt should do instead. Be concrete: name the actions to avoid and the actions to try. Write nothing else.`;

/** Characters. An attempt is told in full as long as its pages and thoughts are of usual length. */
const PAGE_LENGTH = 1000;
const THOUGHT_LENGTH = 500;

/** The steps that are told at most; of a longer attempt the last ones. */
const MOST_STEPS = 30;

/**
 * Asks a chat model what went wrong in a trial and what to do otherwise, at temperature 0: the
 * self-reflection of Reflexion (Shinn et al. 2023, arXiv 2303.11366). The model is told that the
 * trial was judged a failure, and no number.
 *
 * Rejects with `PolicyError`, which carries what the call cost all the same, also when the model
 * writes nothing; with the reason of the signal, promptly, when that is aborted; with `InputError`
 * when the model cannot be opened.
 */
export function createChatReflector(options: ChatReflectorOptions): Reflector {
  const { name, price, instruction = INSTRUCTION } = options;
  const client = new ChatClient(options);
  const { maxCompletionTokens } = client;

  const conversation = (trajectory: Trajectory): ChatMessage[] => [
    { role: 'system', content: instruction },
    { role: 'user', content: tell(trajectory) },
  ];
  const boundOf = (messages: readonly ChatMessage[]): TokenCost => {
    const promptTokens = conversationBound(messages);
    return costOf({ promptTokens, completionTokens: maxCompletionTokens }, price);
  };

  return {
    name,
    costBound: (trajectory) => ({ policyCalls: 1, ...boundOf(conversation(trajectory)) }),
    reflect: async (trajectory, _, { remaining, rng, signal }) => {
      const messages = conversation(trajectory);
      const bound = boundOf(messages);
      const ledger = openCallLedger(remaining, { firstPass: bound, wholeCall: bound });
      const { promptTokens } = bound;
      const request = { messages, promptTokens, temperature: 0, rng, signal, ledger };
      const failed = (attempts: number, cause: unknown) =>
        new PolicyError({ policy: name, attempts, cause, usage: usageOfCall(ledger) });
      const answers = await client.ask(request, 1).catch((error: unknown) => {
        if (!(error instanceof AttemptsFailed)) throw error;
        throw failed(error.attempts, error.cause);
      });
      const reflection = answers[0]?.text.trim() ?? '';
      if (reflection === '') throw failed(1, new Error('the model wrote no reflection'));
      return { reflection, usage: usageOfCall(ledger) };
    },
  };
}

/** The attempt as text. */
function tell({ intent, steps, final, end }: Trajectory): string {
  const told = steps
    .slice(-MOST_STEPS)
    .flatMap(({ observation, thought, action }) => [
      `Page: ${shorten(observation.text, PAGE_LENGTH)}`,
      ...(thought === undefined ? [] : [`Thought: ${shorten(thought, THOUGHT_LENGTH)}`]),
      `Action: ${shorten(action, PAGE_LENGTH)}`,
    ]);
  return [
    `Goal: ${intent}`,
    ...(steps.length > MOST_STEPS ? [`(${steps.length - MOST_STEPS} earlier actions)`] : []),
    ...told,
    `Page: ${shorten(final.text, PAGE_LENGTH)}`,
    ...(end === 'truncated' ? ['No more actions were allowed.'] : []),
    'The attempt was judged to have failed. What should the next attempt do instead?',
  ].join('\n');
}

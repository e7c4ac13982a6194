import type { PolicyContext, Proposal } from '../src/core/policy.ts';
import type { ChatAnswer } from './chat-answer.ts';
import type { ChatClient, ChatRequest } from './chat-client.ts';
import { ChatFailure } from './chat-failure.ts';
import type { ReactDialect } from './react-dialect.ts';
import { AttemptsFailed } from './retry.ts';
import { tokenBound } from './token-cost.ts';

interface Reading {
  readonly client: ChatClient;
  /** What was answered, and pays for repairs. */
  readonly request: ChatRequest;
  readonly dialect: ReactDialect;
  readonly context: PolicyContext;
  readonly maxCompletionTokens: number;
}

/** Stands for a reply without any text: servers refuse messages that are empty. */
const EMPTY_REPLY = '(no reply)';

/**
 * The proposals in a model's answers, in their order. An answer without an action gets one chance
 * of repair and is dropped after that. When nothing at all is left and that is not the model's
 * choice of words, it says why, as `AttemptsFailed`.
 */
export async function readCandidates(
  answers: readonly ChatAnswer[],
  reading: Reading,
): Promise<Proposal[]> {
  const outcomes = await Promise.all(
    answers.map(
      async (answer, index) => read(answer, reading) ?? (await repair(answer, index, reading)),
    ),
  );
  const proposals = outcomes.filter((outcome) => outcome !== undefined && 'action' in outcome);
  const failure = outcomes.find((outcome) => outcome instanceof AttemptsFailed);
  if (proposals.length === 0 && failure !== undefined) throw failure;
  return proposals;
}

function read(answer: ChatAnswer, { dialect, context }: Reading): Proposal | undefined {
  const proposal = dialect.read(answer, context);
  return proposal?.action.trim() === '' ? undefined : proposal;
}

async function repair(
  answer: ChatAnswer,
  index: number,
  reading: Reading,
): Promise<Proposal | AttemptsFailed | undefined> {
  const { client, request, dialect, maxCompletionTokens } = reading;
  const { formatReminder } = dialect;
  const reply = tell(answer);
  // A second reply of the same length would be used up by private reasoning again.
  if (reply === '' && answer.isCutOff) return new AttemptsFailed(1, usedUp(maxCompletionTokens));
  const content = reply === '' ? EMPTY_REPLY : reply;
  const replyTokens = Math.min(tokenBound(content), tokenBound('') + maxCompletionTokens);
  try {
    const [second] = await client.ask(
      {
        ...request,
        messages: [
          ...request.messages,
          { role: 'assistant', content },
          { role: 'user', content: formatReminder },
        ],
        promptTokens: request.promptTokens + replyTokens + tokenBound(formatReminder),
        rng: request.rng.fork(`repair-${index}`),
      },
      1,
    );
    return second === undefined ? undefined : read(second, reading);
  } catch (error) {
    if (error instanceof AttemptsFailed) return error;
    throw error;
  }
}

/**
 * A reply as it is told in a repair. A call becomes words: what cannot be read as a call cannot be
 * sent as one either. The first is enough.
 */
function tell({ text, calls: [call] }: ChatAnswer): string {
  if (call === undefined) return text.trim();
  const input = typeof call.input === 'string' ? call.input : JSON.stringify(call.input);
  return `${text}\n${call.name}(${input})`.trim();
}

function usedUp(maxCompletionTokens: number): ChatFailure {
  return new ChatFailure(
    `the model used up all ${maxCompletionTokens} tokens of its reply before it wrote any text; ` +
      'raise maxCompletionTokens',
    { isTransient: false },
  );
}

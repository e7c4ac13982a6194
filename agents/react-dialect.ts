import { InputError } from '../src/core/errors.ts';
import type { PolicyContext, Proposal } from '../src/core/policy.ts';
import type { ChatAnswer } from './chat-answer.ts';
import { readThought, withoutDeliberation } from './react-format.ts';
import type { ReactPrompt, ReactTools } from './react-prompt.ts';

/** How a model names its action: in words ("Action: ..."), or as the call of a function. */
export type ReactDialectName = 'text' | 'tools';

/** What depends on the form in which a model acts. */
export interface ReactDialect extends Pick<ReactPrompt, 'system' | 'formatReminder'> {
  /** None for a model that acts in words. */
  readonly tools: ReactTools['list'];
  /** Undefined when there is no action in the answer. */
  read(answer: ChatAnswer, context: PolicyContext): Proposal | undefined;
}

/** Throws `InputError` when the prompt does not speak this dialect. */
export function openDialect(name: ReactDialectName, prompt: ReactPrompt): ReactDialect {
  const { system, formatReminder, tools } = prompt;
  const readText = ({ text }: ChatAnswer, context: PolicyContext) => prompt.parse(text, context);
  if (name === 'text') return { system, formatReminder, tools: [], read: readText };
  if (tools === undefined || tools.list.length === 0) {
    throw new InputError({
      place: { option: '--dialect' },
      problem: 'the prompt of this benchmark declares no tools',
      remedy: 'Choose text',
    });
  }
  return {
    system: tools.system,
    formatReminder: tools.formatReminder,
    tools: tools.list,
    read: (answer, context) =>
      readCalls(answer, tools, context) ??
      readCalls(callInWords(answer, tools), tools, context) ??
      readText(answer, context),
  };
}

type Calling = Pick<ChatAnswer, 'text' | 'calls'>;

/** Characters of the arguments of a call in words. */
const LONGEST_INPUT = 2000;

/** The first `name({...})` in the text, for models whose server does not make calls of them. */
function callInWords({ text }: ChatAnswer, { list }: ReactTools): Calling {
  const spoken = withoutDeliberation(text);
  const names = list.map((tool) => tool.name).join('|');
  const call = new RegExp(`\\b(${names})\\s*\\(\\s*(\\{.{0,${LONGEST_INPUT}}?\\})\\s*\\)`, 's');
  const match = call.exec(spoken);
  if (match === null) return { text, calls: [] };
  const [, name = '', input = ''] = match;
  // What stands before it may end in a label: "Call: walk({...})".
  const before = spoken.slice(0, match.index).replace(/\b\w+:\s*$/, '');
  return { text: before, calls: [{ name, input: parsed(input) }] };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

/** The first call that is one of the tools with arguments that it understands. */
function readCalls(
  { text, calls }: Calling,
  { list }: ReactTools,
  context: PolicyContext,
): Proposal | undefined {
  for (const { name, input } of calls) {
    const action = list.find((tool) => tool.name === name)?.read(input, context) ?? '';
    if (action.trim() === '') continue;
    const thought = readThought(text);
    return { ...(thought === undefined ? {} : { thought }), action };
  }
  return undefined;
}

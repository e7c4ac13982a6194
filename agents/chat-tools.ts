import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { BaseMessageLike } from '@langchain/core/messages';
import type { LLMResult } from '@langchain/core/outputs';
import { InputError } from '../src/core/errors.ts';
import { ChatFailure } from './chat-failure.ts';
import { tokenBound } from './token-cost.ts';

/** A function that a model may call, as the provider is told of it. */
export interface ToolDefinition {
  /** Letters, digits, `_` and `-`, at most 64 of them: OpenAI's rule. */
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the object of arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a model called, as it wrote it: neither the name nor the input is checked. */
export interface ToolCall {
  readonly name: string;
  /** Parsed JSON; the text itself where it is none. */
  readonly input: unknown;
}

/** Sends a conversation. `LLMResult` has all choices, and LangChain's account of the request. */
export type Exchange = (
  messages: readonly BaseMessageLike[],
  signal: AbortSignal,
) => Promise<LLMResult>;

export interface ToolSettings {
  readonly tools: readonly ToolDefinition[];
  /** Whether the model is made to call one of the tools, or may write text instead. */
  readonly isForced: boolean;
}

/** Exchanges with a model. Throws `InputError` for tools and a model that takes none. */
export async function exchangeWith(
  model: BaseChatModel,
  settings: ToolSettings | undefined,
): Promise<Exchange> {
  if (settings === undefined) {
    return (messages, signal) => model.generate([[...messages]], { signal });
  }
  if (model.bindTools === undefined) {
    throw new InputError({
      place: { option: '--dialect' },
      problem: 'this chat model cannot call tools',
      remedy: 'Choose text',
    });
  }
  const { tools, isForced } = settings;
  const bound = model.bindTools(tools.map(toOpenAi), isForced ? { tool_choice: 'any' } : {});
  const { ResultListener } = await import('./result-listener.ts');
  return async (messages, signal) => {
    // A model with tools gives its first choice only; to a listener it tells all of them.
    const listener = new ResultListener();
    const first: unknown = await bound
      .invoke([...messages], { signal, callbacks: [listener] })
      .catch((error: unknown) => error);
    // It fails also when there is no first choice, which is for whoever asked to judge.
    if (listener.result === undefined) throw malformedOr(first);
    return listener.result;
  };
}

/** LangChain reads calls without a look at their form, and stumbles over what is none. */
function malformedOr(error: unknown): unknown {
  if (!(error instanceof TypeError) || error.cause !== undefined) return error;
  const problem = `the server sent calls of an unknown form (${error.message})`;
  return new ChatFailure(problem, { isTransient: true, cause: error });
}

/**
 * What a provider may write around the tools for its model, in tokens: a template of the server,
 * a system prompt of its own (Anthropic's documentation: up to 530).
 */
const TOKENS_AROUND_TOOLS = 600;

/** An upper bound, for budgets, of the tokens of a prompt that tools come to. */
export function toolTokenBound(tools: readonly ToolDefinition[]): number {
  if (tools.length === 0) return 0;
  return tools.reduce(
    (total, tool) => total + tokenBound(JSON.stringify(toOpenAi(tool))),
    TOKENS_AROUND_TOOLS,
  );
}

/** OpenAI's form of a tool, which LangChain takes for every provider. */
function toOpenAi({ name, description, parameters }: ToolDefinition) {
  return { type: 'function' as const, function: { name, description, parameters } };
}

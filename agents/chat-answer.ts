import type { BaseMessage } from '@langchain/core/messages';
import type { LLMResult } from '@langchain/core/outputs';
import { z } from 'zod';
import type { ToolCall } from './chat-tools.ts';
import type { TokenCount } from './token-cost.ts';

/** One choice of a chat model. */
export interface ChatAnswer {
  readonly text: string;
  /** In their order, those with readable input before the others. */
  readonly calls: readonly ToolCall[];
  /** True when it ends because it came to the most tokens that were allowed. */
  readonly isCutOff: boolean;
  /** What was written, token by token; absent where the server does not tell. */
  readonly tokens?: readonly AnswerToken[] | undefined;
}

/** One token of an answer, and what else might have stood in its place. */
export interface AnswerToken {
  readonly token: string;
  /** The most probable tokens for this place, with their natural logarithms. */
  readonly alternatives: readonly { readonly token: string; readonly logProbability: number }[];
}

export interface ChatAnswers {
  readonly answers: readonly ChatAnswer[];
  /** Of the whole request, however many answers it brought; 0 where the server does not say. */
  readonly tokens: TokenCount;
}

type Choice = LLMResult['generations'][number][number];

/** How providers say that a reply came to the most tokens allowed: OpenAI's way, Anthropic's. */
const CUT_OFF = new Set(['length', 'max_tokens']);

const ending = z.object({
  response_metadata: z.object({
    finish_reason: z.string().nullish(),
    stop_reason: z.string().nullish(),
  }),
});

/** A call as LangChain gives it. Where the input is no JSON, it is among the invalid ones, as text. */
const call = z
  .object({ name: z.string(), args: z.unknown() })
  .transform(({ name, args }): ToolCall => ({ name, input: args }));

/** What is no call at all is as good as not there. */
const callList = z
  .array(call.nullable().catch(null))
  .transform((calls) => calls.filter((one) => one !== null))
  .catch([]);

const calling = z.object({ tool_calls: callList, invalid_tool_calls: callList });

/** OpenAI's account of the probabilities of tokens, which LangChain passes on. */
const probabilities = z.object({
  logprobs: z.object({
    content: z
      .array(
        z.object({
          token: z.string(),
          top_logprobs: z.array(z.object({ token: z.string(), logprob: z.number() })),
        }),
      )
      .min(1),
  }),
});

const tokenCount = z.int().nonnegative().catch(0);

/** LangChain's account of the request, where the provider's package keeps one. */
const requestUsage = z.object({
  tokenUsage: z.object({ promptTokens: tokenCount, completionTokens: tokenCount }),
});

/** The account on a message. With several choices each message repeats that of the request. */
const messageUsage = z.object({
  usage_metadata: z.object({ input_tokens: tokenCount, output_tokens: tokenCount }),
});

/** Reads what `generate` gave for one conversation. */
export function readAnswers({ generations, llmOutput }: LLMResult): ChatAnswers {
  const choices = generations[0] ?? [];
  return { answers: choices.map(answerOf), tokens: tokensOf(choices[0], llmOutput) };
}

function answerOf(choice: Choice): ChatAnswer {
  const message = messageOf(choice);
  const { finish_reason, stop_reason } = ending.safeParse(message).data?.response_metadata ?? {};
  const { tool_calls = [], invalid_tool_calls = [] } = calling.safeParse(message).data ?? {};
  return {
    text: message === undefined ? choice.text : textOf(message),
    calls: [...tool_calls, ...invalid_tool_calls],
    isCutOff: CUT_OFF.has(finish_reason ?? stop_reason ?? ''),
    ...answerTokens(choice),
  };
}

function answerTokens({ generationInfo }: Choice): Pick<ChatAnswer, 'tokens'> {
  const told = probabilities.safeParse(generationInfo);
  if (!told.success) return {};
  return {
    tokens: told.data.logprobs.content.map(({ token, top_logprobs }) => ({
      token,
      alternatives: top_logprobs.map(({ token, logprob }) => ({ token, logProbability: logprob })),
    })),
  };
}

/** As `BaseMessage.text`, which stumbles over calls of an unknown form. */
function textOf({ content }: BaseMessage): string {
  if (typeof content === 'string') return content;
  return content
    .map((part) => (part.type === 'text' && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

function tokensOf(choice: Choice | undefined, llmOutput: LLMResult['llmOutput']): TokenCount {
  const ofRequest = requestUsage.safeParse(llmOutput);
  if (ofRequest.success) return ofRequest.data.tokenUsage;
  const ofMessage = messageUsage.safeParse(choice === undefined ? undefined : messageOf(choice));
  if (!ofMessage.success) return { promptTokens: 0, completionTokens: 0 };
  const { input_tokens, output_tokens } = ofMessage.data.usage_metadata;
  return { promptTokens: input_tokens, completionTokens: output_tokens };
}

/** Chat models give messages, though the type of the result leaves room for plain text. */
function messageOf(choice: Choice): BaseMessage | undefined {
  return 'message' in choice ? (choice.message as BaseMessage) : undefined;
}

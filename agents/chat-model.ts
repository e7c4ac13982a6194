import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { describeCause, InputError } from '../src/core/errors.ts';
import { fetchWithReason } from './fetch-with-reason.ts';

/** What a chat model is asked with. LangChain fixes it when the model is made. */
export interface ChatModelSettings {
  /** Undefined for models that know no temperature but their own. */
  readonly temperature: number | undefined;
  /** Choices for each request; models that give only one may give only one. */
  readonly count: number;
  /** Whether to tell how probable each token was; not all models can. */
  readonly tokenProbabilities?: boolean | undefined;
}

/** The most probable tokens that are told for each place: OpenAI's limit is 20, vLLM's 5 or so. */
const TOP_TOKENS = 5;

/**
 * Makes a chat model, any that LangChain knows. It must not retry by itself (`maxRetries: 0`):
 * whoever asks does, and counts what the attempts cost.
 */
export type ChatModelFactory = (settings: ChatModelSettings) => Promise<BaseChatModel>;

export interface ChatModelOptions {
  /**
   * A server that speaks the provider's protocol, such as `http://127.0.0.1:8000/v1`. Without it,
   * provider `openai` takes OPENAI_BASE_URL, and then OpenAI's own.
   */
  readonly baseUrl?: string | undefined;
  /** Without it, provider `openai` takes OPENAI_API_KEY; other packages read their own variable. */
  readonly apiKey?: string | undefined;
  /** The most tokens of one choice, private reasoning included. */
  readonly maxCompletionTokens?: number | undefined;
  /** The option of the command line by which it was named, for errors; `--policy` if absent. */
  readonly option?: string | undefined;
  /** Where the variables are read. Default: those of the process. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

/** Room for a thought of a few sentences and an action. */
export const DEFAULT_MAX_COMPLETION_TOKENS = 256;

const NAMING_OPTION = '--policy';

/** Sent to servers that were given by their address alone: local ones need no key. */
const PLACEHOLDER_KEY = 'none';

/**
 * Opens a chat model by its name, `provider:MODEL`, such as `openai:gpt-5-mini`. LangChain is
 * loaded here and not before. Rejects with `InputError` when the name, the address, the key or
 * the provider's package is missing or wrong; nothing is sent yet.
 */
export async function openChatModel(
  name: string,
  options: ChatModelOptions = {},
): Promise<ChatModelFactory> {
  const { environment = process.env, option = NAMING_OPTION } = options;
  const [, provider, model] = /^([^:\s]+):(\S+)$/.exec(name) ?? [];
  if (provider === undefined || model === undefined) {
    throw new InputError({
      place: { option },
      problem: `"${name}" is not a chat model`,
      remedy: 'Name it as provider:MODEL, such as openai:gpt-5-mini',
    });
  }
  if (provider !== 'openai') return openOther(provider, model, checked(options));
  return openOpenAi(
    model,
    checked({
      ...options,
      apiKey: options.apiKey ?? given(environment['OPENAI_API_KEY']),
      baseUrl: options.baseUrl ?? given(environment['OPENAI_BASE_URL']),
    }),
  );
}

/**
 * Made directly rather than by `initChatModel`, whose wrapper loses the account of the tokens of
 * a request that brought no choices.
 */
async function openOpenAi(model: string, options: ChatModelOptions): Promise<ChatModelFactory> {
  const { baseUrl, apiKey, maxCompletionTokens, option = NAMING_OPTION } = options;
  if (apiKey === undefined && baseUrl === undefined) {
    throw new InputError({
      place: { option },
      problem: `openai:${model} needs a key`,
      remedy: 'Set OPENAI_API_KEY, or give --base-url with the address of a server of your own',
    });
  }
  const { ChatOpenAI } = await import('@langchain/openai');
  return async ({ temperature, count, tokenProbabilities = false }) =>
    new ChatOpenAI({
      model,
      ...(temperature === undefined ? {} : { temperature }),
      // Left out for one choice: some servers refuse every request that has it.
      ...(count === 1 ? {} : { n: count }),
      ...(tokenProbabilities ? { logprobs: true, topLogprobs: TOP_TOKENS } : {}),
      maxTokens: maxCompletionTokens ?? DEFAULT_MAX_COMPLETION_TOKENS,
      maxRetries: 0,
      streaming: false,
      apiKey: apiKey ?? PLACEHOLDER_KEY,
      configuration: {
        fetch: fetchWithReason,
        ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
      },
    });
}

/** The other providers give one choice for each request, whatever `count` says. */
async function openOther(
  provider: string,
  model: string,
  { baseUrl, apiKey, maxCompletionTokens, option = NAMING_OPTION }: ChatModelOptions,
): Promise<ChatModelFactory> {
  const universal = await import('langchain/chat_models/universal');
  const packages: Readonly<Record<string, { readonly package: string }>> =
    universal.MODEL_PROVIDER_CONFIG;
  if (!Object.hasOwn(packages, provider)) {
    throw new InputError({
      place: { option },
      problem: `there is no provider "${provider}" of chat models`,
      remedy: `Known: ${Object.keys(packages).join(', ')}`,
    });
  }
  const open: ChatModelFactory = ({ temperature }) =>
    universal.initChatModel(model, {
      modelProvider: provider,
      ...(temperature === undefined ? {} : { temperature }),
      maxTokens: maxCompletionTokens ?? DEFAULT_MAX_COMPLETION_TOKENS,
      maxRetries: 0,
      ...(apiKey === undefined ? {} : { apiKey }),
      // The packages disagree about the name.
      ...(baseUrl === undefined ? {} : { baseUrl, configuration: { baseURL: baseUrl } }),
    });
  try {
    await open({ temperature: undefined, count: 1 });
  } catch (cause) {
    const isMissing = describeCause(cause).startsWith('Unable to import');
    throw new InputError({
      place: { option },
      problem: isMissing
        ? `the package for provider "${provider}" is not installed`
        : `${provider}:${model} cannot be opened: ${describeCause(cause)}`,
      remedy: isMissing
        ? `Run npm install ${packages[provider]!.package}`
        : 'Set the environment variables that it asks for',
      cause,
    });
  }
  return open;
}

/** A variable that is set to nothing counts as not set. */
function given(variable: string | undefined): string | undefined {
  return variable === '' ? undefined : variable;
}

function checked(options: ChatModelOptions): ChatModelOptions {
  const { baseUrl } = options;
  if (baseUrl === undefined || /^https?:\/\/./.test(baseUrl)) return options;
  throw new InputError({
    place: { option: '--base-url' },
    problem: `"${baseUrl}" is not the address of a server`,
    remedy: 'Give one such as http://127.0.0.1:8000/v1',
  });
}

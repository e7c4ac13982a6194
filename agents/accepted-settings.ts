import { ChatFailure } from './chat-failure.ts';
import { AttemptsFailed } from './retry.ts';

/** What a request asks for besides answers. */
export interface RequestSettings {
  /** Undefined for the model's own. */
  readonly temperature: number | undefined;
  /** Whether the model is made to call a tool. */
  readonly isToolForced: boolean;
  /** How many likely tokens to name for each token; undefined for none. */
  readonly topLogprobs?: number | undefined;
}

/** Statuses by which servers refuse a setting: "bad request" and "unprocessable content". */
const REFUSALS = new Set<number | undefined>([400, 422]);

/**
 * How OpenAI's protocol says that a model knows no temperature but its own, as opposed to a value
 * out of range: "'temperature' does not support 0 with this model. Only the default (1) ...".
 */
const NO_TEMPERATURE = /temperature.*(?:not support|unsupported)|unsupported.*temperature/i;

/**
 * How servers refuse to make a model call a tool: "tool_choice 'required' is not supported",
 * "Thinking mode does not support this tool_choice".
 */
const NO_TOOL_CHOICE = /tool[_ ]?choice/i;

/** How servers refuse to tell probabilities: "logprobs is not supported with this model". */
const NO_LOGPROBS = /logprobs/i;

/** Remembers which settings a server has refused, so that it is not asked for them again. */
export class AcceptedSettings {
  #takesTemperature = true;
  #takesToolChoice = true;
  #takesLogprobs = true;

  /** Those of the wanted settings that may be asked for. */
  of({ temperature, isToolForced, topLogprobs }: RequestSettings): RequestSettings {
    return {
      temperature: this.#takesTemperature ? temperature : undefined,
      isToolForced: this.#takesToolChoice && isToolForced,
      topLogprobs: this.#takesLogprobs ? topLogprobs : undefined,
    };
  }

  /** True when a request failed because of one of its settings, and may be sent without it. */
  learnFrom(error: unknown, { temperature, isToolForced, topLogprobs }: RequestSettings): boolean {
    if (!isRefusal(error)) return false;
    const reason = failureIn(error)?.message ?? '';
    if (temperature !== undefined && NO_TEMPERATURE.test(reason)) {
      this.#takesTemperature = false;
      return true;
    }
    if (isToolForced && NO_TOOL_CHOICE.test(reason)) {
      this.#takesToolChoice = false;
      return true;
    }
    if (topLogprobs !== undefined && NO_LOGPROBS.test(reason)) {
      this.#takesLogprobs = false;
      return true;
    }
    return false;
  }
}

/** Whether the server refused something about the request, such as a setting. */
export function isRefusal(error: unknown): boolean {
  return REFUSALS.has(failureIn(error)?.status);
}

function failureIn(error: unknown): ChatFailure | undefined {
  const cause = error instanceof AttemptsFailed ? error.cause : error;
  return cause instanceof ChatFailure ? cause : undefined;
}

import { ChatFailure } from './chat-failure.ts';
import { AttemptsFailed } from './retry.ts';

/** What a request asks for besides answers. */
export interface RequestSettings {
  /** Undefined for the model's own. */
  readonly temperature: number | undefined;
  /** Whether the model is made to call a tool. */
  readonly isToolForced: boolean;
  /** Whether to tell how probable each token was. */
  readonly tokenProbabilities?: boolean | undefined;
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

/** How servers refuse to tell probabilities: "logprobs are not supported with this model". */
const NO_PROBABILITIES = /log_?prob/i;

/** Remembers which settings a server has refused, so that it is not asked for them again. */
export class AcceptedSettings {
  #takesTemperature = true;
  #takesToolChoice = true;
  #tellsProbabilities = true;

  /** Those of the wanted settings that may be asked for. */
  of({ temperature, isToolForced, tokenProbabilities = false }: RequestSettings): RequestSettings {
    return {
      temperature: this.#takesTemperature ? temperature : undefined,
      isToolForced: this.#takesToolChoice && isToolForced,
      tokenProbabilities: this.#tellsProbabilities && tokenProbabilities,
    };
  }

  /** True when a request failed because of one of its settings, and may be sent without it. */
  learnFrom(error: unknown, settings: RequestSettings): boolean {
    if (!isRefusal(error)) return false;
    const { temperature, isToolForced, tokenProbabilities = false } = settings;
    const reason = failureIn(error)?.message ?? '';
    if (tokenProbabilities && NO_PROBABILITIES.test(reason)) {
      this.#tellsProbabilities = false;
      return true;
    }
    if (temperature !== undefined && NO_TEMPERATURE.test(reason)) {
      this.#takesTemperature = false;
      return true;
    }
    if (isToolForced && NO_TOOL_CHOICE.test(reason)) {
      this.#takesToolChoice = false;
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

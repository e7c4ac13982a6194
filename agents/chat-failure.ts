import { ArmapError, describeCause } from '../src/core/errors.ts';
import { DeadlineExceeded } from './deadline.ts';

/** Statuses of a server that may answer the same request later. */
const TRANSIENT_STATUSES = new Set([408, 409, 429]);

/** Of Node and its HTTP client, for connections that break or do not come about. */
const NETWORK_CODE =
  /^(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_\w+)$/;

/** OpenAI's code for an account without credit: a 429 that no waiting will change. */
const NO_CREDIT = 'insufficient_quota';

/** Why one request to a chat model failed, as data. */
export class ChatFailure extends Error {
  /** The HTTP status of the answer, if there was one. */
  readonly status: number | undefined;
  /** True when the same request may succeed later. */
  readonly isTransient: boolean;
  /** The least time that the server asks to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(
    problem: string,
    fields: {
      isTransient: boolean;
      status?: number | undefined;
      retryAfterMs?: number | undefined;
      cause?: unknown;
    },
  ) {
    super(problem, { cause: fields.cause });
    this.name = 'ChatFailure';
    this.status = fields.status;
    this.isTransient = fields.isTransient;
    this.retryAfterMs = fields.retryAfterMs;
  }
}

/** Reads what a LangChain model threw. Errors of this package mean what they say and stay. */
export function chatFailureOf(error: unknown): ChatFailure | ArmapError {
  if (error instanceof ChatFailure || ArmapError.isInstance(error)) return error;
  const causes = causesOf(error);
  const answer = causes.find((cause) => statusOf(cause) !== undefined);
  if (answer !== undefined) return refused(answer, statusOf(answer)!);
  if (error instanceof DeadlineExceeded || read(error, 'name') === 'TimeoutError') {
    return new ChatFailure(describeCause(error), { isTransient: true, cause: error });
  }
  if (error instanceof SyntaxError) {
    const problem = `the server sent broken JSON (${describeCause(error)})`;
    return new ChatFailure(problem, { isTransient: true, cause: error });
  }
  const broken = causes.find((cause) => NETWORK_CODE.test(String(read(cause, 'code'))));
  if (broken !== undefined) {
    // Node leaves the message empty when it has tried several addresses of one name.
    const problem = `no connection to the server (${describeCause(broken) || String(read(broken, 'code'))})`;
    return new ChatFailure(problem, { isTransient: true, cause: error });
  }
  return new ChatFailure(describeCause(error), { isTransient: false, cause: error });
}

function refused(error: unknown, status: number): ChatFailure {
  const text = describeCause(error).replace(new RegExp(`^${status}\\s*`), '');
  const isTransient =
    status >= 500 || (TRANSIENT_STATUSES.has(status) && read(error, 'code') !== NO_CREDIT);
  return new ChatFailure(`HTTP ${status}: ${text}`, {
    status,
    isTransient,
    retryAfterMs: retryAfterMsOf(error),
    cause: error,
  });
}

/** Providers put the status in one of three places. */
function statusOf(error: unknown): number | undefined {
  const places = [
    read(error, 'status'),
    read(error, 'statusCode'),
    read(read(error, 'response'), 'status'),
  ];
  return places.find((place) => typeof place === 'number');
}

/**
 * `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3). A date is compared with the
 * server's own `Date`, so that neither a wrong clock here nor one there matters.
 */
function retryAfterMsOf(error: unknown): number | undefined {
  const headers = read(error, 'headers') ?? read(read(error, 'response'), 'headers');
  const header = (name: string): string | undefined => {
    const value = headers instanceof Headers ? headers.get(name) : read(headers, name);
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  const text = header('retry-after');
  if (text === undefined) return undefined;
  const seconds = Number(text);
  const waitMs = Number.isNaN(seconds)
    ? Date.parse(text) - Date.parse(header('date') ?? '')
    : seconds * 1000;
  return waitMs >= 0 ? waitMs : undefined;
}

/** The error and what caused it, outermost first. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let cause = error; cause !== undefined; cause = read(cause, 'cause')) {
    if (causes.includes(cause)) break;
    causes.push(cause);
  }
  return causes;
}

function read(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null && name in holder
    ? (holder as Record<string, unknown>)[name]
    : undefined;
}

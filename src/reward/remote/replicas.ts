import { setTimeout as wait } from 'node:timers/promises';
import pRetry from 'p-retry';
import { describeCause } from '../../core/errors.ts';
import { limitCalls, type CallLimit } from '../../search/limit-calls.ts';
import { LinkedAbort } from './linked-abort.ts';

export interface ReplicaOptions {
  readonly urls: readonly string[];
  /** Sent as bearer token; never part of an error. */
  readonly key?: string | undefined;
  /** Requests that one replica is sent at a time; 8 if absent. */
  readonly concurrency?: number | undefined;
  /** For one attempt; a minute if absent. */
  readonly timeoutMs?: number | undefined;
  /** Times that a request is sent at most, the first included; 6 if absent. */
  readonly attempts?: number | undefined;
  /** Before the second attempt; doubles with each. A quarter of a second if absent. */
  readonly backoffMs?: number | undefined;
  /** A replica that failed so often is left alone for a while; 5 seconds if absent. */
  readonly restMs?: number | undefined;
}

export interface Call {
  readonly path: string;
  /** Sent as JSON, or as a form. A GET if absent. */
  readonly body?: object | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Failures in a row after which a replica is left alone. */
const FAILURES_BEFORE_REST = 2;
const LONGEST_RETRY_AFTER_SECONDS = 30;
const LATE = new Error('No answer in time');

/** A server answered, and not with success. */
export class StatusError extends Error {
  readonly status: number;
  /** Parsed, if it was JSON. */
  readonly body: unknown;
  readonly retryAfterSeconds: number;

  constructor(message: string, status: number, body: unknown, retryAfterSeconds: number) {
    super(message);
    this.name = 'StatusError';
    this.status = status;
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No server answered in time, or the connection broke. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

interface Replica {
  readonly url: string;
  readonly limit: CallLimit;
  waiting: number;
  failures: number;
  isResting: boolean;
}

/**
 * Servers that answer alike. A request goes to the least busy one; where it meets 429, 503 or a
 * broken connection it is sent again, after `Retry-After` if the server says so. A replica that
 * fails twice in a row rests for a while and is then tried again.
 */
export class Replicas {
  readonly #options: ReplicaOptions;
  readonly #replicas: readonly Replica[];

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.#replicas = options.urls.map((url) => ({
      url,
      limit: limitCalls(options.concurrency ?? 8),
      waiting: 0,
      failures: 0,
      isResting: false,
    }));
  }

  get urls(): readonly string[] {
    return this.#options.urls;
  }

  /** The same servers one by one, for what each has to be asked itself. */
  each(): Replicas[] {
    return this.urls.map((url) => new Replicas({ ...this.#options, urls: [url] }));
  }

  /**
   * The answer, parsed as JSON where it is JSON. Rejects with `StatusError` or `ConnectionError`
   * of the last attempt, or with the signal's reason.
   */
  async call(call: Call): Promise<unknown> {
    const { attempts = 6, backoffMs = 250 } = this.#options;
    return pRetry(() => this.#attempt(call), {
      retries: attempts - 1,
      minTimeout: backoffMs,
      maxTimeout: backoffMs * 32,
      randomize: true,
      ...(call.signal === undefined ? {} : { signal: call.signal }),
      shouldRetry: ({ error }) => isTemporary(error),
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (retriesLeft === 0 || !(error instanceof StatusError) || !isTemporary(error)) return;
        const seconds = Math.min(error.retryAfterSeconds, LONGEST_RETRY_AFTER_SECONDS);
        await wait(seconds * 1000, undefined, { signal: call.signal });
      },
    });
  }

  async #attempt(call: Call): Promise<unknown> {
    call.signal?.throwIfAborted();
    const replica = this.#choose();
    replica.waiting += 1;
    try {
      const answer = await replica.limit(() => this.#send(replica.url, call));
      replica.failures = 0;
      return answer;
    } catch (error) {
      if (isFailure(error) && call.signal?.aborted !== true) this.#blame(replica);
      throw error;
    } finally {
      replica.waiting -= 1;
    }
  }

  /** When all rest, resting is of no use. */
  #choose(): Replica {
    const awake = this.#replicas.filter(({ isResting }) => !isResting);
    const candidates = awake.length > 0 ? awake : this.#replicas;
    const [best] = [...candidates].sort((a, b) => a.failures - b.failures || a.waiting - b.waiting);
    return best!;
  }

  #blame(replica: Replica): void {
    replica.failures += 1;
    if (replica.failures < FAILURES_BEFORE_REST || replica.isResting) return;
    replica.isResting = true;
    setTimeout(() => {
      replica.isResting = false;
      replica.failures = 0;
    }, this.#options.restMs ?? 5000).unref();
  }

  async #send(url: string, { path, body, signal }: Call): Promise<unknown> {
    const { key, timeoutMs = 60_000 } = this.#options;
    const deadline = new LinkedAbort(signal);
    const timer = setTimeout(() => {
      deadline.abort(LATE);
    }, timeoutMs);
    const isForm = body instanceof FormData;
    let response: Response;
    let text: string;
    try {
      response = await fetch(url + path, {
        signal: deadline.signal,
        redirect: 'error',
        headers: {
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined
          ? {}
          : { method: 'POST', body: isForm ? body : JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (cause) {
      signal?.throwIfAborted();
      const reason =
        deadline.signal.reason === LATE ? `no answer within ${timeoutMs} ms` : innermost(cause);
      throw new ConnectionError(this.#redact(`${url}${path}: ${reason}`), { cause });
    } finally {
      clearTimeout(timer);
      deadline.release();
    }
    if (response.ok) return parsed(text);
    const told = parsed(this.#redact(text));
    const message = `${url}${path} answered ${response.status}: ${reasonIn(told).slice(0, 300)}`;
    const retryAfter = Number(response.headers.get('retry-after') ?? 0);
    throw new StatusError(
      message,
      response.status,
      told,
      Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : 0,
    );
  }

  /** A server may repeat what it was sent. */
  #redact(text: string): string {
    const { key } = this.#options;
    return key === undefined ? text : text.replaceAll(key, '***');
  }
}

function isTemporary(error: unknown): boolean {
  if (error instanceof StatusError) return error.status === 429 || error.status === 503;
  return error instanceof ConnectionError;
}

/** Busy is not broken. */
function isFailure(error: unknown): boolean {
  if (error instanceof StatusError) return error.status >= 500;
  return error instanceof ConnectionError;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Servers say why in one of these places. */
function reasonIn(body: unknown): string {
  if (typeof body !== 'object' || body === null) return String(body);
  for (const name of ['error', 'message', 'detail']) {
    const inner: unknown = Reflect.get(body, name);
    if (typeof inner === 'string' || (typeof inner === 'object' && inner !== null)) {
      return reasonIn(inner);
    }
  }
  return JSON.stringify(body);
}

/** `fetch` says "fetch failed" and keeps the reason to itself. */
function innermost(error: unknown): string {
  if (!(error instanceof Error) || error.cause === undefined) return describeCause(error);
  return innermost(error.cause);
}

import { describe, expect, it } from 'vitest';
import { InputError } from '../src/core/errors.ts';
import { ChatFailure, chatFailureOf } from './chat-failure.ts';
import { DeadlineExceeded } from './deadline.ts';

const failureOf = (error: unknown): ChatFailure => {
  const failure = chatFailureOf(error);
  if (failure instanceof ChatFailure) return failure;
  throw failure;
};

const answered = (status: number, more: object = {}): Error =>
  Object.assign(new Error(`${status} server text`), { status }, more);

describe('a failure of a chat model', () => {
  it.each([408, 409, 429, 500, 502, 503, 529])('may pass after status %i', (status) => {
    expect(failureOf(answered(status)).isTransient).toBe(true);
  });

  it.each([400, 401, 402, 403, 404, 413, 422])('stays after status %i', (status) => {
    expect(failureOf(answered(status)).isTransient).toBe(false);
  });

  it('stays when the account has no credit, though its status is 429', () => {
    expect(failureOf(answered(429, { code: 'insufficient_quota' })).isTransient).toBe(false);
  });

  it('names status and text of the server, each once', () => {
    expect(failureOf(answered(401)).message).toBe('HTTP 401: server text');
    const other = Object.assign(new Error('bad key\n\nTroubleshooting: ...'), { statusCode: 401 });
    expect(failureOf(other).message).toBe('HTTP 401: bad key');
  });

  it('finds the status in what an error was made from', () => {
    const error = new Error('too long', { cause: answered(400) });
    expect(failureOf(error)).toMatchObject({ status: 400, message: 'HTTP 400: server text' });
  });

  it('finds the status inside a response', () => {
    const error = Object.assign(new Error('no'), { response: { status: 503 } });
    expect(failureOf(error)).toMatchObject({ status: 503, isTransient: true });
  });

  it.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['fractions of a second', { 'retry-after': '0.25' }, 250],
    [
      'a date, against the clock of the server',
      { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT', date: 'Wed, 21 Oct 2015 07:28:00 GMT' },
      30_000,
    ],
    [
      'a date without one to compare',
      { 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT' },
      undefined,
    ],
    ['a negative number', { 'retry-after': '-1' }, undefined],
    ['nonsense', { 'retry-after': 'soon' }, undefined],
    ['nothing', {}, undefined],
  ])('reads Retry-After as %s', (_, headers, expected) => {
    expect(failureOf(answered(503, { headers })).retryAfterMs).toBe(expected);
    const fetched = answered(503, { headers: new Headers(headers) });
    expect(failureOf(fetched).retryAfterMs).toBe(expected);
  });

  it.each([
    ['a broken connection', Object.assign(new Error('read'), { code: 'ECONNRESET' })],
    [
      'one deep inside',
      new Error('Connection error.', {
        cause: new TypeError('fetch failed', {
          cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), {
            code: 'ECONNREFUSED',
          }),
        }),
      }),
    ],
    [
      'a body that broke off',
      Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
    ],
    ['broken JSON', new SyntaxError('Unexpected end of JSON input')],
    ['a time limit of ours', new DeadlineExceeded(5)],
    ['a time limit of the client', Object.assign(new Error('timed out'), { name: 'TimeoutError' })],
  ])('may pass after %s', (_, error) => {
    expect(failureOf(error)).toMatchObject({ isTransient: true, cause: error });
  });

  it('names the address that could not be reached', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), {
      code: 'ECONNREFUSED',
    });
    expect(failureOf(new Error('Connection error.', { cause })).message).toBe(
      'no connection to the server (connect ECONNREFUSED 127.0.0.1:9)',
    );
    const several = Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' });
    expect(failureOf(several).message).toBe('no connection to the server (ECONNREFUSED)');
  });

  it.each([new TypeError('x is not a function'), 'a string', undefined, null])(
    'stays after %s, which no waiting will change',
    (error) => {
      expect(failureOf(error)).toMatchObject({ isTransient: false, cause: error });
    },
  );

  it('survives causes in a circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(failureOf(error).isTransient).toBe(false);
  });

  it('leaves the errors of this package as they are', () => {
    const error = new InputError({ problem: 'no key', remedy: 'Set one' });
    expect(chatFailureOf(error)).toBe(error);
  });
});

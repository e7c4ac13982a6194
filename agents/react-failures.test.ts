import { describe, expect, it } from 'vitest';
import { InputError, PolicyError } from '../src/core/errors.ts';
import type { Policy } from '../src/core/policy.ts';
import { openChatModel } from './chat-model.ts';
import {
  answer,
  hang,
  html,
  json,
  noChoices,
  rateLimited,
  refuse,
  reset,
  slowly,
  startOpenAiServer,
  truncatedJson,
  type Behaviour,
  type RecordedRequest,
} from './testing/openai-server.ts';
import { openWalker, walkerContext } from './testing/walker.ts';

const LEFT = 'Action: left';
const ONE = { count: 1, temperature: 1 };

async function failureOf(policy: Policy, options = ONE): Promise<PolicyError> {
  const outcome: unknown = await Promise.resolve(policy.propose(walkerContext(), options)).catch(
    (error: unknown) => error,
  );
  if (outcome instanceof PolicyError) return outcome;
  throw new Error('It did not fail as a policy', { cause: outcome });
}

describe('a server in trouble', () => {
  it.each<[string, Behaviour]>([
    ['limits the rate', rateLimited(0)],
    ['has an error of its own', refuse(500, 'oops')],
    ['is overloaded', refuse(503, 'busy')],
    ['timed out', refuse(408, 'too slow')],
    ['sees a conflict', refuse(409, 'again')],
    ['breaks the connection', reset()],
    ['sends broken JSON', truncatedJson()],
    ['sends a page', html()],
    ['sends no choices', noChoices()],
    ['takes too long', slowly(500, 'Action: late')],
    ['does not answer', hang()],
  ])('is asked again when it %s', async (_, behaviour) => {
    await using server = await startOpenAiServer([behaviour, behaviour, answer(LEFT)]);
    const policy = await openWalker(server.baseUrl, { timeoutMs: 100 });
    const { proposals, usage } = await policy.propose(walkerContext(), ONE);
    expect(proposals).toEqual([{ action: 'left' }]);
    expect(server.requests).toHaveLength(3);
    expect(usage).toEqual({ policyCalls: 1, ...server.sent, costUsd: 0 });
  });

  it('is given the time that it asks for', async () => {
    await using server = await startOpenAiServer([rateLimited(0.15), answer(LEFT)]);
    const policy = await openWalker(server.baseUrl);
    const before = performance.now();
    await policy.propose(walkerContext(), ONE);
    expect(performance.now() - before).toBeGreaterThanOrEqual(149);
  });

  it('is given up after the last attempt', async () => {
    await using server = await startOpenAiServer(refuse(503, 'busy'));
    const policy = await openWalker(server.baseUrl, { attempts: 3 });
    expect(await failureOf(policy)).toMatchObject({
      policy: 'openai:walker',
      attempts: 3,
      message: 'Policy openai:walker failed after 3 attempts: HTTP 503: busy',
    });
    expect(server.requests).toHaveLength(3);
  });

  it('is named by its address when it cannot be reached', async () => {
    const server = await startOpenAiServer(answer(LEFT));
    await server.close();
    const policy = await openWalker(server.baseUrl, { attempts: 2 });
    const { message } = await failureOf(policy);
    expect(message).toContain(new URL(server.baseUrl).host);
  });
});

describe('a server that refuses', () => {
  it.each([400, 401, 403, 404])('with %i is not asked again', async (status) => {
    await using server = await startOpenAiServer(refuse(status, 'no such thing'));
    const policy = await openWalker(server.baseUrl);
    const failure = await failureOf(policy);
    expect(failure.message).toBe(
      `Policy openai:walker failed after 1 attempt: HTTP ${status}: no such thing`,
    );
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['under "error"', '{"error":{"message":"no such model"}}', 'no such model'],
    ['as "message"', '{"object":"error","message":"no such model"}', 'no such model'],
    ['as "detail"', '{"detail":"no such model"}', '{"detail":"no such model"}'],
    ['as plain text', 'no such model', 'no such model'],
  ])('and says why %s is quoted', async (_, body, reason) => {
    await using server = await startOpenAiServer(json(404, body));
    const { message } = await failureOf(await openWalker(server.baseUrl));
    expect(message).toBe(`Policy openai:walker failed after 1 attempt: HTTP 404: ${reason}`);
  });

  it('for lack of credit is not asked again', async () => {
    const noCredit = refuse(429, 'You exceeded your quota', { code: 'insufficient_quota' });
    await using server = await startOpenAiServer(noCredit);
    const policy = await openWalker(server.baseUrl);
    expect(await failureOf(policy)).toMatchObject({ attempts: 1 });
  });
});

describe('what a failed call cost', () => {
  it('includes answers that were empty', async () => {
    await using server = await startOpenAiServer(noChoices());
    const policy = await openWalker(server.baseUrl, { attempts: 3 });
    const { usage, message } = await failureOf(policy);
    expect(message).toContain('the server sent no choices');
    expect(server.sent.promptTokens).toBeGreaterThan(0);
    expect(usage).toEqual({ policyCalls: 1, ...server.sent, costUsd: 0 });
  });

  it('includes the other requests of the call, also those that end later', async () => {
    const script = (_: RecordedRequest, index: number): Behaviour =>
      index === 1 ? refuse(401, 'key revoked') : slowly(40, LEFT);
    await using server = await startOpenAiServer(script);
    const policy = await openWalker(server.baseUrl, { maxCandidatesPerRequest: 2 });
    const { usage } = await failureOf(policy, { count: 6, temperature: 1 });
    expect(server.requests).toHaveLength(3);
    expect(server.sent.completionTokens).toBeGreaterThan(0);
    expect(usage).toEqual({ policyCalls: 1, ...server.sent, costUsd: 0 });
  });

  it('includes the reply that a failed repair was to repair', async () => {
    await using server = await startOpenAiServer([answer('prose'), refuse(401, 'key revoked')]);
    const policy = await openWalker(server.baseUrl, {
      price: { promptUsdPerMillionTokens: 1e6, completionUsdPerMillionTokens: 2e6 },
    });
    const { usage } = await failureOf(policy);
    const { promptTokens, completionTokens } = server.sent;
    const costUsd = promptTokens + 2 * completionTokens;
    expect(usage).toEqual({ policyCalls: 1, promptTokens, completionTokens, costUsd });
  });
});

describe('cancellation', () => {
  it.each([new Error('enough'), 'enough'])('rejects at once with %s during a hang', async (why) => {
    await using server = await startOpenAiServer(hang());
    const policy = await openWalker(server.baseUrl);
    const controller = new AbortController();
    const outcome = Promise.resolve(
      policy.propose(walkerContext(), { count: 3, temperature: 1, signal: controller.signal }),
    ).catch((error: unknown) => error);
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort(why);
    expect(await outcome).toBe(why);
    await expect.poll(server.abandoned).toBe(1);
  });

  it('rejects at once while it waits for the next attempt', async () => {
    await using server = await startOpenAiServer(rateLimited(60));
    const policy = await openWalker(server.baseUrl);
    const controller = new AbortController();
    const outcome = Promise.resolve(
      policy.propose(walkerContext(), { ...ONE, signal: controller.signal }),
    ).catch((error: unknown) => error);
    await expect.poll(() => server.requests.length).toBe(1);
    // Long enough for the answer to have come, so that the wait has begun.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await outcome).toBe(reason);
    expect(server.requests).toHaveLength(1);
  });

  it('sends nothing when it comes before the call', async () => {
    await using server = await startOpenAiServer(answer(LEFT));
    const policy = await openWalker(server.baseUrl);
    const signal = AbortSignal.abort('early');
    await expect(policy.propose(walkerContext(), { ...ONE, signal })).rejects.toBe('early');
    expect(server.requests).toHaveLength(0);
  });
});

describe('a model that cannot be opened', () => {
  it('is bad input, not a failure of the policy', async () => {
    const problem = new InputError({ problem: 'there is no key', remedy: 'Set one' });
    const policy = await openWalker('http://127.0.0.1:9/v1', {
      model: () => Promise.reject(problem),
    });
    await expect(policy.propose(walkerContext(), ONE)).rejects.toBe(problem);
  });

  it('is opened afresh for the next call', async () => {
    await using server = await startOpenAiServer(answer(LEFT));
    const model = await openChatModel('openai:walker', { baseUrl: server.baseUrl });
    let opened = 0;
    const policy = await openWalker(server.baseUrl, {
      model: async (settings) => {
        opened += 1;
        if (opened === 1) throw new Error('disk full');
        return model(settings);
      },
    });
    await expect(policy.propose(walkerContext(), ONE)).rejects.toThrow('disk full');
    await policy.propose(walkerContext(), ONE);
    await policy.propose(walkerContext(), ONE);
    expect(opened).toBe(2);
  });
});

import { describe, expect, it } from 'vitest';
import type { Remaining } from '../src/core/budget.ts';
import { PolicyError } from '../src/core/errors.ts';
import {
  answer,
  answerOnce,
  noChoices,
  startOpenAiServer,
  type Behaviour,
  type Script,
} from './testing/openai-server.ts';
import { openWalker, walkerContext } from './testing/walker.ts';

const LEFT = 'Action: left';
const PROSE = 'I would go left.';
const PRICE = { promptUsdPerMillionTokens: 1e6, completionUsdPerMillionTokens: 2e6 };

async function propose(script: Script, count: number, remaining: Remaining) {
  await using server = await startOpenAiServer(script);
  const policy = await openWalker(server.baseUrl, { price: PRICE, attempts: 10 });
  const options = { count, temperature: 1 };
  const bound = policy.costBound?.(walkerContext(), options) ?? {};
  const outcome = await Promise.resolve(policy.propose(walkerContext(remaining), options)).catch(
    (error: unknown) => {
      if (error instanceof PolicyError) return { proposals: [], usage: error.usage, error };
      throw error;
    },
  );
  return { error: undefined, ...outcome, bound, server };
}

describe('the bound of the cost', () => {
  it('grows with the prompt and with the number of candidates', async () => {
    const policy = await openWalker('http://127.0.0.1:9/v1', { price: PRICE });
    const bound = (text: string, count: number) =>
      policy.costBound?.({ ...walkerContext(), observation: { text } }, { count, temperature: 1 });
    const short = bound('here', 1);
    const long = bound('here'.repeat(100), 1);
    const several = bound('here', 3);
    expect(short?.policyCalls).toBe(1);
    expect(long?.promptTokens).toBeGreaterThan(short!.promptTokens! + 400);
    expect(several?.promptTokens).toBe(short?.promptTokens);
    expect(several?.completionTokens).toBe(3 * 2 * 256);
    expect(several?.costUsd).toBe(several!.promptTokens! + 2 * several!.completionTokens!);
  });

  it('counts the prompt for each candidate once the server is known to give one choice', async () => {
    await using server = await startOpenAiServer(answerOnce(LEFT));
    const policy = await openWalker(server.baseUrl);
    const options = { count: 4, temperature: 1 };
    const before = policy.costBound?.(walkerContext(), options);
    await policy.propose(walkerContext(), options);
    const after = policy.costBound?.(walkerContext(), options);
    expect(after?.promptTokens).toBe(4 * before!.promptTokens!);
    expect(after?.completionTokens).toBe(before?.completionTokens);
  });

  it('is not exceeded in a limited budget, however badly the server behaves', async () => {
    const scripts: Script[] = [
      answer(PROSE),
      answerOnce(PROSE),
      noChoices(),
      answer('word '.repeat(200)),
      (_, index): Behaviour => (index % 2 === 0 ? noChoices() : answer(PROSE)),
    ];
    const remaining = { promptTokens: 1e6, completionTokens: 1e6, costUsd: 1e6 };
    for (const script of scripts) {
      const { usage, bound, server } = await propose(script, 4, remaining);
      expect(usage).toMatchObject(server.sent);
      expect(usage.promptTokens).toBeLessThanOrEqual(bound.promptTokens!);
      expect(usage.completionTokens).toBeLessThanOrEqual(bound.completionTokens!);
      expect(usage.costUsd).toBeLessThanOrEqual(bound.costUsd!);
    }
  });
});

describe('a budget that is nearly used up', () => {
  it.each<Remaining>([{ promptTokens: 1 }, { completionTokens: 1 }, { costUsd: 0.01 }])(
    'with %o left buys no repair',
    async (remaining) => {
      const { server, proposals, usage } = await propose(answer(PROSE), 1, remaining);
      expect(proposals).toEqual([]);
      expect(server.requests).toHaveLength(1);
      expect(usage).toMatchObject(server.sent);
    },
  );

  it('buys no further requests from a server that gives one choice', async () => {
    const { server, proposals } = await propose(answerOnce(LEFT), 20, { promptTokens: 1 });
    expect(proposals).toHaveLength(1);
    expect(server.requests).toHaveLength(1);
  });

  it('buys no further attempt after an empty answer that was charged', async () => {
    const { server, error } = await propose(noChoices(), 1, { promptTokens: 1 });
    expect(server.requests.length).toBeLessThan(10);
    expect(error).toMatchObject({
      code: 'policy',
      message: expect.stringContaining('the server sent no choices; no promptTokens') as string,
    });
  });

  it('leaves a repair be when it is not limited in tokens or money', async () => {
    const script = [answer(PROSE), answer(LEFT)];
    const { proposals } = await propose(script, 1, { policyCalls: 1, wallMs: 1 });
    expect(proposals).toEqual([{ action: 'left' }]);
  });
});

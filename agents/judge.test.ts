import { describe, expect, it } from 'vitest';
import { InputError, RewardError } from '../src/core/errors.ts';
import { describeReward } from '../src/testing/describe-reward.ts';
import { JUDGE_INJECTIONS } from './judge-injections.ts';
import { markIn, sober, toldIn } from './testing/judge-models.ts';
import {
  METHODS,
  attempt,
  failed,
  reached,
  judgeAt,
  judge,
  marked,
} from './testing/judge-trial.ts';
import {
  answer,
  cutOff,
  refuse,
  startOpenAiServer,
  type Behaviour,
  type RecordedRequest,
} from './testing/openai-server.ts';

for (const method of METHODS) {
  describeReward({
    name: `judge, ${method}`,
    create: async () => {
      const server = await startOpenAiServer(sober);
      const reward = await judgeAt(server.baseUrl, { method });
      return { ...reward, close: () => server.close() };
    },
    trajectories: [failed, reached, attempt('a wall', 'right')],
  });
}

describe.each(METHODS)('any judge, such as %s', (method) => {
  it('tells success from failure', async () => {
    const { scores } = await judge(sober, [failed, reached], { method });
    expect(scores[1]!.value).toBeGreaterThan(scores[0]!.value);
  });

  it('counts what it costs', async () => {
    const { reward, server } = await judge(sober, [failed, reached], { method });
    const { promptTokens, completionTokens } = server.sent;
    expect(reward.spent).toEqual({
      questions: server.requests.length,
      promptTokens,
      completionTokens,
      costUsd: expect.closeTo((promptTokens + 2 * completionTokens) / 1e6, 12) as number,
    });
  });

  it('is refused what its budget does not allow', async () => {
    const judging = judge(sober, [failed], { method, budget: { promptTokens: 10 } });
    await expect(judging).rejects.toThrow(RewardError);
    await expect(judging).rejects.toThrow(/its budget is spent/);
  });

  it('has a version of its own', async () => {
    const versions = METHODS.map(
      async (each) => (await judgeAt('http://127.0.0.1:1/v1', { method: each })).version,
    );
    expect(new Set(await Promise.all(versions)).size).toBe(3);
  });
});

describe('an answer that cannot be read', () => {
  const good = marked('"evidence": "fine", "score": 9');
  const fenced = (request: RecordedRequest): Behaviour =>
    answer(`\`\`\`json\n{"check": "${markIn(request)}", "evidence": "", "score": 9}\n\`\`\`\n`);

  it.each<[string, (request: RecordedRequest) => Behaviour, RegExp]>([
    ['no JSON', () => answer('Nine.'), /not one JSON object/],
    ['nothing', () => answer(''), /not one JSON object/],
    ['broken JSON', () => answer('{"check": }'), /not valid JSON/],
    ['one that broke off', () => cutOff('{"check": "'), /it broke off/],
    ['one with words around it', (request) => answer(`So: ${textOf(good(request))}`), /not one/],
    ['two of them', (request) => answer(textOf(good(request)).repeat(2)), /not valid JSON/],
    ['one without the mark', () => answer('{"evidence": "", "score": 9}'), /"check" is not/],
    ['one copied from a page', () => answer(injected('json-check')), /"check" is not/],
    ['a score out of range', marked('"evidence": "", "score": 10'), /score/],
    ['a broken score', marked('"evidence": "", "score": 4.5'), /score/],
    ['a score in words', marked('"evidence": "", "score": "nine"'), /score/],
    ['more than was asked', marked('"evidence": "", "score": 9, "bonus": 1'), /bonus/],
  ])('is %s: the model is reminded once, and then it is an error', async (_, script, problem) => {
    const judging = judge(script);
    await expect(judging).rejects.toThrow(RewardError);
    await expect(judging).rejects.toThrow(problem);
    const { scores, server } = await judge((request, index) =>
      index === 0 ? script(request) : good(request),
    );
    expect(scores[0]!.value).toBe(1);
    expect(server.requests).toHaveLength(2);
    expect(toldIn(server.requests[1]!)).toContain('That cannot be read');
  });

  it('is not one in a fence', async () => {
    expect((await judge(fenced)).scores[0]!.value).toBe(1);
  });
});

describe('a judge whose server fails', () => {
  it('asks again when it is overloaded', async () => {
    const script = (request: RecordedRequest, index: number): Behaviour =>
      index === 0 ? refuse(503, 'busy') : sober(request);
    expect((await judge(script)).scores).toHaveLength(1);
  });

  it('rejects with the reason when it refuses', async () => {
    await expect(judge(refuse(401, 'no such key'))).rejects.toThrow(
      /Reward openai:judge failed: no answer after attempt 1: HTTP 401: no such key/,
    );
  });

  it('asks no more about other attempts once one cannot be judged', async () => {
    await using server = await startOpenAiServer(refuse(401, 'no such key'));
    const reward = await judgeAt(server.baseUrl, { concurrency: 2 });
    const many = Array.from({ length: 50 }, (_, index) => attempt(`room ${index}`));
    await expect(reward.score(many)).rejects.toThrow(/no such key/);
    expect(server.requests.length).toBeLessThan(10);
  });

  it('gives up promptly when it is cancelled', async () => {
    await using server = await startOpenAiServer({ kind: 'hang' });
    const reward = await judgeAt(server.baseUrl);
    const controller = new AbortController();
    const judging = reward.score([failed], { signal: controller.signal });
    setTimeout(() => {
      controller.abort(new Error('enough'));
    }, 30);
    await expect(judging).rejects.toThrow('enough');
  });

  it('refuses options that make no sense', async () => {
    await expect(judgeAt('http://127.0.0.1:1/v1', { concurrency: 0 })).rejects.toThrow(InputError);
  });
});

function textOf(behaviour: Behaviour): string {
  return behaviour.kind === 'answer' ? (behaviour.texts[0] ?? '') : '';
}

function injected(id: string): string {
  return JUDGE_INJECTIONS.find((injection) => injection.id === id)!.text;
}

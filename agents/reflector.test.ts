import { FakeListChatModel } from '@langchain/core/utils/testing';
import { describe, expect, it } from 'vitest';
import { PolicyError } from '../src/core/errors.ts';
import type { ReflectOptions } from '../src/core/reflector.ts';
import { createRng } from '../src/core/rng.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import { NO_USAGE } from '../src/core/usage.ts';
import { openChatModel } from './chat-model.ts';
import { createChatReflector, type ChatReflectorOptions } from './reflector.ts';
import { answer, refuse, startOpenAiServer, type Script } from './testing/openai-server.ts';

const trial: Trajectory = {
  id: 'task/trial-0',
  benchmark: 'test',
  taskId: 'task',
  intent: 'walk to the prize',
  steps: [
    { observation: { text: 'at a crossing' }, thought: 'left looks good', action: 'left' },
    { observation: { text: 'at a bridge' }, action: 'cross' },
  ],
  final: { text: 'in the river' },
  end: 'truncated',
  facts: { actions: 2 },
  usage: NO_USAGE,
};
const score = { raw: -1.23, value: 0.2264 };
const PRICE = { promptUsdPerMillionTokens: 1e6, completionUsdPerMillionTokens: 2e6 };

/** Reflects on the trial, over a server with this script. */
async function reflect(
  script: Script,
  options: Partial<ReflectOptions> = {},
  changes: Partial<ChatReflectorOptions> = {},
) {
  await using server = await startOpenAiServer(script);
  const reflector = createChatReflector({
    name: 'openai:thinker',
    model: await openChatModel('openai:thinker', { baseUrl: server.baseUrl, environment: {} }),
    price: PRICE,
    firstDelayMs: 1,
    ...changes,
  });
  const bound = reflector.costBound!(trial, score);
  const all = { remaining: {}, rng: createRng(1), ...options };
  const outcome = await Promise.resolve(reflector.reflect(trial, score, all)).catch(
    (error: unknown) => {
      if (error instanceof PolicyError) return { reflection: '', usage: error.usage, error };
      throw error;
    },
  );
  return { error: undefined, ...outcome, bound, server };
}

describe('a reflector over a chat model', () => {
  it('tells the model the goal and the attempt, at temperature 0', async () => {
    const { reflection, server } = await reflect(answer(' Do not cross. \n'));
    expect(reflection).toBe('Do not cross.');
    const [request] = server.requests;
    expect(request?.body.temperature).toBe(0);
    expect(request?.body.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(request?.body.messages[1]?.content).toBe(
      [
        'Goal: walk to the prize',
        'Page: at a crossing',
        'Thought: left looks good',
        'Action: left',
        'Page: at a bridge',
        'Action: cross',
        'Page: in the river',
        'No more actions were allowed.',
        'The attempt was judged to have failed. What should the next attempt do instead?',
      ].join('\n'),
    );
  });

  it('tells no score, so that a constant added to all scores changes no word', async () => {
    const { server } = await reflect(answer('Do not cross.'));
    expect(JSON.stringify(server.requests)).not.toMatch(/1\.23|0\.2264/);
  });

  it('works with any chat model of LangChain', async () => {
    const model = new FakeListChatModel({ responses: ['Go right.'] });
    const reflector = createChatReflector({ name: 'fake', model: async () => model });
    const options = { remaining: {}, rng: createRng(1) };
    expect(await reflector.reflect(trial, score, options)).toEqual({
      reflection: 'Go right.',
      usage: { policyCalls: 1, promptTokens: 0, completionTokens: 0, costUsd: 0 },
    });
  });

  it('counts as one policy call, with the tokens that the server counted, within its bound', async () => {
    const { usage, bound, server } = await reflect(answer('Do not cross.'));
    expect(usage).toEqual({
      policyCalls: 1,
      ...server.sent,
      costUsd: server.sent.promptTokens + 2 * server.sent.completionTokens,
    });
    expect(bound.policyCalls).toBe(1);
    for (const resource of ['promptTokens', 'completionTokens', 'costUsd'] as const) {
      expect(usage[resource]).toBeLessThanOrEqual(bound[resource]!);
    }
  });

  it('tells a long attempt by its last steps, and no page in full that is long', async () => {
    const step = { observation: { text: 'page '.repeat(10_000) }, action: 'on' };
    const long = { ...trial, steps: Array.from({ length: 500 }, () => step) };
    const model = new FakeListChatModel({ responses: ['Go right.'] });
    const reflector = createChatReflector({ name: 'fake', model: async () => model });
    expect(reflector.costBound!(long, score).promptTokens).toBeLessThan(25_000);
  });

  it.each<[string, Script]>([
    ['refuses', refuse(400, 'no')],
    ['writes nothing', answer('  ')],
  ])('rejects when the model %s, with what that cost', async (_, script) => {
    const { error, usage, server } = await reflect(script);
    expect(error?.policy).toBe('openai:thinker');
    expect(usage).toMatchObject({ policyCalls: 1, ...server.sent });
  });

  it('asks again when the server is overloaded', async () => {
    const { reflection } = await reflect([refuse(503, 'busy'), answer('Go right.')]);
    expect(reflection).toBe('Go right.');
  });

  it('gives up promptly when it is cancelled', async () => {
    const controller = new AbortController();
    const hanging = reflect({ kind: 'hang' }, { signal: controller.signal });
    setTimeout(() => {
      controller.abort(new Error('enough'));
    }, 30);
    await expect(hanging).rejects.toThrow('enough');
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { FakeListChatModel, FakeStreamingChatModel } from '@langchain/core/utils/testing';
import { InputError } from '../src/core/errors.ts';
import { describePolicy } from '../src/testing/describe-policy.ts';
import { createReactPolicy } from './react.ts';
import {
  answer,
  answerOnce,
  callTool,
  callTools,
  cutOff,
  json,
  noChoices,
  refuse,
  startOpenAiServer,
  type Behaviour,
  type OpenAiServer,
  type RecordedRequest,
  type Script,
  type WrittenCall,
} from './testing/openai-server.ts';
import { openWalker, WALKER_PROMPT, walkerContext } from './testing/walker.ts';

const LEFT = callTool('walk', { direction: 'left' });
const left: WrittenCall = { name: 'walk', arguments: '{"direction":"left"}' };
const PRICE = { promptUsdPerMillionTokens: 1e6, completionUsdPerMillionTokens: 2e6 };

async function propose(script: Script, count = 1) {
  await using server = await startOpenAiServer(script);
  const policy = await openWalker(server.baseUrl, { dialect: 'tools', price: PRICE });
  const options = { count, temperature: 1 };
  const bound = policy.costBound?.(walkerContext(), options);
  const reply = await policy.propose(walkerContext(), options);
  return { ...reply, bound, server };
}

/** LangChain advises on its packages when no call of a message can be parsed. */
function withoutAdvice(): void {
  vi.spyOn(console, 'warn').mockReturnValue(undefined);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a model that acts by calling tools', () => {
  it('is told of them, and made to call one', async () => {
    const { server } = await propose(LEFT);
    expect(server.requests[0]?.body).toMatchObject({
      messages: [
        { role: 'system', content: 'Walk to the prize by calling functions.' },
        { role: 'user', content: 'at a crossing' },
      ],
      tool_choice: 'required',
      tools: [
        {
          type: 'function',
          function: {
            name: 'walk',
            description: 'Walks in one direction.',
            parameters: {
              type: 'object',
              properties: { direction: { type: 'string', enum: ['left', 'right'] } },
              required: ['direction'],
            },
          },
        },
        { function: { name: 'jump' } },
      ],
    });
  });

  it('proposes the action that its call stands for', async () => {
    expect((await propose(LEFT)).proposals).toEqual([{ action: 'left' }]);
  });

  it('thinks in the text beside the call', async () => {
    const script: Behaviour = { kind: 'answer', texts: ['Thought: the sun'], calls: [[left]] };
    expect((await propose(script)).proposals).toEqual([{ thought: 'the sun', action: 'left' }]);
  });

  it('gives several candidates for one request', async () => {
    const directions = ['left', 'right', 'left'].map((direction) => ({ direction }));
    const { proposals, usage, server } = await propose(callTool('walk', ...directions), 3);
    expect(proposals.map(({ action }) => action)).toEqual(['left', 'right', 'left']);
    expect(server.requests.map(({ body }) => body.n)).toEqual([3]);
    expect(usage).toMatchObject(server.sent);
  });

  it('is asked one by one by a server that gives one choice', async () => {
    const { proposals, server } = await propose({ ...LEFT, choices: 1 } as Behaviour, 3);
    expect(proposals).toHaveLength(3);
    expect(server.requests.map(({ body }) => body.n)).toEqual([3, 1, 1]);
  });

  it('may be any chat model of LangChain that takes tools', async () => {
    const model = new FakeListChatModel({ responses: ['Action: left'] });
    const policy = createReactPolicy({
      name: 'fake',
      model: async () => model,
      prompt: WALKER_PROMPT,
      dialect: 'tools',
    });
    const { proposals } = await policy.propose(walkerContext(), { count: 1, temperature: 0 });
    expect(proposals).toEqual([{ action: 'left' }]);
  });

  it('is bad input when it takes none', async () => {
    const model: BaseChatModel = new FakeStreamingChatModel({});
    Object.assign(model, { bindTools: undefined });
    const policy = await openWalker('http://127.0.0.1:9/v1', {
      model: async () => model,
      dialect: 'tools',
    });
    const outcome = policy.propose(walkerContext(), { count: 1, temperature: 0 });
    await expect(outcome).rejects.toThrow(
      new InputError({
        place: { option: '--dialect' },
        problem: 'this chat model cannot call tools',
        remedy: 'Choose text',
      }),
    );
  });

  it('needs a prompt with tools', async () => {
    const prompt = { ...WALKER_PROMPT, tools: undefined };
    const outcome = openWalker('http://127.0.0.1:9/v1', { prompt, dialect: 'tools' });
    await expect(outcome).rejects.toThrow('--dialect: the prompt of this benchmark declares no');
  });
});

describe('a server that does not make a model call a tool', () => {
  const refusesChoice = ({ body }: RecordedRequest): Behaviour =>
    body.tool_choice === 'required'
      ? refuse(400, "tool_choice 'required' is not supported by this model")
      : LEFT;

  it('is asked without that, which is remembered', async () => {
    await using server = await startOpenAiServer(refusesChoice);
    const policy = await openWalker(server.baseUrl, { dialect: 'tools' });
    for (let again = 0; again < 2; again += 1) {
      const { proposals } = await policy.propose(walkerContext(), { count: 2, temperature: 1 });
      expect(proposals).toHaveLength(2);
    }
    const choices = server.requests.map(({ body }) => body.tool_choice);
    expect(choices).toEqual(['required', undefined, undefined]);
  });

  it('may know neither that nor a temperature', async () => {
    const script = (request: RecordedRequest): Behaviour =>
      request.body.temperature === undefined
        ? refusesChoice(request)
        : refuse(400, "Unsupported value: 'temperature' does not support 1 with this model");
    expect((await propose(script)).proposals).toEqual([{ action: 'left' }]);
  });

  it('is quoted when it takes no tools at all', async () => {
    await using server = await startOpenAiServer(refuse(400, 'tools are not supported'));
    const policy = await openWalker(server.baseUrl, { dialect: 'tools' });
    const outcome = policy.propose(walkerContext(), { count: 1, temperature: 1 });
    await expect(outcome).rejects.toThrow('HTTP 400: tools are not supported');
  });
});

describe('a reply with several calls', () => {
  it('counts by the first', async () => {
    const right = { name: 'walk', arguments: '{"direction":"right"}' };
    const { proposals } = await propose(callTools([left, right]));
    expect(proposals).toEqual([{ action: 'left' }]);
  });

  it.each<[string, WrittenCall]>([
    ['an unknown tool', { name: 'fly', arguments: '{}' }],
    ['broken JSON', { name: 'walk', arguments: '{"direction":"ri' }],
    ['wrong arguments', { name: 'walk', arguments: '{"direction":"up"}' }],
    ['an impossible action', { name: 'jump', arguments: '{"to":"the moon"}' }],
  ])('counts by the first that is right when one before has %s', async (_, wrong) => {
    const { proposals, server } = await propose(callTools([wrong, left]));
    expect(proposals).toEqual([{ action: 'left' }]);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a reply without a right call', () => {
  const wrongs: [string, WrittenCall, string][] = [
    ['an unknown tool', { name: 'fly', arguments: '{"to":"x"}' }, 'fly({"to":"x"})'],
    ['broken JSON', { name: 'walk', arguments: '{"direction"' }, 'walk({"direction")'],
    ['no JSON at all', { name: 'walk', arguments: 'left' }, 'walk(left)'],
    ['no arguments', { name: 'walk', arguments: '' }, 'walk()'],
    ['no object', { name: 'walk', arguments: '["left"]' }, 'walk(["left"])'],
    ['missing arguments', { name: 'walk', arguments: '{}' }, 'walk({})'],
    ['wrong arguments', { name: 'walk', arguments: '{"direction":3}' }, 'walk({"direction":3})'],
    [
      'an impossible action',
      { name: 'jump', arguments: '{"to":"the moon"}' },
      'jump({"to":"the moon"})',
    ],
  ];

  it.each(wrongs)('but %s is sent back once, in words', async (_, wrong, told) => {
    withoutAdvice();
    const { proposals, usage, server } = await propose([callTools([wrong]), LEFT]);
    expect(proposals).toEqual([{ action: 'left' }]);
    expect(server.requests[1]?.body.messages.slice(2)).toEqual([
      { role: 'assistant', content: told },
      { role: 'user', content: 'Call one of the functions.' },
    ]);
    expect(server.requests[1]?.body.tools).toHaveLength(2);
    expect(usage).toMatchObject(server.sent);
  });

  it.each(wrongs)('but %s is dropped when the repair has none either', async (_, wrong) => {
    withoutAdvice();
    const { proposals, server } = await propose(callTools([wrong]));
    expect(proposals).toEqual([]);
    expect(server.requests).toHaveLength(2);
  });

  it('is sent back when it is prose', async () => {
    const { proposals, server } = await propose([answer('I would go left.'), LEFT]);
    expect(proposals).toEqual([{ action: 'left' }]);
    expect(server.requests[1]?.body.messages[2]?.content).toBe('I would go left.');
  });

  it('is read as text when it has an action in words', async () => {
    const { proposals, server } = await propose(answer('Thought: hm\nAction: left'));
    expect(proposals).toEqual([{ thought: 'hm', action: 'left' }]);
    expect(server.requests).toHaveLength(1);
  });

  it('is read as text when it has one beside a wrong call', async () => {
    const calls = [[{ name: 'fly', arguments: '{}' }]];
    const { proposals } = await propose({ kind: 'answer', texts: ['Action: left'], calls });
    expect(proposals).toEqual([{ action: 'left' }]);
  });

  it.each([
    ['a call', 'walk({"direction":"left"})', undefined],
    ['a call with its label', 'Thought: the sun\nCall: walk( {"direction": "left"} )', 'the sun'],
    [
      'a call after deliberation',
      '<think>jump({"to":"x"})</think>walk({"direction":"left"})',
      undefined,
    ],
  ])('is read as text when it has %s in words', async (_, text, thought) => {
    const { proposals } = await propose(answer(text));
    expect(proposals).toEqual([{ ...(thought && { thought }), action: 'left' }]);
  });

  it('is repaired although a call was cut off', async () => {
    withoutAdvice();
    const script = { ...cutOff(''), calls: [[{ name: 'walk', arguments: '{"dir' }]] } as Behaviour;
    expect((await propose([script, LEFT])).proposals).toEqual([{ action: 'left' }]);
  });

  const malformed = (content: string | null, tool_calls: unknown): Behaviour => {
    const message = { role: 'assistant', content, tool_calls };
    const body = { choices: [{ index: 0, message, finish_reason: 'stop' }] };
    return json(200, JSON.stringify(body));
  };

  it.each([
    ['calls without a function', [{ id: 'call_0', type: 'function' }]],
    ['a text for a list', 'walk'],
  ])('is read as text when the server sends %s', async (_, calls) => {
    withoutAdvice();
    const { proposals, server } = await propose(malformed('Action: left', calls));
    expect(proposals).toEqual([{ action: 'left' }]);
    expect(server.requests).toHaveLength(1);
  });

  it('is asked for again when LangChain cannot make out what it is', async () => {
    const { proposals, server } = await propose([malformed(null, [null]), LEFT]);
    expect(proposals).toEqual([{ action: 'left' }]);
    expect(server.requests[1]?.body.messages).toHaveLength(2);
  });
});

describe('the cost of tools', () => {
  it('belongs to the bound', async () => {
    const bounds = await Promise.all(
      (['text', 'tools'] as const).map(async (dialect) => {
        const policy = await openWalker('http://127.0.0.1:9/v1', { dialect });
        return policy.costBound?.(walkerContext(), { count: 1, temperature: 1 });
      }),
    );
    expect(bounds[1]!.promptTokens! - bounds[0]!.promptTokens!).toBeGreaterThan(500);
  });

  it.each<[string, Script]>([
    ['calls wrongly', callTool('fly', { to: 'somewhere else' })],
    ['calls at length', callTools(Array.from({ length: 20 }, () => left))],
    ['writes prose', answer('prose')],
    ['gives one choice', answerOnce('prose')],
  ])('stays in the bound when the model %s', async (_, script) => {
    const { usage, bound, server } = await propose(script, 4);
    expect(usage).toMatchObject(server.sent);
    expect(usage.promptTokens).toBeLessThanOrEqual(bound!.promptTokens!);
    expect(usage.completionTokens).toBeLessThanOrEqual(bound!.completionTokens!);
    expect(usage.costUsd).toBeLessThanOrEqual(bound!.costUsd!);
  });

  it('includes answers without a choice', async () => {
    await using server = await startOpenAiServer(noChoices());
    const policy = await openWalker(server.baseUrl, { dialect: 'tools', attempts: 3 });
    const failure: unknown = await Promise.resolve(
      policy.propose(walkerContext(), { count: 1, temperature: 1 }),
    ).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: expect.stringContaining('the server sent no choices') as string,
      usage: { policyCalls: 1, ...server.sent, costUsd: 0 },
    });
    expect(server.sent.promptTokens).toBeGreaterThan(0);
  });
});

const servers: OpenAiServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

describePolicy({
  name: 'react with tools',
  create: async () => {
    const server = await startOpenAiServer(LEFT);
    servers.push(server);
    return openWalker(server.baseUrl, { dialect: 'tools', price: PRICE });
  },
  intent: 'walk to the prize',
  observation: { text: 'at a crossing' },
  isSeeded: false,
});

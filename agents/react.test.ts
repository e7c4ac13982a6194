import { afterEach, describe, expect, it } from 'vitest';
import { FakeListChatModel } from '@langchain/core/utils/testing';
import { describePolicy } from '../src/testing/describe-policy.ts';
import { openWalker, WALKER_PROMPT, walkerContext } from './testing/walker.ts';
import { createReactPolicy } from './react.ts';
import {
  answer,
  answerOnce,
  cutOff,
  refuse,
  slowly,
  startOpenAiServer,
  type Behaviour,
  type OpenAiServer,
  type RecordedRequest,
  type Script,
} from './testing/openai-server.ts';

const LEFT = 'Thought: hm\nAction: left';
const RIGHT = 'Action: right';
const PROSE = 'I would go left.';

/** Asks once, over a server with this script. */
async function propose(
  script: Script,
  count: number,
  changes: Parameters<typeof openWalker>[1] = {},
) {
  await using server = await startOpenAiServer(script);
  const policy = await openWalker(server.baseUrl, changes);
  const reply = await policy.propose(walkerContext(), { count, temperature: 0.7 });
  return { ...reply, actions: reply.proposals.map(({ action }) => action), server };
}

describe('the ReAct policy', () => {
  it('proposes the action of a reply, with its thought', async () => {
    const { proposals } = await propose(answer(LEFT), 1);
    expect(proposals).toEqual([{ thought: 'hm', action: 'left' }]);
  });

  it('tells the model the rules and the situation, at the temperature that is wanted', async () => {
    const { server } = await propose(answer(LEFT), 1);
    expect(server.requests[0]?.body).toMatchObject({
      model: 'walker',
      messages: [
        { role: 'system', content: 'Walk to the prize.' },
        { role: 'user', content: 'at a crossing' },
      ],
      temperature: 0.7,
      max_tokens: 256,
    });
  });

  it('works with any chat model of LangChain', async () => {
    const model = new FakeListChatModel({ responses: [LEFT, RIGHT] });
    const policy = createReactPolicy({
      name: 'fake',
      model: async () => model,
      prompt: WALKER_PROMPT,
    });
    const { proposals, usage } = await policy.propose(walkerContext(), {
      count: 2,
      temperature: 0,
    });
    expect(proposals.map(({ action }) => action)).toEqual(['left', 'right']);
    expect(usage).toEqual({ policyCalls: 1, promptTokens: 0, completionTokens: 0, costUsd: 0 });
  });

  it('drops a proposal whose action the prompt leaves empty', async () => {
    const prompt = { ...WALKER_PROMPT, parse: () => ({ action: ' ' }) };
    expect((await propose(answer(LEFT), 1, { prompt })).proposals).toEqual([]);
  });
});

describe('several candidates', () => {
  it('come from one request', async () => {
    const { actions, server } = await propose(answer(LEFT, RIGHT), 4);
    expect(actions).toEqual(['left', 'right', 'left', 'right']);
    expect(server.requests.map(({ body }) => body.n)).toEqual([4]);
  });

  it('come from as few requests as the most for each allows', async () => {
    const { actions, server } = await propose(answer(LEFT), 5, { maxCandidatesPerRequest: 2 });
    expect(actions).toHaveLength(5);
    expect(server.requests.map(({ body }) => body.n).sort()).toEqual([1, 2, 2]);
  });

  it('keep the order of their requests, whichever is answered first', async () => {
    const script = ({ body }: RecordedRequest, index: number): Behaviour =>
      slowly(20 - 10 * index, `Action: ${body.n}-${index}`);
    const { actions } = await propose(script, 3, { maxCandidatesPerRequest: 2 });
    expect(actions).toEqual(['2-0', '2-0', '1-1']);
  });

  it('are no more than asked for, even if the server gives more', async () => {
    const script: Behaviour = { kind: 'answer', texts: [LEFT], choices: 5 };
    expect((await propose(script, 2)).actions).toEqual(['left', 'left']);
  });

  const refusesCount = ({ body }: RecordedRequest): Behaviour =>
    body.n > 1 ? refuse(400, 'n > 1 is not supported') : answer(LEFT);
  const unprocessable = ({ body }: RecordedRequest): Behaviour =>
    body.n > 1 ? refuse(422, 'n must be 1') : answer(LEFT);

  it.each<[string, Script]>([
    ['ignores the count', answerOnce(LEFT)],
    ['refuses the count with 400', refusesCount],
    ['refuses the count with 422', unprocessable],
  ])('are asked for one by one when the server %s, which is remembered', async (_, script) => {
    await using server = await startOpenAiServer(script);
    const policy = await openWalker(server.baseUrl);
    const options = { count: 3, temperature: 1 };
    expect((await policy.propose(walkerContext(), options)).proposals).toHaveLength(3);
    const before = server.requests.length;
    expect((await policy.propose(walkerContext(), options)).proposals).toHaveLength(3);
    expect(server.requests.slice(before).map(({ body }) => body.n)).toEqual([1, 1, 1]);
  });

  it('are asked for at once when they are asked for one by one', async () => {
    const script = ({ body }: RecordedRequest): Behaviour =>
      body.n > 1 ? answerOnce(LEFT) : slowly(60, LEFT);
    const { actions, server } = await propose(script, 8);
    expect(actions).toHaveLength(8);
    expect(server.busiest()).toBeGreaterThan(1);
  });

  it('are not blamed when the server refuses the conversation itself', async () => {
    let isTooLong = true;
    await using server = await startOpenAiServer(() =>
      isTooLong ? refuse(400, 'maximum context length exceeded') : answer(LEFT),
    );
    const policy = await openWalker(server.baseUrl);
    const options = { count: 3, temperature: 1 };
    await expect(policy.propose(walkerContext(), options)).rejects.toThrow('HTTP 400: maximum');
    isTooLong = false;
    await policy.propose(walkerContext(), options);
    expect(server.requests.at(-1)?.body.n).toBe(3);
  });
});

describe('a model with a temperature of its own', () => {
  it.each([
    "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
    "Unsupported parameter: 'temperature' is not supported with this model.",
  ])('is asked at that when it says "%s", which is remembered', async (text) => {
    const fixed = ({ body }: RecordedRequest): Behaviour =>
      body.temperature === undefined ? answer(LEFT) : refuse(400, text);
    await using server = await startOpenAiServer(fixed);
    const policy = await openWalker(server.baseUrl);
    for (let again = 0; again < 2; again += 1) {
      const reply = await policy.propose(walkerContext(), { count: 2, temperature: 0 });
      expect(reply.proposals).toHaveLength(2);
    }
    expect(server.requests.map(({ body }) => body.temperature)).toEqual([0, undefined, undefined]);
  });

  it('is not what a temperature out of range is taken for', async () => {
    await using server = await startOpenAiServer(refuse(400, 'temperature must be at most 2'));
    const policy = await openWalker(server.baseUrl);
    const outcome = policy.propose(walkerContext(), { count: 1, temperature: 3 });
    await expect(outcome).rejects.toThrow('HTTP 400: temperature must be at most 2');
    expect(server.requests).toHaveLength(1);
  });
});

describe('a reply without an action', () => {
  it('is sent back once with a reminder of the format', async () => {
    const { actions, server } = await propose([answer(PROSE), answer(LEFT)], 1);
    expect(actions).toEqual(['left']);
    expect(server.requests[1]?.body.messages).toEqual([
      { role: 'system', content: 'Walk to the prize.' },
      { role: 'user', content: 'at a crossing' },
      { role: 'assistant', content: PROSE },
      { role: 'user', content: 'Reply with "Thought:" and "Action:".' },
    ]);
  });

  it('is repaired in its place among the others', async () => {
    const script = ({ body }: RecordedRequest): Behaviour =>
      body.messages.length > 2 ? answer('Action: repaired') : answer(LEFT, PROSE, RIGHT);
    expect((await propose(script, 3)).actions).toEqual(['left', 'repaired', 'right']);
  });

  it('is dropped when the repair has none either', async () => {
    const script = ({ body }: RecordedRequest): Behaviour =>
      body.messages.length > 2 ? answer(PROSE) : answer(PROSE, RIGHT);
    const { actions, server } = await propose(script, 2);
    expect(actions).toEqual(['right']);
    expect(server.requests).toHaveLength(2);
  });

  it('is dropped when the repair fails and others are fine', async () => {
    const script = ({ body }: RecordedRequest): Behaviour =>
      body.messages.length > 2 ? refuse(400, 'no') : answer(PROSE, RIGHT);
    expect((await propose(script, 2)).actions).toEqual(['right']);
  });

  it('may be no text at all', async () => {
    const { actions, server } = await propose([answer(null), answer(LEFT)], 1);
    expect(actions).toEqual(['left']);
    expect(server.requests[1]?.body.messages[2]).toEqual({
      role: 'assistant',
      content: '(no reply)',
    });
  });

  it('may leave nothing to propose, which is no error', async () => {
    const { proposals, usage, server } = await propose(answer(PROSE), 2);
    expect(proposals).toEqual([]);
    expect(usage).toMatchObject(server.sent);
  });

  it('is an error that says so when the model used up its tokens before the first word', async () => {
    await using server = await startOpenAiServer(cutOff(''));
    const policy = await openWalker(server.baseUrl);
    const failure: unknown = await Promise.resolve(
      policy.propose(walkerContext(), { count: 1, temperature: 1 }),
    ).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'policy',
      message: expect.stringContaining('raise maxCompletionTokens') as string,
      usage: { policyCalls: 1, ...server.sent, costUsd: 0 },
    });
    expect(server.requests).toHaveLength(1);
  });
});

const servers: OpenAiServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

describe.each<[string, Script]>([
  ['over a server that gives several choices', answer(LEFT, RIGHT)],
  ['over a server that gives one choice', answerOnce(LEFT)],
])('%s', (name, script) => {
  describePolicy({
    name: `react ${name}`,
    create: async () => {
      const server = await startOpenAiServer(script);
      servers.push(server);
      return openWalker(server.baseUrl, {
        price: { promptUsdPerMillionTokens: 1, completionUsdPerMillionTokens: 4 },
      });
    },
    intent: 'walk to the prize',
    observation: { text: 'at a crossing' },
    isSeeded: false,
  });
});

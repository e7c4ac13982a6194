import { describe, expect, it } from 'vitest';
import {
  answer,
  answerOnce,
  callTool,
  callTools,
  hang,
  html,
  noChoices,
  rateLimited,
  reset,
  startOpenAiServer,
  truncatedJson,
} from './openai-server.ts';

const ask = (baseUrl: string, more: object = {}, signal: AbortSignal | null = null) =>
  fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    signal,
    body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hello' }], ...more }),
  });

describe('the test server', () => {
  it('answers in the protocol of OpenAI and adds up the usage that it sent', async () => {
    await using server = await startOpenAiServer(answer('one', 'two'));
    const body: unknown = await (await ask(server.baseUrl, { n: 3 })).json();
    expect(body).toMatchObject({
      choices: [
        { index: 0, message: { role: 'assistant', content: 'one' } },
        { index: 1, message: { content: 'two' } },
        { index: 2, message: { content: 'one' } },
      ],
      usage: { prompt_tokens: 2, completion_tokens: 3, total_tokens: 5 },
    });
    await ask(server.baseUrl);
    expect(server.sent).toEqual({ promptTokens: 4, completionTokens: 4 });
  });

  it('records what it was asked', async () => {
    await using server = await startOpenAiServer(answer('hi'));
    await ask(server.baseUrl, { n: 3, temperature: 0.5 });
    expect(server.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      body: { model: 'm', n: 3, temperature: 0.5 },
    });
  });

  it('answers with calls of tools, written as they stand', async () => {
    const broken = { name: 'go', arguments: '{"to"' };
    await using server = await startOpenAiServer([
      callTool('go', { to: 'x' }),
      callTools([broken]),
    ]);
    const tools = [
      {
        type: 'function',
        function: { name: 'go', description: 'Goes.', parameters: { type: 'object' } },
      },
    ];
    expect(
      await (await ask(server.baseUrl, { tools, tool_choice: 'required' })).json(),
    ).toMatchObject({
      choices: [
        {
          message: {
            content: null,
            tool_calls: [
              { id: 'call_0', type: 'function', function: { name: 'go', arguments: '{"to":"x"}' } },
            ],
          },
          finish_reason: 'tool_calls',
        },
      ],
    });
    expect(await (await ask(server.baseUrl, { tools })).json()).toMatchObject({
      choices: [{ message: { tool_calls: [{ function: broken }] } }],
    });
    expect(server.requests[0]?.body).toMatchObject({ tools, tool_choice: 'required' });
  });

  it('takes pictures as data URLs and counts 765 tokens for each', async () => {
    await using server = await startOpenAiServer(answer('hi'));
    const askAbout = (url: string) =>
      ask(server.baseUrl, {
        messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
      });
    expect((await askAbout('data:image/png;base64,AAAA')).status).toBe(200);
    expect(server.sent.promptTokens).toBe(766);
    expect((await askAbout('image.png')).status).toBe(500);
  });

  it.each([
    ['an empty message', { messages: [{ role: 'user', content: '' }] }],
    ['an empty list of tools', { tools: [] }],
    ['an unknown choice of tools', { tool_choice: 'any' }],
  ])('refuses %s, as real servers do', async (_, more) => {
    await using server = await startOpenAiServer(answer('hi'));
    expect((await ask(server.baseUrl, more)).status).toBe(500);
    expect(server.requests).toEqual([]);
  });

  it('follows a list of behaviours and stays with the last', async () => {
    await using server = await startOpenAiServer([rateLimited(3), noChoices(), answerOnce('hi')]);
    const limited = await ask(server.baseUrl);
    expect(limited.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBe('3');
    expect(await (await ask(server.baseUrl)).json()).toMatchObject({ choices: [] });
    for (let again = 0; again < 2; again += 1) {
      const body = (await (await ask(server.baseUrl, { n: 5 })).json()) as { choices: unknown[] };
      expect(body.choices).toHaveLength(1);
    }
  });

  it('sends what is no JSON when told to, which counts as no usage', async () => {
    await using server = await startOpenAiServer([truncatedJson(), html()]);
    await expect((await ask(server.baseUrl)).json()).rejects.toBeInstanceOf(SyntaxError);
    expect((await ask(server.baseUrl)).headers.get('content-type')).toBe('text/html');
    expect(server.sent).toEqual({ promptTokens: 0, completionTokens: 0 });
  });

  it('breaks connections when told to', async () => {
    await using server = await startOpenAiServer(reset());
    await expect(ask(server.baseUrl)).rejects.toThrow('fetch failed');
    expect(server.abandoned()).toBe(0);
  });

  it('counts the requests that were given up', async () => {
    await using server = await startOpenAiServer(hang());
    await expect(ask(server.baseUrl, {}, AbortSignal.timeout(30))).rejects.toThrow();
    await expect.poll(server.abandoned).toBe(1);
  });

  it('closes although a request hangs', async () => {
    const server = await startOpenAiServer(hang());
    const hanging = ask(server.baseUrl).catch(() => 'broken');
    await expect.poll(() => server.requests.length).toBe(1);
    await server.close();
    expect(await hanging).toBe('broken');
  });
});

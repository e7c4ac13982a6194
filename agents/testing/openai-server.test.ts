import { describe, expect, it } from 'vitest';
import {
  answer,
  answerOnce,
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

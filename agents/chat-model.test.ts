import { afterEach, describe, expect, it, vi } from 'vitest';
import { openChatModel } from './chat-model.ts';
import { answer, startOpenAiServer } from './testing/openai-server.ts';

const ONE = { temperature: 0.5, count: 1 };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('openChatModel', () => {
  it('asks the server at the base URL, with the settings', async () => {
    await using server = await startOpenAiServer(answer('hello'));
    const open = await openChatModel('openai:some/model:7b', {
      baseUrl: server.baseUrl,
      apiKey: 'secret',
      maxCompletionTokens: 9,
    });
    const model = await open({ temperature: 0.5, count: 3 });
    expect((await model.invoke('hi')).text).toBe('hello');
    expect(server.requests).toMatchObject([
      {
        authorization: 'Bearer secret',
        body: { model: 'some/model:7b', n: 3, temperature: 0.5, max_tokens: 9 },
      },
    ]);
  });

  it('does not ask for a number of choices when one is wanted', async () => {
    await using server = await startOpenAiServer(answer('hello'));
    const open = await openChatModel('openai:m', { baseUrl: server.baseUrl });
    const fetched = vi.spyOn(globalThis, 'fetch');
    await (await open(ONE)).invoke('hi');
    expect(fetched.mock.calls[0]?.[1]?.body).not.toContain('"n"');
    fetched.mockRestore();
  });

  it('leaves the temperature to a model that has its own', async () => {
    await using server = await startOpenAiServer(answer('hello'));
    const open = await openChatModel('openai:m', { baseUrl: server.baseUrl });
    await (await open({ temperature: undefined, count: 1 })).invoke('hi');
    expect(server.requests[0]?.body).not.toHaveProperty('temperature');
  });

  it('does not retry by itself', async () => {
    await using server = await startOpenAiServer({ kind: 'refuse', status: 500, text: 'oops' });
    const open = await openChatModel('openai:m', { baseUrl: server.baseUrl });
    await expect((await open(ONE)).invoke('hi')).rejects.toThrow('oops');
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['the key of the environment', { OPENAI_API_KEY: 'from-environment' }, 'from-environment'],
    ['a placeholder without one', {}, 'none'],
    ['a placeholder for an empty one', { OPENAI_API_KEY: '' }, 'none'],
  ])('sends a server of the user %s', async (_, environment, key) => {
    // What the process has must not be mixed in.
    vi.stubEnv('OPENAI_API_KEY', 'from-process');
    await using server = await startOpenAiServer(answer('hello'));
    const open = await openChatModel('openai:m', { baseUrl: server.baseUrl, environment });
    await (await open(ONE)).invoke('hi');
    expect(server.requests[0]?.authorization).toBe(`Bearer ${key}`);
  });

  it('takes the base URL of the environment when none is given', async () => {
    await using server = await startOpenAiServer(answer('hello'));
    const environment = { OPENAI_BASE_URL: server.baseUrl };
    await (await (await openChatModel('openai:m', { environment }))(ONE)).invoke('hi');
    expect(server.requests).toHaveLength(1);
  });

  it('reads the environment of the process by default', async () => {
    vi.stubEnv('OPENAI_API_KEY', '');
    vi.stubEnv('OPENAI_BASE_URL', '');
    await expect(openChatModel('openai:m')).rejects.toThrow('OPENAI_API_KEY');
    vi.stubEnv('OPENAI_API_KEY', 'from-process');
    await expect(openChatModel('openai:m')).resolves.toBeTypeOf('function');
  });

  it('says what to do without a key and without a base URL', async () => {
    await expect(openChatModel('openai:m', { environment: {} })).rejects.toMatchObject({
      code: 'input',
      message:
        '--policy: openai:m needs a key. ' +
        'Set OPENAI_API_KEY, or give --base-url with the address of a server of your own',
    });
  });

  it.each(['', 'gpt-5-mini', 'openai:', ':gpt', 'openai:two words'])(
    'refuses "%s", which names no model',
    async (name) => {
      await expect(openChatModel(name, { environment: {} })).rejects.toMatchObject({
        code: 'input',
        remedy: 'Name it as provider:MODEL, such as openai:gpt-5-mini',
      });
    },
  );

  it.each(['localhost:8000', 'ftp://host/v1', 'nonsense', 'http://'])(
    'refuses "%s", which is no base URL',
    async (baseUrl) => {
      await expect(openChatModel('openai:m', { baseUrl })).rejects.toMatchObject({
        place: { option: '--base-url' },
      });
    },
  );

  it('lists the providers when it does not know one', async () => {
    await expect(openChatModel('opnai:m')).rejects.toMatchObject({
      code: 'input',
      problem: 'there is no provider "opnai" of chat models',
      remedy: expect.stringMatching(/^Known: openai, anthropic, /) as string,
    });
  });

  it('names the package to install when a provider has none here', async () => {
    await expect(openChatModel('groq:m')).rejects.toMatchObject({
      code: 'input',
      problem: 'the package for provider "groq" is not installed',
      remedy: 'Run npm install @langchain/groq',
    });
  });

  it('quotes what the package of a provider misses', async () => {
    vi.stubEnv('AZURE_OPENAI_API_KEY', '');
    await expect(openChatModel('azure_openai:m')).rejects.toMatchObject({
      code: 'input',
      problem: expect.stringMatching(/^azure_openai:m cannot be opened: ./) as string,
    });
  });

  it('opens other providers through LangChain', async () => {
    await using server = await startOpenAiServer(answer('hello'));
    vi.stubEnv('AZURE_OPENAI_API_KEY', 'secret');
    vi.stubEnv('AZURE_OPENAI_API_VERSION', '2024-10-21');
    vi.stubEnv('AZURE_OPENAI_API_DEPLOYMENT_NAME', 'walker');
    vi.stubEnv('AZURE_OPENAI_BASE_PATH', `${server.baseUrl}/deployments`);
    const open = await openChatModel('azure_openai:m', { environment: {} });
    const result = await (await open(ONE)).generate([[{ role: 'user', content: 'hi' }]]);
    expect(result.generations[0]?.[0]?.text).toBe('hello');
  });
});

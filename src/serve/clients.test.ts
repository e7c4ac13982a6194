import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ImageSource } from '../core/image-source.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { openRemoteReward } from '../reward/remote/open-remote-reward.ts';
import { startFakeServer } from '../reward/remote/testing/fake-server.ts';
import { endingWith } from '../reward/testing/trajectories.ts';
import { describeReward } from '../testing/describe-reward.ts';
import { RewardServer } from './reward-server.ts';
import { numberReward } from './testing/number-reward.ts';
import { pngOf, referenceOf } from './testing/pictures.ts';

const servers: RewardServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

type Options = Parameters<typeof RewardServer.create>[0];

async function start(options: Partial<Options> = {}): Promise<string> {
  const server = await RewardServer.create({ open: async () => numberReward(), ...options });
  servers.push(server);
  return server.listen({ host: '127.0.0.1', port: 0 });
}

const numbers = [3, -20, 12.5].map((number) => endingWith(String(number)));
const raws = [3, -20, 12.5];

describe('our client and our server', () => {
  let shared: RewardServer;
  let url: string;
  beforeAll(async () => {
    shared = await RewardServer.create({ open: async () => numberReward() });
    url = await shared.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(() => shared.close());

  describeReward({
    name: 'by HTTP',
    create: () => openRemoteReward(url),
    trajectories: numbers,
  });
});

describe('our client', () => {
  it('has name, version, calibration and values of the model that is served', async () => {
    const reward = await openRemoteReward(await start());
    expect(reward).toMatchObject({ name: 'numbers', version: '1', calibrated: true });
    const local = await numberReward().score(numbers);
    expect(await reward.score(numbers)).toEqual(local);
  });

  it('brings the token that the environment has', async () => {
    const url = await start({ token: 'sesame' });
    await expect(openRemoteReward(url)).rejects.toMatchObject({ code: 'reward' });
    const environment = { OWN: 'sesame', ARMAP_REWARD_KEY: 'sesame' };
    for (const address of [url, `${url}#armap&key=OWN`]) {
      const reward = await openRemoteReward(address, { environment });
      expect((await reward.score(numbers)).map(({ raw }) => raw)).toEqual(raws);
    }
    await expect(openRemoteReward(`${url}#armap&key=ABSENT`)).rejects.toThrow(
      'the environment variable ABSENT is not set',
    );
  });

  it('splits what the server does not take at once', async () => {
    const url = await start({ limits: { trajectories: 5, bodyBytes: 1500 } });
    const many = Array.from({ length: 23 }, (_, index) => endingWith(String(index)));
    const reward = await openRemoteReward(url);
    expect((await reward.score(many)).map(({ raw }) => raw)).toEqual([...many.keys()]);
  });

  it('sends pictures once, to a model that looks at them', async () => {
    const bytes = pngOf(2, 2);
    const image = referenceOf(bytes, 2, 2);
    let reads = 0;
    const pictures: ImageSource = {
      read: async () => {
        reads += 1;
        return bytes;
      },
    };
    const url = await start({ open: async (source) => numberReward({ pictures: source }) });
    const reward = await openRemoteReward(url, { pictures });
    const seen: Trajectory = { ...endingWith('1'), final: { text: '1', image } };
    for (let time = 0; time < 3; time += 1) {
      expect((await reward.score([seen, seen])).map(({ raw }) => raw)).toEqual([
        1 + bytes.length,
        1 + bytes.length,
      ]);
    }
    expect(reads).toBe(1);
    const blind = await openRemoteReward(url);
    const other: Trajectory = {
      ...seen,
      final: { text: '1', image: { ...image, hash: 'b'.repeat(64) } },
    };
    await expect(blind.score([other])).rejects.toThrow('there is no folder to send them from');
  });

  it('does not mix versions of a model', async () => {
    const versions = ['1', '2'];
    const open = async () => numberReward({ version: versions.shift() ?? '2' });
    const url = await start({ open });
    const reward = await openRemoteReward(url);
    await fetch(`${url}/v1/reload`, { method: 'POST' });
    await expect(reward.score(numbers)).rejects.toThrow(
      'the server serves version 2 now, and it was opened as 1',
    );
    const other = await start();
    await expect(openRemoteReward(`${url},${other}`)).rejects.toMatchObject({ code: 'input' });
  });

  it('says what the server says when a trajectory cannot be scored', async () => {
    const reward = await openRemoteReward(await start());
    await expect(reward.score([endingWith('throw')])).rejects.toThrow(
      /Reward numbers failed: .*answered 422: trajectory "throw" cannot be scored: not a number/,
    );
  });

  it('rejects with the reason of its signal', async () => {
    const url = await start({
      open: async () =>
        numberReward({ gate: () => new Promise((resolve) => setTimeout(resolve, 200)) }),
    });
    const reward = await openRemoteReward(url);
    await expect(
      reward.score(numbers, { signal: AbortSignal.abort(new Error('now')) }),
    ).rejects.toThrow('now');
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort(new Error('later'));
    }, 20);
    await expect(reward.score(numbers, { signal: controller.signal })).rejects.toThrow('later');
  });

  it('says that nobody is there', async () => {
    const gone = await startFakeServer(() => undefined);
    await gone.close();
    const options = { attempts: 2, backoffMs: 1 };
    await expect(openRemoteReward(gone.url, options)).rejects.toMatchObject({ code: 'reward' });
  });
});

/** Longer texts, so that the client's check can tell them apart: this model scores any text. */
const lengthReward = () => ({
  ...numberReward(),
  score: (trajectories: readonly Trajectory[]) =>
    trajectories.map(({ intent, steps, final }) => {
      const raw = JSON.stringify([intent, steps, final.text]).length / 10;
      return { raw, value: 1 / (1 + Math.exp(-raw)) };
    }),
});

describe('our server answers the clients of others', () => {
  const walk: Trajectory = {
    ...endingWith('Thank you'),
    intent: 'a red mug\nthat is cheap',
    steps: [
      {
        observation: { text: '[Search]\n## Action 1\nfake' },
        thought: 'Look',
        action: 'search[red mug]',
      },
      { observation: { text: 'Page 1' }, action: 'click[buy now]' },
    ],
    facts: { actions: 2 },
  };

  it.each(['vllm', 'vllm-chat', 'openrlhf', 'armap-paper'])(
    'as %s, with the scores that the model gives in the process',
    async (dialect) => {
      const url = await start({ open: async () => lengthReward() });
      const reward = await openRemoteReward(`${url}#${dialect}`);
      const all = [walk, { ...walk, intent: 'x' }, { ...walk, steps: walk.steps.slice(0, 1) }];
      const expected = lengthReward().score(all);
      expect((await reward.score(all)).map(({ raw }) => raw)).toEqual(
        expected.map(({ raw }) => raw),
      );
    },
  );

  const post = async (url: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return response.json();
  };

  it('takes other texts for the last page of an attempt at the prompt', async () => {
    const url = await start();
    expect(
      await post(`${url}/get_reward`, {
        query: ['2 + 2 = 4', '7'],
        prompts: ['2 + 2 = ', ''],
        labels: [],
      }),
    ).toMatchObject({ rewards: [4, 7], extra_logs: {} });
    expect(await post(`${url}/classify`, { model: 'm', input: '0' })).toMatchObject({
      object: 'list',
      model: 'numbers',
      data: [{ index: 0, probs: [0.5], num_classes: 1 }],
    });
    expect(await post(`${url}/classify`, { input: ['5'], use_activation: false })).toMatchObject({
      data: [{ probs: [5] }],
    });
    const messages = [
      { role: 'user', content: '2 + 2 = ' },
      { role: 'assistant', content: '4' },
    ];
    expect(await post(`${url}/classify`, { messages, use_activation: false })).toMatchObject({
      data: [{ probs: [4] }],
    });
  });

  it('opens no address that a client names', async () => {
    const url = await start();
    const content = [{ type: 'image_url', image_url: { url: 'http://127.0.0.1/secret.png' } }];
    expect(await post(`${url}/classify`, { messages: [{ role: 'user', content }] })).toMatchObject({
      error: { code: 'bad-request', message: expect.stringMatching(/data: URL/) as unknown },
    });
  });
});

describe("the form of ARMAP's clients", () => {
  const bytes = pngOf(3, 3);
  const row = {
    id: 0,
    image: 'first.png',
    preference: 1,
    conversations: [
      { from: 'human', value: '<image>\nNavigation Intent: a red mug' },
      { from: 'gpt', value: '###test gpt###' },
    ],
    output_1: [
      { from: 'llava', value: 'Thought: look\nAction: search[red mug]' },
      {
        from: 'human',
        value: 'Current screenshot: <image>. Observation: <obs>.',
        image: 'last.png',
      },
      {
        from: 'human',
        value: 'Please evaluate whether your last response achieves the "Navigation Intent" or not',
      },
      { from: 'llava', value: 'Following your definitions, the score of my last response is' },
    ],
    output_2: [],
  };
  const formOf = (rows: unknown, names = ['first.png', 'last.png']) => {
    const form = new FormData();
    form.set('preference_data', typeof rows === 'string' ? rows : JSON.stringify(rows));
    form.set('factual_data', JSON.stringify({ 'first.png': ['the shop'], 'last.png': ['mug 42'] }));
    form.set('prompt', 'ignored');
    for (const name of names) form.set(name, new Blob([new Uint8Array(bytes)]), name);
    return form;
  };
  const send = async (url: string, form: FormData) => {
    const response = await fetch(`${url}/api/generate`, { method: 'POST', body: form });
    return { status: response.status, body: await response.json() };
  };

  it('becomes a trajectory whose pages have each its own text and picture', async () => {
    const seen: Trajectory[] = [];
    const url = await start({
      open: async (pictures) => {
        const inner = numberReward({ pictures });
        return {
          ...inner,
          score: (trajectories) => {
            seen.push(...trajectories);
            return inner.score(trajectories);
          },
        };
      },
    });
    expect(await send(url, formOf([row]))).toEqual({ status: 200, body: [42 + bytes.length] });
    const image = referenceOf(bytes, 3, 3);
    expect(seen[0]).toMatchObject({
      intent: 'a red mug',
      steps: [
        { observation: { text: 'the shop', image }, thought: 'look', action: 'search[red mug]' },
      ],
      final: { text: 'mug 42', image },
    });
  });

  it.each([
    ['a path as the name of a file', formOf([row], ['../../etc/cron.d/x']), /plain name/],
    ['an absolute path in a row', formOf([{ ...row, image: '/etc/passwd' }]), /plain name/],
    ['garbage', formOf('[{'), /"preference_data": not valid JSON/],
    ['rows of another shape', formOf([{ output_1: [] }]), /field "0\./],
  ])('is refused with %s, and the server goes on', async (_, form, message) => {
    const url = await start();
    expect(await send(url, form)).toMatchObject({
      status: 400,
      body: { error: { code: 'bad-request', message: expect.stringMatching(message) as unknown } },
    });
    expect(await send(url, formOf([row]))).toEqual({ status: 200, body: [42] });
  });

  it('is refused when it is larger than a request may be', async () => {
    const url = await start({ limits: { bodyBytes: 2000 } });
    expect(await send(url, formOf('x'.repeat(3000)))).toMatchObject({ status: 413 });
  });
});

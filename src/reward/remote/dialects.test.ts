import { afterEach, describe, expect, it } from 'vitest';
import type { Trajectory } from '../../core/trajectory.ts';
import { sigmoid } from '../../learn/logistic.ts';
import { endingWith } from '../testing/trajectories.ts';
import { openRemoteReward, type RemoteOptions } from './open-remote-reward.ts';
import {
  startFakeServer,
  type FakeAnswer,
  type FakeRequest,
  type FakeServer,
} from './testing/fake-server.ts';

const servers: FakeServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** What each fake server thinks of a text: the number that its last page says, or its length. */
function logitOf(text: string): number {
  const number = /## Last page\n(-?\d+)\n/.exec(text)?.[1];
  return number === undefined ? text.length / 100 : Number(number);
}

interface Classify {
  readonly input?: readonly string[];
  readonly messages?: readonly { readonly role: string; readonly content: unknown }[];
  readonly [name: string]: unknown;
}

/** vLLM's `/classify` of a build that calls its setting so. */
function vllmBuild(setting: string, { refusesOthers = false, always = false } = {}) {
  return ({ path, body }: FakeRequest): FakeAnswer | undefined => {
    if (path === '/v1/models') return { body: { data: [{ id: 'rm', owned_by: 'vllm' }] } };
    if (path !== '/classify') return undefined;
    const { input, messages, model, ...settings } = body as Classify;
    if (refusesOthers && Object.keys(settings).some((name) => name !== setting)) {
      return { status: 400, body: { error: { message: 'unexpected keyword' } } };
    }
    const texts = input ?? [(messages ?? []).map(({ content }) => String(content)).join('')];
    const isRaw = settings[setting] === false && !always;
    const data = texts.map((text, index) => ({
      index,
      label: 'LABEL_0',
      probs: [isRaw ? logitOf(text) : sigmoid(logitOf(text))],
      num_classes: 1,
    }));
    return { body: { object: 'list', model, data: data.reverse(), usage: {} } };
  };
}

const DOCUMENTED: Record<string, (request: FakeRequest) => FakeAnswer | undefined> = {
  vllm: vllmBuild('use_activation'),
  'vllm-chat': (request) => {
    const { messages } = request.body as Classify;
    // One conversation in a request, and roles that take turns.
    if (
      request.path === '/classify' &&
      messages?.map(({ role }) => role).join() !== 'user,assistant'
    ) {
      return { status: 400, body: {} };
    }
    return vllmBuild('use_activation')(request);
  },
  'vllm-pooling': ({ path, body }) => {
    if (path !== '/pooling') return undefined;
    const { input, use_activation: activation } = body as {
      input: string[];
      use_activation: boolean;
    };
    const data = input.map((text, index) => ({
      index,
      object: 'pooling',
      // A model that scores every token; the last one counts.
      data: [[99], [activation ? sigmoid(logitOf(text)) : logitOf(text)]],
    }));
    return { body: { data } };
  },
  'vllm-score': ({ path, body }) => {
    if (path !== '/v1/score') return undefined;
    const { text_2: texts, use_activation: activation } = body as {
      text_2: string[];
      use_activation: boolean;
    };
    const score = (text: string) => (activation ? sigmoid(logitOf(text)) : logitOf(text));
    return {
      body: { data: texts.map((text, index) => ({ index, object: 'score', score: score(text) })) },
    };
  },
  'vllm-rerank': sortedRerank('documents', (results) => ({ results }), 'relevance_score'),
  llamacpp: sortedRerank('documents', (results) => ({ results }), 'relevance_score'),
  'tei-rerank': sortedRerank('texts', (results) => results, 'score'),
  sglang: ({ path, body }) => {
    if (path !== '/classify') return undefined;
    const { text } = body as { text: string[] };
    const answers = text.map((one) => ({ embedding: [logitOf(one)], meta_info: {} }));
    return { body: answers.length === 1 ? answers[0] : answers };
  },
  openrlhf: ({ path, body }) => {
    if (path !== '/get_reward') return undefined;
    const rewards = (body as { query: string[] }).query.map(logitOf);
    return { body: { rewards, scores: rewards, extra_logs: {} } };
  },
  tei: ({ path, body }) => {
    if (path !== '/predict') return undefined;
    const { inputs, raw_scores: isRaw } = body as {
      inputs: (string | string[])[];
      raw_scores: boolean;
    };
    // A flat list of two strings is one pair.
    if (inputs.length === 2 && inputs.every((input) => typeof input === 'string')) {
      return { body: [{ score: 0.5, label: 'LABEL_0' }] };
    }
    const answers = inputs.map((input) => {
      const logit = logitOf([input].flat().join(''));
      return [{ score: isRaw ? logit : sigmoid(logit), label: 'LABEL_0' }];
    });
    return { body: answers };
  },
  'armap-paper': ({ path, body }) => {
    if (path !== '/api/generate') return undefined;
    const rows = /name="preference_data"\r\n\r\n(.*?)\r\n/s.exec(String(body))?.[1] ?? '[]';
    const scores = (JSON.parse(rows) as { output_1: { value: string }[] }[]).map((row) =>
      row.output_1.length === 2
        ? Number(JSON.stringify(row).match(/\\n(-?\d+)\\n/)?.[1])
        : JSON.stringify(row).length,
    );
    return { body: scores };
  },
};

function sortedRerank(field: string, wrap: (results: object[]) => object, name: string) {
  return ({ path, body }: FakeRequest): FakeAnswer | undefined => {
    if (!path.endsWith('/rerank')) return undefined;
    const texts = (body as Record<string, string[]>)[field]!;
    const scored = texts.map((text, index) => ({ index, score: logitOf(text) }));
    scored.sort((a, b) => b.score - a.score);
    return { body: wrap(scored.map(({ index, score }) => ({ index, [name]: score }))) };
  };
}

async function open(
  answer: (request: FakeRequest) => FakeAnswer | undefined,
  fragment: string,
  options: RemoteOptions = {},
) {
  const server = await startFakeServer(answer);
  servers.push(server);
  const reward = await openRemoteReward(`${server.url}${fragment}`, { backoffMs: 1, ...options });
  return { reward, server };
}

const numbers = [3, -20, 12, 0, 25].map((number): Trajectory => endingWith(String(number)));
const values = numbers.map(({ final }) => Number(final.text));

describe.each(Object.keys(DOCUMENTED))('the dialect %s', (dialect) => {
  it('gets raw scores in the order of the request', async () => {
    const { reward } = await open(DOCUMENTED[dialect]!, `#${dialect}`);
    const scores = await reward.score(numbers);
    expect(scores.map(({ raw }) => raw)).toEqual(values);
    expect(scores.map(({ value }) => value)).toEqual(values);
    expect(reward).toMatchObject({ calibrated: false, sees: { text: true, images: false } });
    expect(await reward.score([])).toEqual([]);
  });

  it('refuses at opening a server that gives everything the same score', async () => {
    const constant = (request: FakeRequest): FakeAnswer | undefined => {
      const answer = DOCUMENTED[dialect]!(request);
      if (request.method === 'GET' || answer === undefined) return answer;
      const text = JSON.stringify(answer.body).replace(
        /((?:score|embedding|probs|rewards|data)":\[*|(?<=[[,]))-?[\d.]+(?=[\],}])/g,
        (_, before: string) => `${before}1`,
      );
      return {
        body: JSON.parse(text.replace(/\[\[99\],\[1\]\]|\[\[1\],\[1\]\]/g, '[[1]]')) as unknown,
      };
    };
    await expect(open(constant, `#${dialect}`)).rejects.toMatchObject({
      code: 'input',
      place: { option: '--reward' },
    });
  });

  it('refuses an answer of another shape', async () => {
    await expect(open(() => ({ body: { unexpected: true } }), `#${dialect}`)).rejects.toThrow(
      /not of the documented shape/,
    );
  });
});

describe('a vLLM server', () => {
  it.each(['use_activation', 'activation', 'softmax'])(
    'is asked for logits by the name of its build: %s',
    async (setting) => {
      for (const refusesOthers of [false, true]) {
        const { reward } = await open(vllmBuild(setting, { refusesOthers }), '#vllm');
        expect((await reward.score(numbers)).map(({ raw }) => raw)).toEqual(values);
      }
    },
  );

  it.each([
    ['passes over all settings', vllmBuild('none', { always: true })],
    ['refuses all settings', vllmBuild('none', { always: true, refusesOthers: true })],
  ])('that gives probabilities only and %s has them turned back into logits', async (_, build) => {
    const warnings: string[] = [];
    const { reward } = await open(build, '#vllm', {
      warn: (message) => warnings.push(message),
    });
    const [three, low] = await reward.score(numbers);
    expect(three!.raw).toBeCloseTo(3, 6);
    expect(low!.raw).toBeLessThan(-16);
    expect(warnings).toHaveLength(1);
  });

  it('with several labels needs to be told which is success', async () => {
    const two = ({ path, body }: FakeRequest): FakeAnswer | undefined => {
      if (path !== '/classify') return undefined;
      const { input = [] } = body as Classify;
      return { body: { data: input.map((text, index) => ({ index, probs: [0, logitOf(text)] })) } };
    };
    await expect(open(two, '#vllm')).rejects.toThrow('it has 2 labels. Say which is success');
    await expect(open(two, '#vllm&label=2')).rejects.toThrow('no label 2');
    const { reward } = await open(two, '#vllm&label=1');
    expect((await reward.score(numbers)).map(({ raw }) => raw)).toEqual(values);
  });

  it('gets pictures as data URLs in one message, each after the text of its page', async () => {
    const bytes = Buffer.from('picture');
    const image = { hash: 'a'.repeat(64), mediaType: 'image/png', width: 1, height: 1 };
    const { reward, server } = await open(
      ({ path, body }) =>
        path === '/classify'
          ? { body: { data: [{ index: 0, probs: [JSON.stringify(body).length] }] } }
          : undefined,
      '#vllm-chat',
      { pictures: { read: async () => bytes } },
    );
    expect(reward.sees.images).toBe(true);
    await reward.score([{ ...endingWith('the end'), final: { text: 'the end', image } }]);
    const { messages } = server.requests.at(-1)!.body as Classify;
    expect(messages).toMatchObject([
      {
        role: 'user',
        content: [
          { type: 'text', text: '## Intent\n\n' },
          { type: 'text', text: '## Last page\nthe end\n' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,cGljdHVyZQ==' } },
          { type: 'text', text: '## End\nfinished\n' },
        ],
      },
    ]);
  });
});

describe('the self-check', () => {
  it('refuses a server whose scores go by the place in the batch', async () => {
    const byPlace = ({ path, body }: FakeRequest): FakeAnswer | undefined =>
      path === '/get_reward'
        ? { body: { rewards: (body as { query: string[] }).query.map((_, index) => index) } }
        : undefined;
    await expect(open(byPlace, '#openrlhf')).rejects.toThrow('differently in another order');
  });

  it("refuses SGLang's /v1/classify before it is asked", async () => {
    await expect(openRemoteReward('http://127.0.0.1:1/v1/classify')).rejects.toThrow(
      'gives 1.0 for every text',
    );
  });
});

describe('probing', () => {
  it.each([
    ['sglang', '/get_model_info', { model_path: 'rm', is_generation: false }],
    ['vllm', '/v1/models', { data: [{ id: 'rm', owned_by: 'vllm' }] }],
    ['llamacpp', '/v1/models', { data: [{ id: 'rm', owned_by: 'llamacpp' }] }],
    ['tei', '/info', { model_id: 'rm', model_type: { classifier: {} } }],
    ['tei-rerank', '/info', { model_id: 'rm', model_type: { reranker: {} } }],
  ])('finds %s by its %s', async (dialect, path, body) => {
    const { reward } = await open(
      (request) => (request.path === path ? { body } : DOCUMENTED[dialect]!(request)),
      '',
    );
    expect(reward.name).toMatch(new RegExp(`#${dialect}$`));
    expect((await reward.score(numbers)).map(({ raw }) => raw)).toEqual(values);
  });

  it('asks for the name of the dialect where a server does not tell', async () => {
    await expect(open(() => undefined, '')).rejects.toThrow(
      /Name it: #DIALECT, one of armap, vllm,/,
    );
    await expect(open(() => undefined, '#vlm')).rejects.toThrow('Did you mean "vllm"?');
  });
});

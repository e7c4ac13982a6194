import { request as httpRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SCORE_FORMAT, toSent } from '../reward/remote/score-format.ts';
import { endingWith } from '../reward/testing/trajectories.ts';
import { RewardServer, type RewardServerOptions } from './reward-server.ts';
import { numberReward } from './testing/number-reward.ts';
import { pngOf, referenceOf } from './testing/pictures.ts';

const TOKEN = 'a secret';
const servers: RewardServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(options: Partial<RewardServerOptions> = {}) {
  const server = await RewardServer.create({ open: async () => numberReward(), ...options });
  servers.push(server);
  return { server, url: await server.listen({ host: '127.0.0.1', port: 0 }) };
}

const asked = (...texts: unknown[]) => ({
  format: SCORE_FORMAT,
  trajectories: texts.map((text) => toSent(endingWith(String(text)))),
});

async function post(url: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const errorOf = (code: string, message: unknown = expect.any(String)) => ({
  body: { error: { code, message } },
});

describe('the reward server', () => {
  it('scores trajectories in order and tells name and version of its model', async () => {
    const { url } = await serve();
    expect(await post(`${url}/v1/score`, asked(3, -1, 2))).toMatchObject({
      status: 200,
      body: {
        format: 'armap-score/1',
        model: { name: 'numbers', version: '1', calibrated: true },
        scores: [{ raw: 3 }, { raw: -1 }, { raw: 2 }],
      },
    });
  });

  it('takes a line of a trajectory file as it is, and needs no more than intent, steps and last page', async () => {
    const { url } = await serve();
    const line = { format: 'armap-trajectory/1', ...endingWith('5') };
    const least = { intent: '', steps: [], final: { text: '6' } };
    const body = { format: SCORE_FORMAT, trajectories: [line, least] };
    expect((await post(`${url}/v1/score`, body)).body).toMatchObject({
      scores: [{ raw: 5 }, { raw: 6 }],
    });
  });

  it('tells what it serves, how it is, and its format as an OpenAPI document', async () => {
    const { url } = await serve();
    await post(`${url}/v1/score`, asked(1));
    const get = async (path: string) => (await fetch(url + path)).text();
    expect(JSON.parse(await get('/v1/model'))).toMatchObject({
      model: { name: 'numbers', version: '1' },
      sees: { text: true, images: false },
      limits: { trajectories: 1024 },
    });
    expect(await get('/ready')).toContain('ready');
    expect(await get('/metrics')).toContain(
      'armap_requests_total{route="/v1/score",status="200"} 1',
    );
    const document = JSON.parse(await get('/openapi.json')) as Record<string, unknown>;
    expect(document).toMatchObject({
      openapi: '3.1.0',
      components: { schemas: { ScoreRequest: { required: ['format', 'trajectories'] } } },
    });
  });

  it.each([
    ['no JSON', '{"format":', 'bad-request', 400],
    ['JSON of a million levels', '['.repeat(1_000_000), 'bad-request', 400],
    ['a polluted prototype', '{"__proto__":{"a":1}}', 'bad-request', 400],
    ['another format', { ...asked(1), format: 'armap-score/9' }, 'bad-request', 400],
    ['no trajectory', asked(), 'bad-request', 400],
    [
      'an infinite fact',
      JSON.stringify(asked(1)).replace('"facts":{}', '"facts":{"a":1e999}'),
      'bad-request',
      400,
    ],
    [
      'a path for a picture',
      { ...asked(1), images: { '../../etc/passwd': 'AAAA' } },
      'bad-request',
      400,
    ],
    [
      'a forged picture',
      { ...asked(1), images: { ['a'.repeat(64)]: pngOf(2, 2).toString('base64') } },
      'bad-request',
      400,
    ],
    ['a trajectory that the model cannot read', asked(1, 'throw'), 'cannot-score', 422],
    ['too many trajectories', asked(...Array(1025).keys()), 'too-large', 413],
  ])('refuses %s and goes on', async (_, body, code, status) => {
    const { url } = await serve();
    expect(await post(`${url}/v1/score`, body)).toMatchObject({
      status,
      body: { error: { code } },
    });
    expect((await post(`${url}/v1/score`, asked(7))).body).toMatchObject({ scores: [{ raw: 7 }] });
  });

  it('names the field that is wrong', async () => {
    const { url } = await serve();
    const body = {
      format: SCORE_FORMAT,
      trajectories: [{ intent: 5, steps: [], final: { text: '' } }],
    };
    expect((await post(`${url}/v1/score`, body)).body).toMatchObject({
      error: { message: expect.stringMatching(/^field "trajectories\.0\.intent": /) as unknown },
    });
  });

  it('refuses a body of a gigabyte before it is sent, declared or not', async () => {
    const { url } = await serve({ limits: { bodyBytes: 100_000 } });
    for (const headers of [{ 'content-length': 2 ** 30 }, { 'transfer-encoding': 'chunked' }]) {
      expect(await pour(url, headers)).toBe(413);
    }
    expect((await post(`${url}/v1/score`, asked(7))).status).toBe(200);
  });

  it('wants its token everywhere but for its health, and beyond this machine always', async () => {
    const { url, server } = await serve({ token: TOKEN });
    for (const authorization of ['', 'Bearer', 'Bearer wrong', `Basic ${TOKEN}`]) {
      expect(await post(`${url}/v1/score`, asked(1), { authorization })).toMatchObject({
        status: 401,
        ...errorOf('unauthorized', 'the bearer token is missing or wrong'),
      });
    }
    expect(
      (await post(`${url}/v1/score`, asked(1), { authorization: `Bearer ${TOKEN}` })).status,
    ).toBe(200);
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    expect((await fetch(`${url}/nowhere`)).status).toBe(401);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const open = await RewardServer.create({ open: async () => numberReward() });
    await expect(open.listen({ host: '0.0.0.0', port: 0 })).rejects.toMatchObject({
      code: 'input',
      place: { option: '--host' },
    });
    await open.close();
    expect(server.model.version).toBe('1');
  });

  it('says when to come back once too many wait', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const { url } = await serve({
      open: async () => numberReward({ gate: () => gate }),
      limits: { batch: 1, waiting: 1 },
    });
    const taken = [post(`${url}/v1/score`, asked(1))];
    await waitFor(url, 'armap_batch_trajectories_count 1');
    taken.push(post(`${url}/v1/score`, asked(2)));
    await waitFor(url, 'armap_waiting_trajectories 1');
    const refused = await post(`${url}/v1/score`, asked(3));
    expect(refused).toMatchObject({ status: 429, ...errorOf('overloaded') });
    expect(refused.headers.get('retry-after')).toBe('1');
    open();
    expect((await Promise.all(taken)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('answers what it took before it stops', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    let closed = 0;
    const { url, server } = await serve({
      open: async () => numberReward({ gate: () => gate, onClose: () => (closed += 1) }),
    });
    const taken = [1, 2, 3].map((number) => post(`${url}/v1/score`, asked(number)));
    await vi.waitFor(() => {
      expect(server.counts.accepted).toBe(3);
    });
    const closing = server.close();
    await wait(20);
    expect(closed).toBe(0);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    open();
    expect((await Promise.all(taken)).map(({ status }) => status)).toEqual([200, 200, 200]);
    await closing;
    expect(closed).toBe(1);
    expect(server.counts).toEqual({ accepted: 3, answered: 3 });
  });

  it('takes a new model on request, and keeps the old one where that fails', async () => {
    const versions = ['1', '2', 'none'];
    let closed = 0;
    const { url } = await serve({
      open: async () => {
        const version = versions.shift()!;
        if (version === 'none') throw new Error('half a file');
        return numberReward({ version, onClose: () => (closed += 1) });
      },
    });
    expect((await post(`${url}/v1/reload`, {})).body).toMatchObject({ model: { version: '2' } });
    expect(closed).toBe(1);
    expect(await post(`${url}/v1/reload`, {})).toMatchObject({ status: 500 });
    expect((await post(`${url}/v1/score`, asked(1))).body).toMatchObject({
      model: { version: '2' },
    });
  });

  it('opens a model that broke down again', async () => {
    let opened = 0;
    const { url } = await serve({
      open: async () => {
        opened += 1;
        return numberReward();
      },
    });
    await post(`${url}/v1/score`, asked(1));
    expect(await post(`${url}/v1/score`, asked('poison'))).toMatchObject({
      status: 500,
      ...errorOf('model-failed'),
    });
    await vi.waitFor(() => {
      expect(opened).toBe(2);
    });
    expect((await post(`${url}/v1/score`, asked(1))).status).toBe(200);
  });
});

describe('pictures that clients send', () => {
  const seeing = (limits: RewardServerOptions['limits'] = {}) =>
    serve({ open: async (pictures) => numberReward({ pictures }), limits });
  const showing = (bytes: Buffer) => {
    const final = { text: '0', image: referenceOf(bytes, 2, 2) };
    return { format: SCORE_FORMAT, trajectories: [toSent({ ...endingWith('0'), final })] };
  };
  const withBytes = (...pictures: Buffer[]) => ({
    images: Object.fromEntries(
      pictures.map((bytes) => [referenceOf(bytes, 1, 1).hash, bytes.toString('base64')]),
    ),
  });

  it('are asked for once and remembered', async () => {
    const { url } = await seeing();
    const bytes = pngOf(2, 2);
    const { hash } = referenceOf(bytes, 2, 2);
    expect(await post(`${url}/v1/score`, showing(bytes))).toMatchObject({
      status: 409,
      body: { error: { code: 'images-missing', images: [hash] } },
    });
    const full = { ...showing(bytes), ...withBytes(bytes) };
    expect((await post(`${url}/v1/score`, full)).body).toMatchObject({
      scores: [{ raw: bytes.length }],
    });
    expect((await post(`${url}/v1/score`, showing(bytes))).status).toBe(200);
  });

  it.each([
    ['claims more pixels than it may', pngOf(60_000, 60_000), 413, /60000 x 60000 pixels/],
    ['is larger than it may be', Buffer.alloc(9 * 1024 ** 2), 413, /bytes, more than/],
    ['is no picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 400, /neither PNG/],
    ['is cut off', pngOf(2, 2).subarray(0, 20), 400, /cannot be read/],
  ])('are refused when one %s', async (_, bytes, status, message) => {
    for (const { url } of [await seeing(), await serve()]) {
      expect(
        await post(`${url}/v1/score`, { ...showing(bytes), ...withBytes(bytes) }),
      ).toMatchObject({
        status,
        body: { error: { message: expect.stringMatching(message) as unknown } },
      });
      expect((await post(`${url}/v1/score`, asked(7))).status).toBe(200);
    }
  });

  it('are refused when there are too many', async () => {
    const { url } = await seeing({ images: 2 });
    const body = { ...asked(1), ...withBytes(pngOf(1, 1), pngOf(2, 2), pngOf(3, 3)) };
    expect(await post(`${url}/v1/score`, body)).toMatchObject({ status: 413 });
  });

  it('are forgotten, the longest unused first, when memory is full', async () => {
    const pictures = [pngOf(1, 1), pngOf(2, 2), pngOf(3, 3)] as const;
    const { url } = await seeing({ rememberedImageBytes: pictures[2].length * 2 });
    for (const bytes of pictures) {
      await post(`${url}/v1/score`, { ...showing(bytes), ...withBytes(bytes) });
    }
    const status = async (bytes: Buffer) => (await post(`${url}/v1/score`, showing(bytes))).status;
    expect([
      await status(pictures[0]),
      await status(pictures[1]),
      await status(pictures[2]),
    ]).toEqual([409, 200, 200]);
  });
});

async function waitFor(url: string, metric: string): Promise<void> {
  await vi.waitFor(async () => {
    expect(await (await fetch(`${url}/metrics`)).text()).toContain(metric);
  });
}

/** Begins a request that would never end, and returns the status that it is answered with. */
function pour(url: string, headers: Record<string, string | number>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}/v1/score`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
    });
    let isAnswered = false;
    const flow = async () => {
      while (!isAnswered) {
        request.write(Buffer.alloc(65_536, ' '));
        await wait(20);
      }
      request.destroy();
    };
    request.once('response', (response) => {
      isAnswered = true;
      resolve(response.statusCode);
    });
    request.on('error', (error) => {
      if (!isAnswered) reject(error);
      isAnswered = true;
    });
    void flow();
  });
}

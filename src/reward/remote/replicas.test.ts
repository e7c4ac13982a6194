import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConnectionError, Replicas, StatusError } from './replicas.ts';
import { startFakeServer, type FakeAnswer, type FakeServer } from './testing/fake-server.ts';

const servers: FakeServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(answer: () => FakeAnswer | Promise<FakeAnswer>): Promise<FakeServer> {
  const server = await startFakeServer(answer);
  servers.push(server);
  return server;
}

/** Gives these answers one after the other, and the last one from then on. */
const inTurn = (...answers: FakeAnswer[]) => {
  let next = 0;
  return () => answers[Math.min(next++, answers.length - 1)]!;
};
const fine: FakeAnswer = { body: 'fine' };
const call = { path: '/', body: {} };

describe('a call to replicas', () => {
  it.each<[string, FakeAnswer]>([
    ['429', { status: 429 }],
    ['503', { status: 503 }],
    ['a broken connection', { hangsUp: true }],
  ])('is sent again after %s', async (_, answer) => {
    const { url, requests } = await start(inTurn(answer, answer, fine));
    expect(await new Replicas({ urls: [url], backoffMs: 1 }).call(call)).toBe('fine');
    expect(requests).toHaveLength(3);
  });

  it('waits as long as the server asks', async () => {
    const busy = { status: 429, headers: { 'retry-after': '0.2' } };
    const { url } = await start(inTurn(busy, fine));
    let isAnswered = false;
    const answer = new Replicas({ urls: [url], backoffMs: 1 }).call(call);
    void answer.then(() => (isAnswered = true));
    await wait(100);
    expect(isAnswered).toBe(false);
    expect(await answer).toBe('fine');
  });

  it.each([400, 401, 404, 413, 422, 500])('is not sent again after %d', async (status) => {
    const { url, requests } = await start(() => ({ status, body: { error: 'no' } }));
    const answer = new Replicas({ urls: [url], backoffMs: 1 }).call(call);
    await expect(answer).rejects.toMatchObject({ status, body: { error: 'no' } });
    expect(requests).toHaveLength(1);
  });

  it('ends with the last reason once it was sent often enough', async () => {
    const { url, requests } = await start(() => ({ status: 503, body: 'still loading' }));
    const replicas = new Replicas({ urls: [url], backoffMs: 1, attempts: 3 });
    await expect(replicas.call(call)).rejects.toThrow(StatusError);
    expect(requests).toHaveLength(3);
    await expect(replicas.call(call)).rejects.toThrow('answered 503: still loading');
  });

  it('gives up a server that does not answer', async () => {
    const { url } = await start(() => new Promise<FakeAnswer>(() => undefined));
    const replicas = new Replicas({ urls: [url], backoffMs: 1, attempts: 2, timeoutMs: 50 });
    const answer = replicas.call(call);
    await expect(answer).rejects.toThrow(ConnectionError);
    await expect(answer).rejects.toThrow('no answer within 50 ms');
  });

  it('ends at once when it is aborted, in flight and between attempts', async () => {
    const reason = new Error('enough');
    const hanging = await start(() => new Promise<FakeAnswer>(() => undefined));
    const busy = await start(() => ({ status: 429, headers: { 'retry-after': '20' } }));
    for (const { url } of [hanging, busy]) {
      const controller = new AbortController();
      const answer = new Replicas({ urls: [url] }).call({ ...call, signal: controller.signal });
      setTimeout(() => {
        controller.abort(reason);
      }, 50);
      await expect(answer).rejects.toThrow();
    }
  });

  it('never tells its key', async () => {
    const { url } = await start(() => ({ status: 401, body: { error: 'no such key: sesame-7' } }));
    const error = await new Replicas({ urls: [url], key: 'sesame-7' })
      .call(call)
      .catch((cause: unknown) => cause);
    expect(String(error)).toContain('no such key: ***');
    expect(JSON.stringify(error)).not.toContain('sesame-7');
  });

  it('keeps to the number of requests that a server takes at a time', async () => {
    let inFlight = 0;
    let most = 0;
    const { url } = await start(async () => {
      most = Math.max(most, (inFlight += 1));
      await wait(5);
      inFlight -= 1;
      return fine;
    });
    const replicas = new Replicas({ urls: [url], concurrency: 3 });
    await Promise.all(Array.from({ length: 20 }, () => replicas.call(call)));
    expect(most).toBe(3);
  });
});

describe('several replicas', () => {
  it('share the work', async () => {
    const both = [await start(() => fine), await start(() => fine)];
    const replicas = new Replicas({ urls: both.map(({ url }) => url) });
    await Promise.all(Array.from({ length: 20 }, () => replicas.call(call)));
    expect(both.map(({ requests }) => requests.length)).toEqual([10, 10]);
  });

  it('cover for one that fails, which is left alone and comes back', async () => {
    let isDown = true;
    const failing = await start(() => (isDown ? { hangsUp: true } : fine));
    const sound = await start(() => fine);
    const replicas = new Replicas({ urls: [failing.url, sound.url], backoffMs: 1, restMs: 200 });
    for (let round = 0; round < 5; round += 1) {
      const calls = Array.from({ length: 8 }, () => replicas.call(call));
      expect(await Promise.all(calls)).toEqual(Array(8).fill('fine'));
    }
    const tried = failing.requests.length;
    expect(tried).toBeLessThan(20);
    isDown = false;
    await vi.waitFor(async () => {
      await Promise.all(Array.from({ length: 8 }, () => replicas.call(call)));
      expect(failing.requests.length).toBeGreaterThan(tried);
    });
  });
});

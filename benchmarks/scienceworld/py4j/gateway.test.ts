import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { sharedData } from '../../../src/testing/shared-data.ts';
import { ConnectionLost, Py4jConnection } from './connection.ts';
import { asReference, JavaError, JavaGateway } from './gateway.ts';
import { playGateway, type Exchange, type ScriptedGateway } from './testing/scripted-gateway.ts';
import { callRequest, constructRequest, decodeAnswer, releaseRequest } from './wire.ts';

let server: ScriptedGateway | undefined;
let connection: Py4jConnection | undefined;

afterEach(() => {
  connection?.close();
  server?.close();
});

async function connected(
  script: readonly Exchange[],
  options: { readonly pieceLength?: number } = {},
): Promise<Py4jConnection> {
  server = await playGateway(script, options);
  connection = await Py4jConnection.open(server.port);
  return connection;
}

describe('gateway client', () => {
  it('reads a list in one exchange and releases it', async () => {
    const gateway = new JavaGateway(
      await connected([
        { send: callRequest('o0', 'getPossibleActions'), recv: '!ylo1' },
        { send: 'c\nz:java.lang.String\njoin\ns\\n\nro1\ne\n', recv: '!yslook\\nwait — ok' },
        { send: releaseRequest({ id: 'o1' }), recv: '!yv' },
      ]),
    );
    const list = asReference(await gateway.call('o0', 'getPossibleActions'));
    expect(await gateway.texts(list)).toEqual(['look', 'wait — ok']);
    expect(server!.surprises).toEqual([]);
    expect(server!.played()).toBe(3);
  });

  it('says what the program threw, releases it, and goes on', async () => {
    const gateway = new JavaGateway(
      await connected([
        { send: callRequest('o0', 'step', ['x']), recv: '!xro2' },
        { send: callRequest('o2', 'toString'), recv: '!ysscala.MatchError: x' },
        { send: releaseRequest({ id: 'o2' }), recv: '!yv' },
        { send: callRequest('o0', 'getNumMoves'), recv: '!yi0' },
      ]),
    );
    await expect(gateway.call('o0', 'step', 'x')).rejects.toThrow(
      new JavaError('scala.MatchError: x'),
    );
    expect(await gateway.call('o0', 'getNumMoves')).toBe(0);
  });

  it('keeps calls apart that are made at once', async () => {
    const count = 50;
    const script = Array.from({ length: count }, (_, index) => ({
      send: callRequest('o0', 'step', [String(index)]),
      recv: `!ys${index}`,
    }));
    const gateway = new JavaGateway(await connected(script));
    const calls = script.map((_, index) => gateway.call('o0', 'step', String(index)));
    expect(await Promise.all(calls)).toEqual(script.map((_, index) => String(index)));
  });

  it('sends what is asked in one turn without waiting for an answer', async () => {
    const getters = ['getScore', 'getCompleted', 'getNumMoves'];
    const requests = [
      callRequest('o0', 'step', ['x']),
      ...getters.map((each) => callRequest('o0', each)),
    ];
    const gateway = new JavaGateway(
      await connected([{ send: requests.join(''), recv: '!ysa\n!yd0.5\n!ybtrue\n!yi3' }]),
    );
    const calls = [
      gateway.call('o0', 'step', 'x'),
      ...getters.map((each) => gateway.call('o0', each)),
    ];
    expect(await Promise.all(calls)).toEqual(['a', 0.5, true, 3]);
  });

  it('gives every later call its own answer when the first of a turn threw', async () => {
    const gateway = new JavaGateway(
      await connected([
        { send: callRequest('o0', 'step', ['x']), recv: '!xro2' },
        { send: callRequest('o0', 'getScore'), recv: '!xsno such method' },
        { send: callRequest('o0', 'getNumMoves'), recv: '!yi3' },
        { send: callRequest('o2', 'toString'), recv: '!ysscala.MatchError: x' },
        { send: releaseRequest({ id: 'o2' }), recv: '!yv' },
        { send: callRequest('o0', 'getNumMoves'), recv: '!yi4' },
      ]),
    );
    const calls = await Promise.allSettled([
      gateway.call('o0', 'step', 'x'),
      gateway.call('o0', 'getScore'),
      gateway.call('o0', 'getNumMoves'),
    ]);
    expect(calls).toEqual([
      { status: 'rejected', reason: new JavaError('scala.MatchError: x') },
      { status: 'rejected', reason: new JavaError('no such method') },
      { status: 'fulfilled', value: 3 },
    ]);
    expect(await gateway.call('o0', 'getNumMoves')).toBe(4);
    expect(server!.surprises).toEqual([]);
  });

  it('fails every call that waits when the gateway goes away', async () => {
    const gateway = new JavaGateway(await connected([]));
    const calls = [gateway.call('o0', 'step', 'a'), gateway.call('o0', 'step', 'b')];
    for (const result of await Promise.allSettled(calls)) {
      expect(result.status).toBe('rejected');
      expect((result as PromiseRejectedResult).reason).toBeInstanceOf(ConnectionLost);
    }
    await expect(gateway.call('o0', 'step', 'c')).rejects.toThrow(ConnectionLost);
  });

  it('says when nobody listens', async () => {
    server = await playGateway([]);
    const { port } = server;
    server.close();
    await expect(Py4jConnection.open(port)).rejects.toThrow(ConnectionLost);
  });
});

const transcript = sharedData('scienceworld/py4j-wire-transcript.jsonl');

describe.skipIf(!existsSync(transcript))(
  'recorded gateway (skipped without the reference data)',
  () => {
    const script = readRecording();

    function readRecording(): Exchange[] {
      if (!existsSync(transcript)) return [];
      const lines = readFileSync(transcript, 'utf8').trim().split('\n');
      return lines.map((line) => JSON.parse(line) as Exchange);
    }

    it('is asked again byte for byte, and every answer is read', async () => {
      const open = await connected(script, { pieceLength: 1000 });
      for (const { send, recv } of script) {
        const [command, ...lines] = send.split('\n');
        const again =
          command === 'c'
            ? callRequest(lines[0]!, lines[1]!, lines.slice(2, -2).map(valueOf))
            : command === 'i'
              ? constructRequest(lines[0]!)
              : command === 'm'
                ? releaseRequest({ id: lines[1]! })
                : send;
        expect(again).toBe(send);
        expect(await open.send(again)).toEqual(decodeAnswer(recv));
      }
      expect(server!.played()).toBe(script.length);
      expect(server!.surprises).toEqual([]);
    });

    function valueOf(line: string): string | number | boolean | { id: string } {
      const text = line.slice(1);
      if (line.startsWith('s')) return text.replaceAll('\\n', '\n');
      if (line.startsWith('i')) return Number(text);
      if (line.startsWith('b')) return text === 'true';
      return { id: text };
    }
  },
);

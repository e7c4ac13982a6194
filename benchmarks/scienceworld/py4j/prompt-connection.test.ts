import { describe, expect, it } from 'vitest';
import { JavaProcess } from '../jvm/java-process.ts';
import { officialJar } from '../testing/official-jar.ts';
import { ConnectionLost } from './connection.ts';
import { JavaError, JavaGateway } from './gateway.ts';
import { openPromptly } from './prompt-connection.ts';

const jar = await officialJar();
const MINUTE = 60_000;

describe.skipIf(jar === undefined)('prompt connection (skipped without a jar and Java)', () => {
  it(
    'gives each call of one turn its own answer, whatever the ones before came to',
    async () => {
      const process = await JavaProcess.start({
        jar: jar!.path,
        heap: '256m',
        startTimeoutMs: MINUTE,
      });
      try {
        const gateway = new JavaGateway(await openPromptly(process.port));
        const list = await gateway.construct('java.util.ArrayList');
        const [thrown, size, refused, shown] = await Promise.allSettled([
          gateway.call(list, 'get', 0),
          gateway.call(list, 'size'),
          gateway.call(list, 'noSuchMethod'),
          gateway.call(list, 'toString'),
        ]);
        expect(thrown).toMatchObject({ status: 'rejected', reason: expect.any(JavaError) });
        expect(String((thrown as PromiseRejectedResult).reason)).toContain('IndexOutOfBounds');
        expect(size).toEqual({ status: 'fulfilled', value: 0 });
        expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(JavaError) });
        expect(shown).toEqual({ status: 'fulfilled', value: '[]' });
        expect(await gateway.call(list, 'isEmpty')).toBe(true);
        process.kill();
        await expect(gateway.call(list, 'size')).rejects.toThrow(ConnectionLost);
      } finally {
        process.kill();
      }
    },
    5 * MINUTE,
  );
});

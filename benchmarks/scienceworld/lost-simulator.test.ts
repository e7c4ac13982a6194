import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { EnvironmentError } from '../../src/core/errors.ts';
import { ScienceWorldEnvironment } from './environment.ts';
import { JavaSimulator } from './jvm/java-simulator.ts';
import type { PoolEvent } from './pool-event.ts';
import { SimulatorPool } from './pool.ts';
import { ConnectionLost, Py4jConnection } from './py4j/connection.ts';
import { officialJar } from './testing/official-jar.ts';
import { agentView } from './view.ts';

const jar = await officialJar();
const MINUTES = 60_000;
const episode = { task: 'find-living-thing', variation: 0, simplifications: 'easy' };
/** Starts, and has no room for a world. */
const TINY_HEAP = '20m';

let pool: SimulatorPool | undefined;
afterEach(() => pool?.close());

interface Started {
  readonly heap?: string;
  readonly timeoutMs?: number;
}

/** A pool of one; the options of its simulators, by the order in which they start. */
function poolOf(...options: readonly Started[]) {
  const events: PoolEvent[] = [];
  const simulators: JavaSimulator[] = [];
  let starts = 0;
  pool = new SimulatorPool({
    size: 1,
    onEvent: (event) => events.push(event),
    start: async () => {
      const own = options[Math.min(starts, options.length - 1)];
      starts += 1;
      const simulator = await JavaSimulator.start({
        jar: jar!.path,
        heap: '1g',
        timeoutMs: MINUTES,
        startTimeoutMs: MINUTES,
        ...own,
      });
      simulators.push(simulator);
      return simulator;
    },
  });
  const environment = new ScienceWorldEnvironment(pool, episode, agentView({ start: 'look' }));
  return { environment, events, simulators };
}

async function untilNobodyListens(port: number): Promise<void> {
  for (;;) {
    try {
      (await Py4jConnection.open(port)).close();
    } catch (cause) {
      if (cause instanceof ConnectionLost) return;
      throw cause;
    }
    await wait(50);
  }
}

describe.skipIf(jar === undefined)(
  'simulator that is lost (skipped without its jar and Java)',
  () => {
    it(
      'is replaced when it hangs, and the next one goes on where it stood',
      async () => {
        const { environment, events, simulators } = poolOf({ timeoutMs: 15_000 }, {});
        await environment.reset();
        await environment.step('look around');
        process.kill(simulators[0]!.pid!, 'SIGSTOP');
        const { observation } = await environment.step('go to kitchen');
        expect(observation.text).toBe('You move to the kitchen.');
        expect(events).toEqual([
          { type: 'simulator-started' },
          { type: 'simulator-lost', reason: 'it did not answer within 15 s', episode, depth: 1 },
          { type: 'simulator-started' },
          { type: 'replayed', episode, actions: 1 },
        ]);
        expect(await simulators[0]!.gone).toBe('it was ended by SIGKILL');
      },
      5 * MINUTES,
    );

    it(
      'is replaced when it runs out of memory',
      async () => {
        const { environment, events } = poolOf({ heap: TINY_HEAP }, {});
        await environment.reset();
        expect((await environment.step('go to kitchen')).observation.text).toContain('kitchen');
        expect(events).toContainEqual({ type: 'simulator-lost', reason: 'it ran out of memory' });
      },
      5 * MINUTES,
    );

    it(
      'is given up, with what to do, when every one of them runs out of memory',
      async () => {
        const { environment } = poolOf({ heap: TINY_HEAP });
        const failure = await environment.reset().catch((cause: unknown) => cause);
        expect(failure).toBeInstanceOf(EnvironmentError);
        expect(String(failure)).toMatch(/it ran out of memory.*heap=2g/s);
      },
      5 * MINUTES,
    );

    it(
      'is ended with its pool while somebody who gave up had asked it for something',
      async () => {
        const { environment, simulators } = poolOf({});
        await environment.reset();
        const controller = new AbortController();
        const step = environment.step('wait', { signal: controller.signal });
        controller.abort(new Error('Ctrl-C'));
        await expect(step).rejects.toThrow('Ctrl-C');
        pool!.close();
        expect(await simulators[0]!.gone).toBe('it was ended by SIGKILL');
      },
      5 * MINUTES,
    );

    it.each(['SIGINT', 'SIGKILL'] as const)(
      'does not outlive a program that was ended by %s',
      async (signal) => {
        const script = fileURLToPath(new URL('testing/hold-simulator.ts', import.meta.url));
        const program = spawn(process.execPath, ['--import', 'tsx', script, jar!.path], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        const [said] = (await once(program.stdout, 'data')) as [Buffer];
        program.kill(signal);
        await once(program, 'exit');
        await untilNobodyListens(Number(said.toString('utf8')));
      },
      5 * MINUTES,
    );
  },
);

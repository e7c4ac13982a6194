import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { EnvironmentError } from '../../src/core/errors.ts';
import type { Environment } from '../../src/core/environment.ts';
import { ScienceWorldEnvironment } from './environment.ts';
import type { PoolEvent } from './pool-event.ts';
import { SimulatorPool } from './pool.ts';
import { FakeSimulator, type FakeOptions } from './testing/fake-simulator.ts';
import { agentView } from './view.ts';

const episode = { task: 'boil', variation: 0, simplifications: 'easy' };
const other = { ...episode, variation: 1 };

let pool: SimulatorPool | undefined;
afterEach(() => pool?.close());

function createPool(size: number, options: FakeOptions = {}) {
  const work: string[] = [];
  const events: PoolEvent[] = [];
  const simulators: FakeSimulator[] = [];
  pool = new SimulatorPool({
    size,
    patienceMs: 1,
    start: async () => {
      const simulator = new FakeSimulator({ onWork: (each) => work.push(each), ...options });
      simulators.push(simulator);
      return simulator;
    },
    onEvent: (event) => events.push(event),
  });
  const open = (wanted = episode) =>
    new ScienceWorldEnvironment(pool!, wanted, agentView({ start: 'look' }));
  return { pool, work, events, simulators, open };
}

function cloneOf(environment: Environment): Environment {
  if (environment.branching.kind !== 'clone') throw new Error('It cannot be cloned');
  return environment.branching.clone();
}

describe('pool of simulators', () => {
  it('goes on where a simulator stands, without beginning again', async () => {
    const { open, work, pool: shared } = createPool(1);
    const environment = open();
    await environment.reset();
    for (const action of ['a', 'b', 'c']) await environment.step(action);
    expect(work).toEqual(['load boil/0', 'a', 'b', 'c']);
    expect(shared.counts).toMatchObject({ asked: 3, found: 3, executed: 3, loads: 1 });
  });

  it('takes the way again for a branch, and remembers what was found out', async () => {
    const { open, work, events, pool: shared } = createPool(1);
    const environment = open();
    await environment.reset();
    await environment.step('a');
    const branch = cloneOf(environment);
    await environment.step('b');
    expect((await branch.step('c')).observation.text).toBe('You did: a, c');
    expect(work).toEqual(['load boil/0', 'a', 'b', 'load boil/0', 'a', 'c']);
    expect(events).toContainEqual({ type: 'replayed', episode, actions: 1 });
    const again = open();
    await again.reset();
    await again.step('a');
    expect((await again.step('b')).observation.text).toBe('You did: a, b');
    expect(work).toHaveLength(6);
    expect(shared.counts).toMatchObject({ asked: 5, found: 3, executed: 4 });
  });

  it('keeps a second simulator at an earlier moment', async () => {
    const { open, work } = createPool(2);
    const environment = open();
    await environment.reset();
    const root = cloneOf(environment);
    await environment.step('a');
    const second = cloneOf(root);
    await second.step('b');
    await cloneOf(second).step('c');
    await cloneOf(environment).step('d');
    expect(work.filter((each) => each === 'load boil/0')).toHaveLength(2);
    expect(work.filter((each) => !each.startsWith('load')).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('does the work of a simulator that is lost again, in another', async () => {
    const { open, events, simulators } = createPool(1);
    const environment = open();
    await environment.reset();
    await environment.step('a');
    const step = environment.step('b');
    simulators[0]!.kill('it was killed');
    expect((await step).observation.text).toBe('You did: a, b');
    simulators[1]!.kill('it was killed while idle');
    expect((await environment.step('c')).observation.text).toBe('You did: a, b, c');
    expect(events.filter(({ type }) => type === 'simulator-lost')).toEqual([
      { type: 'simulator-lost', reason: 'it was killed', episode, depth: 1 },
      { type: 'simulator-lost', reason: 'it was killed while idle', episode, depth: 2 },
    ]);
  });

  it('gives an action up that ends every simulator', async () => {
    const { open, simulators } = createPool(2, { deadly: 'trip' });
    const environment = open();
    await environment.reset();
    await expect(environment.step('trip')).rejects.toThrow(EnvironmentError);
    expect(simulators).toHaveLength(3);
    await environment.reset();
    expect((await environment.step('walk')).observation.text).toBe('You did: walk');
  });

  it('does not blame an action for simulators that were lost on the way to it', async () => {
    const { open, simulators, work, events } = createPool(1);
    const environment = open();
    await environment.reset();
    for (const action of ['a', 'b', 'c']) await environment.step(action);
    const step = environment.step('d');
    for (let kills = 0; kills < 6; kills += 1) {
      const before = work.length;
      simulators.at(-1)!.kill('it was killed');
      while (work.length === before) await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await step).observation.text).toBe('You did: a, b, c, d');
    expect(events.filter(({ type }) => type === 'simulator-lost')).toHaveLength(6);
  });

  it('says so when the same actions show another page', async () => {
    const { open, events } = createPool(1, { isFickle: true });
    const environment = open();
    await environment.reset();
    const branch = cloneOf(environment);
    await environment.step('a');
    await expect(branch.step('b')).rejects.toThrow('did not show the same page again');
    expect(events.at(-1)).toMatchObject({ type: 'diverged', expected: 'You did: ' });
  });

  it('lets visitors that act at once wait for each other, and all arrive', async () => {
    const { open, pool: shared } = createPool(2);
    const play = async (variation: number) => {
      const environment = open({ ...episode, variation });
      await environment.reset();
      for (let step = 0; step < 20; step += 1) await environment.step(`${variation}.${step}`);
      environment.close();
    };
    await Promise.all(Array.from({ length: 8 }, (_, variation) => play(variation)));
    expect(shared.counts.executed).toBe(160);
  });

  it('takes a simulator from whoever does not use it', async () => {
    const { open } = createPool(1);
    const [first, second] = [open(), open(other)];
    await first.reset();
    await first.step('a');
    await second.reset();
    expect((await second.step('b')).observation.text).toBe('You did: b');
    expect((await first.step('c')).observation.text).toBe('You did: a, c');
  });

  it('refuses what waits when simulators do not start', async () => {
    let starts = 0;
    pool = new SimulatorPool({
      size: 2,
      start: async () => {
        starts += 1;
        throw new EnvironmentError({ environment: 'x', problem: 'no Java', remedy: 'Install it' });
      },
    });
    const environment = new ScienceWorldEnvironment(pool, episode, agentView({ start: 'look' }));
    await expect(environment.reset()).rejects.toThrow('no Java');
    expect(starts).toBeLessThanOrEqual(4);
  });

  it('refuses what waits when it is closed', async () => {
    const { open, pool: shared, simulators } = createPool(1);
    const environment = open();
    await environment.reset();
    shared.close();
    expect(simulators[0]!.isClosed).toBe(true);
    await expect(environment.step('a')).rejects.toThrow('closed');
  });

  it('rejects at once when the caller gives up', async () => {
    const { open } = createPool(1);
    const environment = open();
    await environment.reset();
    const controller = new AbortController();
    const step = environment.step('a', { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(step).rejects.toThrow('enough');
  });

  it('shows every branch what its own actions lead to, in any order and with simulators dying', async () => {
    const move = fc.record({
      branch: fc.nat(5),
      action: fc.constantFrom('a', 'b', 'c'),
      clones: fc.boolean(),
      kills: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 25 }), async (moves) => {
        const { open, simulators, pool: shared } = createPool(2);
        const root = open();
        await root.reset();
        const branches = [{ environment: root as Environment, actions: [] as string[] }];
        for (const { branch, action, clones, kills } of moves) {
          const at = branches[branch % branches.length]!;
          const environment = clones ? cloneOf(at.environment) : at.environment;
          const actions = [...at.actions, action];
          const step = environment.step(action);
          if (kills) simulators.at(-1)!.kill('it was killed');
          expect((await step).observation.text).toBe(`You did: ${actions.join(', ')}`);
          if (clones) branches.push({ environment, actions });
          else at.actions.push(action);
        }
        shared.close();
      }),
      { numRuns: 40 },
    );
  });
});

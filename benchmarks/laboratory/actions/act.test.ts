import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/rng.ts';
import { laboratoryNumber } from '../stock/laboratories.ts';
import { tellPage } from '../view/page.ts';
import { lifeStage, NOWHERE, stateOfMatter, type World } from '../world/world.ts';
import { act } from './act.ts';
import { availableActions } from './available.ts';
import { sayCommand } from './say.ts';
import { understand } from './understand.ts';

/** The worlds of a random walk, with the actions between them. */
function wander(laboratory: number, seed: number, steps: number) {
  const rng = createRng(seed);
  const worlds = [laboratoryNumber(laboratory)];
  const actions: string[] = [];
  while (actions.length < steps) {
    const world = worlds.at(-1)!;
    const action = rng.pick(availableActions(world).filter((each) => each !== 'finish'));
    actions.push(action);
    worlds.push(act(world, action).world);
  }
  return { worlds, actions };
}

const walk = fc
  .record({ laboratory: fc.nat(39), seed: fc.nat(1000), steps: fc.integer({ min: 1, max: 60 }) })
  .map(({ laboratory, seed, steps }) => wander(laboratory, seed, steps));

const nameOf = ({ things }: World, id: number) => things[id]!.name;

describe('the laboratory', () => {
  it('keeps every thing in exactly one place', () => {
    fc.assert(
      fc.property(walk, ({ worlds }) => {
        const { things, rooms } = worlds.at(-1)!;
        const held = things.flatMap(({ contents }) => contents);
        expect(new Set(held).size).toBe(held.length);
        for (const { id, place, amount } of things) {
          if (place !== NOWHERE) expect(things[place]!.contents).toContain(id);
          else expect(rooms.includes(id) || amount === 0).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('loses and makes no portion of anything but the water of its taps', () => {
    fc.assert(
      fc.property(walk, ({ worlds }) => {
        const portions = ({ things }: World) => things.reduce((sum, { amount }) => sum + amount, 0);
        worlds.slice(1).forEach((world, index) => {
          const before = worlds[index]!;
          const made = world.things.slice(before.things.length);
          const drawn = made.filter(({ name }) => name === 'water').length;
          expect(portions(world)).toBeCloseTo(portions(before) + drawn, 9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('never goes back in time, and leaves earlier worlds as they were', () => {
    fc.assert(
      fc.property(walk, ({ worlds, actions }) => {
        worlds.slice(1).forEach((world, index) => {
          expect(world.time).toBeGreaterThanOrEqual(worlds[index]!.time);
        });
        let again = worlds[0]!;
        actions.forEach((action, index) => {
          again = act(again, action).world;
          expect(again).toEqual(worlds[index + 1]);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('understands every action that it offers as exactly one command, which reads the same', () => {
    fc.assert(
      fc.property(walk, ({ worlds }) => {
        const world = worlds.at(-1)!;
        for (const action of availableActions(world)) {
          const understanding = understand(world, action);
          if (understanding.kind !== 'command') throw new Error(`"${action}" is not understood`);
          expect(sayCommand(world, understanding.command)).toBe(action);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('answers any text, and no nonsense takes time', () => {
    const odd = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc
        .tuple(
          fc.constantFrom('move', 'pour', 'go to', 'open', 'use', 'connect', 'focus on', '7', ''),
          fc.constantFrom('', 'water', 'the', 'water in water', 'to to to', 'substance', '\n'),
          fc.constantFrom('', ' to ', ' in ', ' on '),
          fc.constantFrom('', 'sink', 'stove', 'agent', '__proto__', 'x'.repeat(10_000)),
        )
        .map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(fc.nat(39), fc.array(odd, { maxLength: 12 }), (laboratory, texts) => {
        let world = laboratoryNumber(laboratory);
        for (const text of texts) {
          const isNonsense = understand(world, text).kind === 'nonsense';
          const outcome = act(world, text);
          expect(outcome.said).not.toBe('');
          if (isNonsense && world.question === undefined) {
            expect(outcome.world.time).toBe(world.time);
          }
          world = outcome.world;
          if (world.isOver) break;
        }
        expect(tellPage(world, '')).toContain('You see:');
      }),
      { numRuns: 60 },
    );
  });
});

/** Plays actions and gives all worlds and answers. */
function play(laboratory: number, actions: readonly string[]) {
  let world = laboratoryNumber(laboratory);
  const said = actions.map((action) => {
    const outcome = act(world, action);
    ({ world } = outcome);
    return outcome.said;
  });
  return { world, said };
}

describe('actions in the laboratory', () => {
  it('ask which of two things of one name is meant, and take a number for an answer', () => {
    const start = laboratoryNumber(3);
    const studio = ['open door to studio', 'go to studio'];
    const { said } = play(3, [...studio, 'focus on red paint', '1', '0']);
    expect(said[2]).toMatch(/^Which one do you mean\?/);
    expect(said[2]!.split('\n')).toHaveLength(3);
    expect(said[3]).toBe('You focus on the red paint.');
    expect(said[4]).toBe('That is not an action that I know.');
    expect(start.question).toBeUndefined();
  });

  it('forget the question when something else is done instead', () => {
    const studio = ['open door to studio', 'go to studio'];
    const { world } = play(3, [...studio, 'focus on red paint', 'go to hallway']);
    expect(world.question).toBeUndefined();
    expect(nameOf(world, world.things[world.agent]!.place)).toBe('hallway');
  });

  it('heat what is on a stove that is on, until it melts', () => {
    const { world } = play(3, [
      'go to kitchen',
      'pick up chocolate',
      'move chocolate to stove',
      'activate stove',
      'wait',
    ]);
    const chocolate = world.things.find(({ name }) => name === 'chocolate')!;
    expect(chocolate.temperature).toBeGreaterThan(36);
    expect(stateOfMatter(chocolate)).toBe('liquid');
  });

  it('cool what is in a freezer, and nothing through its closed lid can be reached', () => {
    const { said } = play(3, [
      'go to kitchen',
      'open freezer',
      'pick up tin cup',
      'move tin cup to freezer',
      'close freezer',
      'pick up tin cup',
    ]);
    expect(said.at(-1)).toBe('I see no "tin cup" here.');
  });

  it('light a lamp only in a closed loop, and put it out when a wire comes off', () => {
    const wired = [
      'pick up red wire',
      'pick up black wire',
      'open door to workshop',
      'go to workshop',
      'connect red wire to battery',
      'connect red wire to electric motor',
      'connect black wire to battery',
    ];
    const isOn = (world: World) =>
      world.things.find(({ name }) => name === 'electric motor')!.isActive;
    expect(isOn(play(3, wired).world)).toBe(false);
    const closed = [...wired, 'connect black wire to electric motor'];
    expect(isOn(play(3, closed).world)).toBe(true);
    expect(isOn(play(3, [...closed, 'disconnect black wire']).world)).toBe(false);
    expect(isOn(play(3, [...closed, 'pick up battery']).world)).toBe(false);
  });

  it('let a seed grow in wet soil only', () => {
    const inPot = ['go to greenhouse', 'move pea plant to flower pot 1', 'wait', 'wait'];
    const stage = ({ things, time }: World) =>
      lifeStage(
        things.find(({ name }) => name === 'pea plant')!,
        time,
      );
    expect(stage(play(3, inPot).world)).toBe('seed');
  });
});

import { canBeWired } from '../world/circuit.ts';
import { flows } from '../world/mixture.ts';
import { isAccessible, thingsInReach, type Thing, type World } from '../world/world.ts';
import type { Command } from './command.ts';
import { hasSwitch } from './effects/switches.ts';
import { Referents } from './referent.ts';
import { commandWriter } from './say.ts';

/**
 * What somebody who sees the page may think of doing, from the names and states on it alone: nothing
 * here tells what would be useful, and some of it comes to nothing.
 */
export function availableActions(world: World): string[] {
  if (world.isOver) return [];
  const things = thingsInReach(world);
  const write = commandWriter(world, new Referents(world, things));
  const actions = new Set<string>(world.question?.map((_, index) => String(index)));
  for (const command of commandsIn(world, things)) actions.add(write(command));
  return [...actions];
}

function* commandsIn(world: World, things: readonly Thing[]): Generator<Command> {
  yield* doorCommands(world);
  for (const thing of things) yield* singleCommands(world, thing);
  yield* carryCommands(world, things);
  yield* wireCommands(things);
  yield* [{ verb: 'wait' }, { verb: 'wait1' }, { verb: 'finish' }] as const;
}

function* doorCommands(world: World): Generator<Command> {
  const here = world.things[world.agent]!.place;
  for (const { rooms, isOpen } of world.doors) {
    if (!rooms.includes(here)) continue;
    const room = rooms[0] === here ? rooms[1] : rooms[0];
    yield { verb: isOpen ? 'go to' : 'open door to', room };
  }
}

function* singleCommands(world: World, thing: Thing): Generator<Command> {
  const { id, form, isOpen, isActive, place, contents } = thing;
  yield { verb: 'focus on', thing: id };
  if (place === world.agent) yield { verb: 'put down', thing: id };
  else if (form.isPortable && !(form.substance && flows(thing)))
    yield { verb: 'pick up', thing: id };
  if (form.hasLid) yield { verb: isOpen ? 'close' : 'open', thing: id };
  if (hasSwitch(thing)) yield { verb: isActive ? 'deactivate' : 'activate', thing: id };
  if (form.holds === 'in' && contents.length > 1 && isAccessible(thing))
    yield { verb: 'mix', thing: id };
  if (form.text !== undefined) yield { verb: 'read', thing: id };
  if (thing.wiredTo.length > 0) yield { verb: 'disconnect', thing: id };
}

/** With what is carried, and what it can be put into, poured into or used on. */
function* carryCommands(world: World, things: readonly Thing[]): Generator<Command> {
  for (const thing of things) {
    if (thing.place !== world.agent) continue;
    const pours = thing.contents.some((id) => flows(world.things[id]!));
    for (const other of things) {
      if (other.id === thing.id || other.place === thing.id) continue;
      const pair = { thing: thing.id, other: other.id };
      if (thing.form.isThermometer) yield { verb: 'use', ...pair };
      if (other.form.holds === undefined || !isAccessible(other)) continue;
      yield { verb: 'move', ...pair };
      if (pours && other.form.holds === 'in') yield { verb: 'pour', ...pair };
    }
  }
}

/** A wire to anything that has an end free. */
function* wireCommands(things: readonly Thing[]): Generator<Command> {
  const parts = things.filter((thing) => canBeWired(thing) && thing.wiredTo.length < 2);
  for (const wire of parts) {
    if (wire.form.circuit?.kind !== 'wire') continue;
    for (const { id, form } of parts) {
      if (form.circuit?.kind === 'wire') continue;
      yield { verb: 'connect', thing: wire.id, other: id };
    }
  }
}

import type { StateOfMatter } from '../world/substance.ts';
import { roomOf, type Thing, type ThingId, type World } from '../world/world.ts';
import { subgoal, type Moment, type Subgoal } from './rubric.ts';

export function focusOn(says: string, isWanted: (thing: Thing, world: World) => boolean): Subgoal {
  return subgoal(`focus on ${says}`, ({ event, world }) => {
    return event.kind === 'focused' && isWanted(world.things[event.thing]!, world);
  });
}

export function focusOnNamed(name: string): Subgoal {
  return focusOn(`the ${name}`, (thing) => thing.name === name);
}

export function putInto(
  says: string,
  thing: (moment: Moment) => ThingId | undefined,
  box: string,
): Subgoal {
  return subgoal(`put ${says} in the ${box}`, (moment) => isPut(moment, thing(moment), box));
}

export function isPut({ event, world }: Moment, thing: ThingId | undefined, box: string): boolean {
  if (event.kind !== 'placed' || event.thing !== thing) return false;
  return world.things[event.into]!.name === box;
}

export function turnsInto(name: string, to: StateOfMatter, isFocused: boolean): Subgoal {
  return subgoal(`make the ${name} a ${to}`, ({ event, world, focused }) => {
    if (event.kind !== 'changed-state' || event.to !== to) return false;
    if (isFocused && !focused.includes(event.thing)) return false;
    return world.things[event.thing]!.name === name;
  });
}

export function measured(name: string): Subgoal {
  return subgoal(`measure the ${name}`, ({ event, world }) => {
    return event.kind === 'measured' && world.things[event.thing]!.name === name;
  });
}

export const finish: Subgoal = subgoal('finish', ({ event }) => event.kind === 'finished');

export function take(name: string): Subgoal {
  return subgoal(`take the ${name}`, ({ event, world }) => {
    if (event.kind !== 'placed' || event.into !== world.agent) return false;
    return holds(world, event.thing, name);
  });
}

/** In the room where something was at the beginning. */
export function comeTo(start: World, name: string): Subgoal {
  const thing = start.things.find((each) => each.name === name);
  const room = thing && roomOf(start, thing.id);
  return subgoal(`come to where the ${name} is`, ({ event, world }) => {
    return (
      event.kind === 'entered' && (room === undefined || world.things[event.room]!.id === room.id)
    );
  });
}

/** Whether a thing is called so, or holds one that is. */
export function holds(world: World, id: ThingId, name: string): boolean {
  const thing = world.things[id]!;
  return thing.name === name || thing.contents.some((held) => holds(world, held, name));
}

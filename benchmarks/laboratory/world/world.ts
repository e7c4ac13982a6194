import type { Command } from '../actions/command.ts';
import type { Form } from './form.ts';
import { stageOf } from './species.ts';
import { stateOf, type StateOfMatter } from './substance.ts';

/** The index of a thing in `World.things`. */
export type ThingId = number;

/** Where a room is, and what has been mixed into something else. */
export const NOWHERE: ThingId = -1;

export interface Thing {
  readonly id: ThingId;
  readonly name: string;
  readonly form: Form;
  /** The thing that holds it. */
  readonly place: ThingId;
  readonly contents: readonly ThingId[];
  /** Degrees Celsius. */
  readonly temperature: number;
  readonly isOpen: boolean;
  /** Switched on, or, of a consumer of electricity, under power. */
  readonly isActive: boolean;
  /** Portions of a substance; 1 for everything else. */
  readonly amount: number;
  /** Of a plant, the ticks in which it grew; of an animal, its age when the time began. */
  readonly age: number;
  /** What its two ends are connected to, at most two. */
  readonly wiredTo: readonly ThingId[];
}

export interface Door {
  readonly rooms: readonly [ThingId, ThingId];
  readonly isOpen: boolean;
}

/** The things that do something by themselves as time passes; always the same ones. */
export interface MovingParts {
  readonly taps: readonly ThingId[];
  /** Ovens, freezers and the like. */
  readonly heaters: readonly ThingId[];
  readonly consumers: readonly ThingId[];
  readonly plants: readonly ThingId[];
}

/** Everything there is, at one moment. Never changed in place: worlds share what they have in common. */
export interface World {
  /** By id. Nothing is ever taken out of the list. */
  readonly things: readonly Thing[];
  readonly doors: readonly Door[];
  readonly rooms: readonly ThingId[];
  readonly agent: ThingId;
  readonly moving: MovingParts;
  /** Ticks since the beginning. */
  readonly time: number;
  /** What the last action may have meant; a number chooses. */
  readonly question: readonly Command[] | undefined;
  readonly isOver: boolean;
}

export function roomOf(world: Pick<World, 'things'>, id: ThingId): Thing | undefined {
  let thing = world.things[id];
  while (thing !== undefined && thing.form.kind !== 'room') thing = world.things[thing.place];
  return thing;
}

export function agentRoom({ things, agent }: World): Thing {
  return things[things[agent]!.place]!;
}

export function stateOfMatter({ form, temperature }: Thing): StateOfMatter | undefined {
  return form.substance && stateOf(form.substance, temperature);
}

export function lifeStage({ form: { species }, age }: Thing, time: number): string | undefined {
  if (species === undefined) return undefined;
  return stageOf(species, species.kingdom === 'animal' ? age + time : age);
}

/** Whether what it holds can be seen and reached. */
export function isAccessible({ form, isOpen }: Thing): boolean {
  return !form.hasLid || isOpen;
}

/**
 * All that the agent can see and touch where it stands, each holder before what it holds: the things
 * of the room, then its own. What is behind a lid is left out.
 */
export function thingsInReach(world: World): Thing[] {
  const found: Thing[] = [];
  const agent = world.things[world.agent]!;
  gather(world, world.things[agent.place]!, found);
  gather(world, agent, found);
  return found;
}

function gather(world: World, holder: Thing, found: Thing[]): void {
  for (const id of holder.contents) {
    if (id === world.agent) continue;
    const thing = world.things[id]!;
    found.push(thing);
    if (thing.contents.length > 0 && isAccessible(thing)) gather(world, thing, found);
  }
}

import { act } from '../actions/act.ts';
import type { LabEvent } from '../world/event.ts';
import { agentRoom, isAccessible, roomOf, type Thing, type World } from '../world/world.ts';

/** Somebody who knows where everything is, and writes down what they do. For tests only. */
export class Walker {
  world: World;
  readonly actions: string[] = [];
  readonly events: LabEvent[] = [];

  constructor(world: World) {
    this.world = world;
  }

  do(action: string): void {
    const { world, events } = act(this.world, action);
    this.world = world;
    this.actions.push(action);
    this.events.push(...events);
  }

  find(name: string): Thing {
    const thing = this.world.things.find((each) => each.name === name && each.amount > 0);
    if (thing === undefined) throw new RangeError(`There is no "${name}"`);
    return thing;
  }

  holderOf(thing: Thing): Thing {
    return this.world.things[thing.place]!;
  }

  /** Goes to the room of a thing and opens what it is in. */
  reach(name: string): void {
    const thing = this.find(name);
    this.goTo(roomOf(this.world, thing.id)!.name);
    for (let at = this.holderOf(thing); at.form.kind === 'thing'; at = this.holderOf(at)) {
      if (!isAccessible(at)) this.do(`open ${at.name}`);
    }
  }

  take(name: string): void {
    this.reach(name);
    if (this.find(name).place !== this.world.agent) this.do(`pick up ${name}`);
  }

  /** Takes a thing to a container or an appliance. */
  bring(name: string, into: string): void {
    this.take(name);
    this.reach(into);
    if (!isAccessible(this.find(into))) this.do(`open ${into}`);
    this.do(`move ${name} to ${into}`);
  }

  /** Waits until something holds; gives up after very long. */
  waitUntil(holds: () => boolean): void {
    for (let waits = 0; waits < 40 && !holds(); waits += 1) this.do('wait');
  }

  goTo(room: string): void {
    for (const next of this.#wayTo(room)) {
      this.do(`open door to ${next}`);
      this.do(`go to ${next}`);
    }
  }

  /** The rooms on the shortest way, without the first. */
  #wayTo(room: string): string[] {
    const { doors, things } = this.world;
    const ways = new Map<string, string[]>([[agentRoom(this.world).name, []]]);
    for (const [at, way] of ways) {
      if (at === room) return way;
      for (const { rooms } of doors) {
        const [a, b] = rooms.map((id) => things[id]!.name) as [string, string];
        const next = a === at ? b : b === at ? a : undefined;
        if (next !== undefined && !ways.has(next)) ways.set(next, [...way, next]);
      }
    }
    throw new RangeError(`No way leads to the ${room}`);
  }
}

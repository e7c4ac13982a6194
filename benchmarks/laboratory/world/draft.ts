import type { Command } from '../actions/command.ts';
import type { LabEvent } from './event.ts';
import type { Form } from './form.ts';
import {
  NOWHERE,
  type Door,
  type MovingParts,
  type Thing,
  type ThingId,
  type World,
} from './world.ts';

/**
 * The next world while it is being made from the last one. The list of things is copied at the first
 * change and each thing when it changes, so the world it began with stays as it was.
 */
export class Draft {
  time: number;
  question: readonly Command[] | undefined;
  isOver: boolean;
  doors: readonly Door[];
  readonly events: LabEvent[] = [];
  readonly rooms: readonly ThingId[];
  readonly agent: ThingId;
  readonly moving: MovingParts;
  readonly #before: World;
  #things: Thing[] | undefined;

  constructor(world: World) {
    this.#before = world;
    this.time = world.time;
    this.isOver = world.isOver;
    this.doors = world.doors;
    this.rooms = world.rooms;
    this.agent = world.agent;
    this.moving = world.moving;
  }

  get things(): readonly Thing[] {
    return this.#things ?? this.#before.things;
  }

  thing(id: ThingId): Thing {
    return this.things[id]!;
  }

  change(id: ThingId, changes: Partial<Omit<Thing, 'id' | 'form'>>): void {
    this.#things ??= [...this.#before.things];
    this.#things[id] = { ...this.#things[id]!, ...changes };
  }

  /** Puts a thing, with all that it holds, into or onto another one. */
  move(id: ThingId, into: ThingId): void {
    const { place } = this.thing(id);
    if (place === into) return;
    if (place !== NOWHERE) {
      this.change(place, { contents: this.thing(place).contents.filter((held) => held !== id) });
    }
    this.change(id, { place: into });
    if (into !== NOWHERE) this.change(into, { contents: [...this.thing(into).contents, id] });
  }

  create(fields: {
    readonly name: string;
    readonly form: Form;
    readonly place: ThingId;
    readonly temperature: number;
    readonly amount: number;
  }): ThingId {
    this.#things ??= [...this.#before.things];
    const id = this.#things.length;
    const { place, ...traits } = fields;
    this.#things.push({
      id,
      ...traits,
      place: NOWHERE,
      contents: [],
      isOpen: false,
      isActive: false,
      age: 0,
      wiredTo: [],
    });
    this.move(id, place);
    return id;
  }

  note(event: LabEvent): void {
    this.events.push(event);
  }

  finish(): World {
    const { things, doors, rooms, agent, moving, time, question, isOver } = this;
    return { things, doors, rooms, agent, moving, time, question, isOver };
  }
}

import type { Rng } from '../../../src/core/rng.ts';
import type { Form } from '../world/form.ts';
import { NOWHERE, type Thing, type ThingId } from '../world/world.ts';
import { CUPBOARD, SURFACE } from './objects.ts';
import { FIXTURES, ROOM_NAMES, type RoomName } from './rooms.ts';

/** Fills a laboratory, thing by thing. */
export class Builder {
  readonly things: Thing[] = [];
  readonly #ids = new Map<string, ThingId>();
  readonly #rng: Rng;

  constructor(rng: Rng) {
    this.#rng = rng;
  }

  idOf(name: string): ThingId {
    const id = this.#ids.get(name);
    if (id === undefined) throw new RangeError(`There is no "${name}" yet`);
    return id;
  }

  /** Puts a new thing into a room, or into or onto another thing. */
  put(
    name: string,
    itsForm: Form,
    into: string | undefined,
    traits: Partial<Pick<Thing, 'temperature' | 'age' | 'isOpen'>> = {},
  ): ThingId {
    const id = this.things.length;
    const holder = into === undefined ? undefined : this.things[this.idOf(into)]!;
    this.#ids.set(name, id);
    this.things.push({
      id,
      name,
      form: itsForm,
      place: holder?.id ?? NOWHERE,
      contents: [],
      temperature: holder?.temperature ?? itsForm.roomCelsius,
      isOpen: false,
      isActive: false,
      amount: 1,
      age: 0,
      wiredTo: [],
      ...traits,
    });
    if (holder !== undefined) {
      this.things[holder.id] = { ...holder, contents: [...holder.contents, id] };
    }
    return id;
  }

  /** One of the places where things of a room usually lie. */
  spotIn(...rooms: readonly RoomName[]): string {
    const room = this.#rng.pick(rooms);
    const spots = FIXTURES[room].filter(
      ([, fixture]) => fixture === SURFACE || fixture === CUPBOARD,
    );
    return this.#rng.pick([room, ...spots.map(([name]) => name)]);
  }

  anyRoom(): RoomName {
    return this.#rng.pick(ROOM_NAMES);
  }
}

import { isFixed } from '../reading/knowledge.ts';
import type { SceneThing } from '../reading/scene.ts';
import type { Story } from '../reading/story.ts';
import type { Urge } from './urge.ts';

/** Units of preference; one more is e times as likely at temperature 1. */
const SURE = 3;
const CURIOUS = 1.2;

/**
 * The next steps of everyday errands, as far as what was seen allows. An errand that is done has no
 * next step.
 */
export class Errands {
  readonly story: Story;

  constructor(story: Story) {
    this.story = story;
  }

  /** What is in sight and has this name. */
  here(name: string): SceneThing | undefined {
    const seen = this.story.seen.get(name);
    return seen !== undefined && (seen.isCarried || seen.room === this.story.scene.room)
      ? seen
      : undefined;
  }

  has(name: string): boolean {
    return this.here(name)?.isCarried === true;
  }

  hasFocused(name: string): boolean {
    return this.story.focused.includes(name);
  }

  /** Until the thing is in sight. */
  seek(name: string): Urge[] {
    if (this.here(name) !== undefined) return [];
    const seen = this.story.seen.get(name);
    return seen === undefined ? this.explore() : this.goTo(seen.room);
  }

  /** Until the thing, or what it is held in, is in the hands. */
  take(name: string): Urge[] {
    const thing = this.here(name);
    if (thing === undefined) return this.seek(name);
    if (thing.isCarried) return [];
    return [{ verb: 'pick up', name: this.carrierOf(name), like: SURE }];
  }

  /** Until the thing is in or on the other one. */
  bring(name: string, into: string): Urge[] {
    const carrier = this.carrierOf(name);
    if (carrier === into || this.story.seen.get(carrier)?.holder === into) return [];
    if (!this.has(name)) return this.take(name);
    const target = this.here(into);
    if (target === undefined) return this.seek(into);
    if (target.notes.includes('closed')) return [{ verb: 'open', name: into, like: SURE }];
    return [{ verb: 'move', name: carrier, other: into, like: SURE }];
  }

  /** Until everything that flows in a vessel is in the other one. */
  pour(from: string, into: string): Urge[] {
    if (!this.has(from)) return this.take(from);
    if (this.here(into) === undefined) return this.seek(into);
    return [{ verb: 'pour', name: from, other: into, like: SURE }];
  }

  goTo(room: string): Urge[] {
    const next = this.#firstDoorTo(room);
    return next === undefined ? this.explore() : [this.#through(next, SURE)];
  }

  /** Looks where nobody looked yet. */
  explore(): Urge[] {
    const { scene, rooms } = this.story;
    const urges: Urge[] = [...scene.doors.keys()].map((room) =>
      this.#through(room, rooms.has(room) ? -0.5 : CURIOUS),
    );
    for (const { name, notes } of scene.things) {
      if (notes.includes('closed')) urges.push({ verb: 'open', name, like: CURIOUS });
    }
    const unseen = this.#unseenRoom();
    const next = unseen === undefined ? undefined : this.#firstDoorTo(unseen);
    if (next !== undefined) urges.push(this.#through(next, CURIOUS + 1));
    return urges;
  }

  /** The things of a kind that were seen, those in the hands first, then those in sight. */
  known(isWanted: (thing: SceneThing) => boolean): SceneThing[] {
    const distance = ({ isCarried, room }: SceneThing) =>
      isCarried ? 0 : room === this.story.scene.room ? 1 : 2;
    return [...this.story.seen.values()].filter(isWanted).sort((a, b) => distance(a) - distance(b));
  }

  /** The vessel that a thing is carried in, or the thing itself. */
  carrierOf(name: string): string {
    const holder = this.story.seen.get(name)?.holder;
    return holder === undefined || isFixed(holder) ? name : holder;
  }

  #through(room: string, like: number): Urge {
    const isOpen = this.story.scene.doors.get(room) !== false;
    return { verb: isOpen ? 'go to' : 'open door to', name: room, like };
  }

  /** A room that nobody entered yet, or else one where something is still closed. */
  #unseenRoom(): string | undefined {
    const { rooms, scene } = this.story;
    return (
      [...rooms.values()].flat().find((room) => !rooms.has(room)) ??
      this.known(({ notes, room }) => notes.includes('closed') && room !== scene.room)[0]?.room
    );
  }

  /** The first room on the shortest known way. */
  #firstDoorTo(room: string): string | undefined {
    const { scene, rooms } = this.story;
    const first = new Map<string, string>([...scene.doors.keys()].map((next) => [next, next]));
    for (const [at, door] of first) {
      if (at === room) return door;
      for (const next of rooms.get(at) ?? []) if (!first.has(next)) first.set(next, door);
    }
    return undefined;
  }
}

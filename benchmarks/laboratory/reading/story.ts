import type { Step } from '../../../src/core/trajectory.ts';
import { readAction } from './action.ts';
import { readScene, type Scene, type SceneThing } from './scene.ts';

export interface Sighting extends SceneThing {
  readonly room: string;
}

export interface Measurement {
  readonly name: string;
  readonly celsius: number;
  /** What it looked like then, such as `solid`. */
  readonly notes: readonly string[];
  readonly focusedBefore: number;
}

export interface FocusedAs {
  readonly notes: readonly string[];
  readonly room: string;
  readonly madeBefore: number;
}

/** What somebody who read all pages so far knows, and remembers having done. */
export interface Story {
  readonly scene: Scene;
  /** Where each thing was seen last, by name. */
  readonly seen: ReadonlyMap<string, Sighting>;
  /** The rooms that were visited, each with the rooms behind its doors. */
  readonly rooms: ReadonlyMap<string, readonly string[]>;
  /** What was focused on, each thing once, in the order of the first time. */
  readonly focused: readonly string[];
  /** What each of them looked like when it was focused on, and how many things were made before. */
  readonly focusedAs: readonly FocusedAs[];
  readonly measured: readonly Measurement[];
  /** What came of mixing, in order. */
  readonly made: readonly string[];
  /** Into which boxes and vessels things were put, as `thing > holder`, in order. */
  readonly placed: readonly string[];
  /** Everything that was seen, as `thing: note`. */
  readonly witnessed: ReadonlySet<string>;
  readonly ticksWaited: number;
  /** Actions that came to nothing. */
  readonly failures: number;
  readonly hasFinished: boolean;
}

/** Follows the pages from the first to `final`. */
export function readStory(steps: readonly Step[], final: string): Story {
  const reader = new StoryReader(readScene(steps[0]?.observation.text ?? final));
  steps.forEach(({ action }, index) => {
    reader.take(action, readScene(steps[index + 1]?.observation.text ?? final));
  });
  return reader;
}

const FOCUS = /^You focus on the (.+)\.$/;
const READING = /reads (-?\d+) degrees celsius for the (.+)\.$/;
const MIXED = /: it becomes (.+)\.$/;
const PUT = /^You (?:put|pour) the (.+) (?:in|on|into) the (.+)\.$/;

class StoryReader implements Story {
  scene: Scene;
  readonly seen = new Map<string, Sighting>();
  readonly rooms = new Map<string, readonly string[]>();
  readonly focused: string[] = [];
  readonly focusedAs: FocusedAs[] = [];
  readonly measured: Measurement[] = [];
  readonly made: string[] = [];
  readonly placed: string[] = [];
  readonly witnessed = new Set<string>();
  ticksWaited = 0;
  failures = 0;
  hasFinished = false;

  constructor(start: Scene) {
    this.scene = start;
    this.#note(start);
  }

  take(text: string, next: Scene): void {
    const { verb } = readAction(text);
    const { said } = next;
    this.scene = next;
    this.#note(next);
    if (verb === 'finish') this.hasFinished = true;
    else if (verb === 'wait') this.ticksWaited += 10;
    else if (verb === 'wait1') this.ticksWaited += 1;
    else this.#hear(said);
  }

  #hear(said: string): void {
    const [, focus] = FOCUS.exec(said) ?? [];
    if (focus !== undefined) return this.#focus(focus);
    const [, celsius, name] = READING.exec(said) ?? [];
    if (name !== undefined) {
      const notes = this.seen.get(name)?.notes ?? [];
      const focusedBefore = this.focused.length;
      return void this.measured.push({ name, celsius: Number(celsius), notes, focusedBefore });
    }
    const [, made] = MIXED.exec(said) ?? [];
    if (made !== undefined) return void this.made.push(made);
    const [, thing, holder] = PUT.exec(said) ?? [];
    if (thing !== undefined) return void this.placed.push(`${thing} > ${holder!}`);
    if (!said.startsWith('You ')) this.failures += 1;
  }

  #focus(name: string): void {
    if (this.focused.includes(name)) return;
    const { notes = [], room = '' } = this.seen.get(name) ?? {};
    this.focused.push(name);
    this.focusedAs.push({ notes, room, madeBefore: this.made.length });
  }

  #note(scene: Scene): void {
    const { room, things, doors } = scene;
    for (const [name, sighting] of this.seen) {
      if (sighting.room === room || sighting.isCarried) this.seen.delete(name);
    }
    for (const thing of things) {
      this.seen.set(thing.name, { ...thing, room });
      for (const note of thing.notes) this.witnessed.add(`${thing.name}: ${note}`);
    }
    this.rooms.set(room, [...doors.keys()]);
  }
}

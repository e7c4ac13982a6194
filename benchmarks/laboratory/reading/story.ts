import type { Step } from '../../../src/core/trajectory.ts';
import { readAction } from './action.ts';
import { readScene, type Scene, type SceneThing, type View } from './scene.ts';

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
  /** What is in sight now. */
  readonly scene: View;
  /** Where each thing was seen last, by name. */
  readonly seen: ReadonlyMap<string, SceneThing>;
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
  readonly ticksWaited: number;
  /** Actions that came to nothing. */
  readonly failures: number;
  readonly hasFinished: boolean;
  /** Whether some page showed the thing with this note. */
  hasShown(name: string, note: string): boolean;
}

/** Follows the pages from the first to `final`. */
export function readStory(steps: readonly Step[], final: string): Story {
  const reader = new StoryReader(readScene(steps[0]?.observation.text ?? final).view);
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
  scene: View;
  readonly rooms = new Map<string, readonly string[]>();
  readonly focused: string[] = [];
  readonly focusedAs: FocusedAs[] = [];
  readonly measured: Measurement[] = [];
  readonly made: string[] = [];
  readonly placed: string[] = [];
  ticksWaited = 0;
  failures = 0;
  hasFinished = false;
  /** The last view of each room. */
  readonly #views = new Map<string, View>();
  readonly #allViews = new Set<View>();
  #seen: Map<string, SceneThing> | undefined;

  constructor(start: View) {
    this.scene = start;
    this.#note(start);
  }

  get seen(): ReadonlyMap<string, SceneThing> {
    return (this.#seen ??= this.#recall());
  }

  hasShown(name: string, note: string): boolean {
    for (const { byName } of this.#allViews) {
      if (byName.get(name)?.notes.includes(note) === true) return true;
    }
    return false;
  }

  take(text: string, { said, view }: Scene): void {
    const { verb } = readAction(text);
    if (verb === 'finish') this.hasFinished = true;
    else if (verb === 'wait') this.ticksWaited += 10;
    else if (verb === 'wait1') this.ticksWaited += 1;
    else this.#hear(said);
    this.#note(view);
  }

  #hear(said: string): void {
    const [, focus] = FOCUS.exec(said) ?? [];
    if (focus !== undefined) {
      this.#focus(focus);
      return;
    }
    const [, celsius, name] = READING.exec(said) ?? [];
    if (name !== undefined) {
      const notes = this.scene.byName.get(name)?.notes ?? [];
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
    const { notes = [], room = '' } = this.scene.byName.get(name) ?? {};
    this.focused.push(name);
    this.focusedAs.push({ notes, room, madeBefore: this.made.length });
  }

  #note(view: View): void {
    this.scene = view;
    if (this.#views.get(view.room) === view) return;
    this.#views.set(view.room, view);
    this.#allViews.add(view);
    if (!this.rooms.has(view.room)) this.rooms.set(view.room, [...view.doors.keys()]);
  }

  /** What lies in other rooms was left there; what is carried is seen wherever one is. */
  #recall(): Map<string, SceneThing> {
    const seen = new Map<string, SceneThing>();
    for (const view of this.#views.values()) {
      if (view === this.scene) continue;
      for (const thing of view.things) if (!thing.isCarried) seen.set(thing.name, thing);
    }
    for (const thing of this.scene.things) seen.set(thing.name, thing);
    return seen;
  }
}

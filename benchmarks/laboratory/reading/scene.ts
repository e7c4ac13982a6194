import { remembered } from '../../../src/core/remembered.ts';

/** A thing as a page shows it. */
export interface SceneThing {
  readonly name: string;
  /** What the page says of it, such as `liquid`, `closed`, `wired to red wire`. */
  readonly notes: readonly string[];
  /** What it is in or on; undefined for what stands in the room or lies in the hands. */
  readonly holder: string | undefined;
  /** In the hands, or in something that is. */
  readonly isCarried: boolean;
  readonly room: string;
}

/** All that is in sight at one place. */
export interface View {
  readonly room: string;
  readonly things: readonly SceneThing[];
  /** The same by name; of things of one name, the last. */
  readonly byName: ReadonlyMap<string, SceneThing>;
  /** The rooms behind the doors, and whether they are open. */
  readonly doors: ReadonlyMap<string, boolean>;
}

/** What a page says. */
export interface Scene {
  /** What came of the last action. */
  readonly said: string;
  /** Equal views are one object. */
  readonly view: View;
}

const VIEW = '\nThis is the ';

/** Reads a page of the laboratory. */
export function readScene(page: string): Scene {
  const start = page.indexOf(VIEW);
  if (start < 0) return { said: page, view: NOWHERE };
  return { said: page.slice(0, start), view: readView(page.slice(start + 1)) };
}

const NOWHERE: View = { room: '', things: [], byName: new Map(), doors: new Map() };

/** Views come again in a search, so the latest are remembered. */
const readView: (text: string) => View = remembered(parseView, 20_000);

const ROOM = /^This is the (.+)\. You see:$/;
const LINE = /^(\t+)(.+?)(?: \(([^()]*)\))?(?:, (?:in|on) it:)?$/;

function parseView(text: string): View {
  const lines = text.split('\n');
  const [, room = ''] = ROOM.exec(lines[0]!) ?? [];
  const doorsAt = lines.indexOf('Doors lead to:');
  const handsAt = lines.indexOf('You carry:', doorsAt);
  const things = [
    ...readThings(lines.slice(1, doorsAt), room, false),
    ...readThings(lines.slice(handsAt + 1), room, true),
  ];
  return {
    room,
    things,
    byName: new Map(things.map((thing) => [thing.name, thing])),
    doors: new Map(lines.slice(doorsAt + 1, handsAt).map(readDoor)),
  };
}

function readDoor(line: string): [room: string, isOpen: boolean] {
  const [, , room = '', state] = LINE.exec(line) ?? [];
  return [room, state === 'open'];
}

function readThings(lines: readonly string[], room: string, isCarried: boolean): SceneThing[] {
  const things: SceneThing[] = [];
  const holders: string[] = [];
  for (const line of lines) {
    const [, tabs = '', name = '', notes] = LINE.exec(line) ?? [];
    if (name === '' || name === 'nothing') continue;
    const depth = tabs.length;
    things.push({
      name,
      notes: notes === undefined ? [] : notes.split(', '),
      holder: depth > 1 ? holders[depth - 1] : undefined,
      isCarried,
      room,
    });
    holders[depth] = name;
  }
  return things;
}

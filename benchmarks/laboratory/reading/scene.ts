import { remembered } from '../../webshop/reading/remembered.ts';

/** A thing as a page shows it. */
export interface SceneThing {
  readonly name: string;
  /** What the page says of it, such as `liquid`, `closed`, `wired to red wire`. */
  readonly notes: readonly string[];
  /** What it is in or on; undefined for what stands in the room or lies in the hands. */
  readonly holder: string | undefined;
  /** In the hands, or in something that is. */
  readonly isCarried: boolean;
}

/** What a page says. */
export interface Scene {
  /** What came of the last action. */
  readonly said: string;
  readonly room: string;
  readonly things: readonly SceneThing[];
  /** The rooms behind the doors, and whether they are open. */
  readonly doors: ReadonlyMap<string, boolean>;
}

/** Reads a page of the laboratory. Pages come again in a search, so the latest are remembered. */
export const readScene: (page: string) => Scene = remembered(parseScene, 20_000);

const ROOM = /^This is the (.+)\. You see:$/;
const LINE = /^(\t+)(.+?)(?: \(([^()]*)\))?(?:, (?:in|on) it:)?$/;

function parseScene(page: string): Scene {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => ROOM.test(line));
  if (start < 0) return { said: page, room: '', things: [], doors: new Map() };
  const [, room] = ROOM.exec(lines[start]!)!;
  const doorsAt = lines.indexOf('Doors lead to:', start);
  const handsAt = lines.indexOf('You carry:', doorsAt);
  const doors = lines.slice(doorsAt + 1, handsAt).map(readDoor);
  return {
    said: lines.slice(0, start).join('\n'),
    room: room!,
    things: [
      ...readThings(lines.slice(start + 1, doorsAt), false),
      ...readThings(lines.slice(handsAt + 1), true),
    ],
    doors: new Map(doors),
  };
}

function readDoor(line: string): [room: string, isOpen: boolean] {
  const [, , room = '', state] = LINE.exec(line) ?? [];
  return [room, state === 'open'];
}

function readThings(lines: readonly string[], isCarried: boolean): SceneThing[] {
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
    });
    holders[depth] = name;
  }
  return things;
}

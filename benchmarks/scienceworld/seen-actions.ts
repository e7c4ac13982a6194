import { readScene, type Scene } from './scene.ts';

/** Where an agent stands by what it was shown: nothing here comes from the simulator's inside. */
export interface Surroundings {
  readonly here: Scene;
  /** What it picked up and did not put away, by its own actions. */
  readonly carried: readonly string[];
  /** Places that it has heard of. */
  readonly places: readonly string[];
}

/** One step as the agent knows it. */
export interface SeenStep {
  readonly action: string;
  /** The page that answered it. */
  readonly answer: string;
}

const AMBIGUOUS = /^Ambiguous request: /;
const CHOICE = /^(\d+):\t/gm;
const TAKEN = /^You move the (.+) to the inventory\.$/;
const PUT = /^You (?:move|drop) the (.+?)(?: to the .+)?\.$/;
const ARRIVED = /^You (?:move|teleport) to the (.+)\.$/;
/** More things than this are not combined with each other. */
const MOST_COMBINED = 24;

/** Puts together what the pages so far have said of where the agent is. */
export function surroundingsAfter(start: string, steps: readonly SeenStep[]): Surroundings {
  let here = readScene(start);
  const carried = new Set<string>();
  const places = new Set(here.exits.keys());
  for (const { answer } of steps) {
    const text = answer.trim();
    for (const place of readScene(text).exits.keys()) places.add(place);
    const taken = TAKEN.exec(text)?.[1];
    const arrived = ARRIVED.exec(text)?.[1];
    const put = PUT.exec(text)?.[1];
    if (taken !== undefined) carried.add(taken);
    else if (arrived !== undefined) here = { ...readScene(''), place: arrived };
    else if (put !== undefined) carried.delete(put);
    else here = merge(here, readScene(answer));
  }
  return { here, carried: [...carried], places: [...places] };
}

/** A description of a place replaces what was known; anything else adds to it. */
function merge(known: Scene, seen: Scene): Scene {
  if (seen.place !== undefined) return seen;
  return {
    place: known.place,
    objects: [...new Set([...known.objects, ...seen.objects])],
    containers: [...new Set([...known.containers, ...seen.containers])],
    lids: new Map([...known.lids, ...seen.lids]),
    switches: new Map([...known.switches, ...seen.switches]),
    exits: new Map([...known.exits, ...seen.exits]),
  };
}

export interface SeenActionsOptions {
  readonly intent: string;
  readonly start: string;
  readonly steps: readonly SeenStep[];
  /** Places can be reached at once; see the simplification `teleportAction`. */
  readonly canTeleport: boolean;
}

/**
 * The simulator's templates filled with what the agent has seen: its pages, and the words of its
 * task. Many of these actions do nothing, and some that would work are missing.
 */
export function seenActions(options: SeenActionsOptions): string[] {
  const { intent, start, steps, canTeleport } = options;
  const last = steps.at(-1)?.answer ?? start;
  if (AMBIGUOUS.test(last)) return [...last.matchAll(CHOICE)].map((match) => match[1]!);
  const { here, carried, places } = surroundingsAfter(start, steps);
  const things = [...new Set([...here.objects, ...carried])];
  const holders = [...new Set([...here.containers, ...here.lids.keys()])];
  const few = things.slice(0, MOST_COMBINED);
  const pairs = (
    left: readonly string[],
    right: readonly string[],
    form: (a: string, b: string) => string,
  ) => left.flatMap((a) => right.filter((b) => b !== a).map((b) => form(a, b)));
  const electric = things.filter((name) =>
    /battery|wire|bulb|motor|buzzer|panel|turbine|generator/.test(name),
  );
  const parts = electric.flatMap(partsOf);
  const instruments = carried.filter(
    (name) => intent.includes(name) || /meter|lighter|axe|shovel/.test(name),
  );
  return [
    'look around',
    'inventory',
    ...goTo(here),
    ...(canTeleport ? places : []).map((place) => `teleport to ${place}`),
    ...[...here.lids].map(([name, isOpen]) => `${isOpen ? 'close' : 'open'} ${name}`),
    ...[...here.switches].map(([name, isOn]) => `${isOn ? 'deactivate' : 'activate'} ${name}`),
    ...things.flatMap((name) => [`focus on ${name}`, `look at ${name}`]),
    ...holders.map((name) => `look in ${name}`),
    ...here.objects.filter((name) => !carried.includes(name)).map((name) => `pick up ${name}`),
    ...carried.map((name) => `put down ${name}`),
    ...pairs(few, holders, (a, b) => `move ${a} to ${b}`),
    ...pairs(
      few.filter((name) => holders.includes(name) || carried.includes(name)),
      holders,
      (a, b) => `pour ${a} in ${b}`,
    ),
    ...holders.map((name) => `mix ${name}`),
    ...pairs(instruments, few, (a, b) => `use ${a} on ${b}`),
    ...things.filter((name) => /recipe|note|paper|book/.test(name)).map((name) => `read ${name}`),
    ...pairs(parts, parts, (a, b) => `connect ${a} to ${b}`),
    'wait',
    'wait1',
  ];
}

function goTo({ exits }: Scene): string[] {
  return [...exits].flatMap(([place, isOpen]) => [
    ...(isOpen ? [] : [`open door to ${place}`]),
    `go to ${place}`,
  ]);
}

function partsOf(name: string): string[] {
  if (name.includes('wire')) return [`${name} terminal 1`, `${name} terminal 2`];
  return [`anode in ${name}`, `cathode in ${name}`];
}

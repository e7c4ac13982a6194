import { TARGET_STATE, type Category, type Goal, type StateChange } from './goal.ts';

/** A goal in the words of somebody who wants it done. `readIntent` reads it back. */
export function writeIntent(goal: Goal): string {
  switch (goal.kind) {
    case 'change-state':
      return `${capital(goal.change)} the ${goal.substance}: focus on it first, then make it a ${TARGET_STATE[goal.change]}.`;
    case 'measure-temperature':
      return `Measure the temperature of the ${goal.thing}: focus on the thermometer, then on the ${goal.thing}. If it is above ${goal.celsius} degrees celsius, put the ${goal.thing} in the ${goal.boxes.yes}; if not, in the ${goal.boxes.no}.`;
    case 'measure-melting-point':
      return `Find out the melting point of the ${goal.thing}: focus on the thermometer, then on the ${goal.thing}. If it melts above ${goal.celsius} degrees celsius, focus on the ${goal.boxes.yes}; if not, on the ${goal.boxes.no}.`;
    case 'power':
      return `Turn on the ${goal.consumer}: focus on it first, then power it with an electric circuit${goal.isRenewable ? ' from renewable energy' : ''}.`;
    case 'test-conductivity':
      return `Find out whether the ${goal.thing} conducts electricity: focus on it first. If it does, put it in the ${goal.boxes.yes}; if not, in the ${goal.boxes.no}.`;
    case 'find':
      return `Find ${/^[aeiou]/.test(goal.category) ? 'an' : 'a'} ${goal.category}: focus on it first, then put it in the ${goal.box}.`;
    case 'grow':
      return `Grow the ${goal.plant} from its seed until it is flowering: focus on it first.`;
    case 'life-stages':
      return `Focus on the ${goal.species} of each life stage, from the earliest stage to the latest.`;
    case 'lifespan':
      return `Focus on the animal in the garden with the ${goal.which} life span.`;
    case 'make':
      return goal.via === undefined
        ? `Make ${goal.product}: when it is there, focus on it.`
        : `Make ${goal.product}: on the way focus on the ${goal.via}, and in the end on the ${goal.product}.`;
  }
}

type Reader = readonly [pattern: RegExp, read: (parts: readonly string[]) => Goal];

const READERS: readonly Reader[] = [
  [
    /^(Boil|Melt|Freeze) the (.+): focus on it first, then make it a (?:gas|liquid|solid)\.$/,
    ([change, substance]) => ({
      kind: 'change-state',
      change: change!.toLowerCase() as StateChange,
      substance: substance!,
    }),
  ],
  [
    /^Measure the temperature of the (.+): focus .+ above (-?\d+) degrees celsius, put .+ in the (.+); if not, in the (.+)\.$/,
    (parts) => ({ kind: 'measure-temperature', ...readMeasurement(parts) }),
  ],
  [
    /^Find out the melting point of the (.+): focus .+ above (-?\d+) degrees celsius, focus on the (.+); if not, on the (.+)\.$/,
    (parts) => ({ kind: 'measure-melting-point', ...readMeasurement(parts) }),
  ],
  [
    /^Turn on the (.+): focus on it first, then power it with an electric circuit( from renewable energy)?\.$/,
    ([consumer, renewable]) => ({
      kind: 'power',
      consumer: consumer!,
      isRenewable: renewable !== undefined,
    }),
  ],
  [
    /^Find out whether the (.+) conducts electricity: .+ put it in the (.+); if not, in the (.+)\.$/,
    ([thing, yes, no]) => ({
      kind: 'test-conductivity',
      thing: thing!,
      boxes: { yes: yes!, no: no! },
    }),
  ],
  [
    /^Find an? (animal|plant|living thing|non-living thing): focus on it first, then put it in the (.+)\.$/,
    ([category, box]) => ({ kind: 'find', category: category as Category, box: box! }),
  ],
  [/^Grow the (.+) from its seed/, ([plant]) => ({ kind: 'grow', plant: plant! })],
  [
    /^Focus on the (.+) of each life stage/,
    ([species]) => ({ kind: 'life-stages', species: species! }),
  ],
  [
    /^Focus on the animal in the garden with the (longest|shortest) life span\.$/,
    ([which]) => ({ kind: 'lifespan', which: which as 'longest' | 'shortest' }),
  ],
  [
    /^Make (.+): when it is there, focus on it\.$/,
    ([product]) => ({ kind: 'make', product: product!, via: undefined }),
  ],
  [
    /^Make (.+): on the way focus on the (.+), and in the end on the .+\.$/,
    ([product, via]) => ({ kind: 'make', product: product!, via }),
  ],
];

/** What an intent asks for; undefined when it is none of this laboratory's. */
export function readIntent(intent: string): Goal | undefined {
  for (const [pattern, read] of READERS) {
    const match = pattern.exec(intent);
    if (match !== null) return read(match.slice(1));
  }
  return undefined;
}

function readMeasurement([thing, celsius, yes, no]: readonly string[]) {
  return { thing: thing!, celsius: Number(celsius), boxes: { yes: yes!, no: no! } };
}

function capital(word: string): string {
  return `${word[0]!.toUpperCase()}${word.slice(1)}`;
}

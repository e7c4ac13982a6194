import { stateOfMatter, type Thing, type World } from '../world/world.ts';
import { plain } from './phrase.ts';

/**
 * What names may mean where the agent stands. A thing is called by its name, or by its name with what
 * holds it: `water in tin cup`. What a vessel holds is also the `substance in` it.
 */
export class Referents {
  readonly #world: World;
  readonly #things: readonly Thing[];
  /** How many things in reach have this name; made when it is first asked for. */
  #namesakes: Map<string, number> | undefined;

  constructor(world: World, inReach: readonly Thing[]) {
    this.#world = world;
    this.#things = inReach;
  }

  /** All things that a name fits. */
  named(text: string): Thing[] {
    const name = plain(text);
    return this.#things.filter((thing) => this.#isCalled(thing, name));
  }

  /** The shortest name that fits this thing and, where there is one, no other in reach. */
  nameOf(thing: Thing): string {
    this.#namesakes ??= countNames(this.#things);
    return (this.#namesakes.get(thing.name) ?? 0) < 2 ? thing.name : this.#longName(thing);
  }

  #isCalled(thing: Thing, text: string): boolean {
    const name = thing.name.toLowerCase();
    if (text.startsWith(name)) return text === name || text === this.#longName(thing).toLowerCase();
    return otherNames(thing).some(
      (other) =>
        text.startsWith(other) &&
        (text === other || text === this.#heldName(other, thing).toLowerCase()),
    );
  }

  #longName(thing: Thing): string {
    return this.#heldName(thing.name, thing);
  }

  #heldName(name: string, { place }: Thing): string {
    const holder = this.#world.things[place]!;
    if (holder.id === this.#world.agent) return `${name} in inventory`;
    return `${name} ${holder.form.holds ?? 'in'} ${holder.name}`;
  }
}

function countNames(things: readonly Thing[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of things) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const NONE: readonly string[] = [];
const SUBSTANCE: readonly string[] = ['substance'];
const WATER_NAMES = {
  solid: ['substance', 'ice'],
  liquid: SUBSTANCE,
  gas: ['substance', 'steam'],
} as const;

function otherNames(thing: Thing): readonly string[] {
  if (thing.form.substance === undefined) return NONE;
  return thing.name === 'water' ? WATER_NAMES[stateOfMatter(thing)!] : SUBSTANCE;
}

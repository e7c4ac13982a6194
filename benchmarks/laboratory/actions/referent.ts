import { stateOfMatter, type Thing, type World } from '../world/world.ts';
import { plain } from './phrase.ts';

/**
 * What names may mean where the agent stands. A thing is called by its name, or by its name with what
 * holds it: `water in tin cup`. What a vessel holds is also the `substance in` it.
 */
export class Referents {
  readonly #world: World;
  readonly #things: readonly Thing[];

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
    const isAlone = this.#things.every(({ id, name }) => id === thing.id || name !== thing.name);
    return isAlone ? thing.name : this.#longName(thing);
  }

  #isCalled(thing: Thing, name: string): boolean {
    if (!name.startsWith(plain(thing.name)) && !isAnotherNameOf(name, thing)) return false;
    return (
      plain(thing.name) === name ||
      plain(this.#longName(thing)) === name ||
      otherNames(thing).some((other) => name === other || name === this.#heldName(other, thing))
    );
  }

  #longName(thing: Thing): string {
    return this.#heldName(thing.name, thing);
  }

  #heldName(name: string, { place }: Thing): string {
    const holder = this.#world.things[place]!;
    if (holder.id === this.#world.agent) return `${name} in inventory`;
    return `${name} ${holder.form.holds ?? 'in'} ${plain(holder.name)}`;
  }
}

function isAnotherNameOf(text: string, thing: Thing): boolean {
  return otherNames(thing).some((name) => text.startsWith(name));
}

function otherNames(thing: Thing): readonly string[] {
  if (thing.form.substance === undefined) return [];
  if (thing.name !== 'water') return ['substance'];
  const state = stateOfMatter(thing);
  if (state === 'solid') return ['substance', 'ice'];
  return state === 'gas' ? ['substance', 'steam'] : ['substance'];
}

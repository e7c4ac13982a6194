import type { Form } from '../world/form.ts';
import { isAccessible, lifeStage, stateOfMatter, type Thing, type World } from '../world/world.ts';

type Scenery = Pick<World, 'things' | 'time'>;

/** A name with what can be seen of it: `stove (on)`, `milk (liquid)`, `turtle 2 (egg)`. */
export function describeThing(world: Scenery, thing: Thing): string {
  const notes = notesOn(world, thing);
  return notes === '' ? thing.name : `${thing.name} (${notes})`;
}

export function listContents(world: Scenery, holder: Thing): string {
  return holder.contents.map((id) => describeThing(world, world.things[id]!)).join(', ');
}

/** What is to be seen of it, `, ` between. */
function notesOn({ things, time }: Scenery, thing: Thing): string {
  const { form, isOpen, isActive, amount, wiredTo } = thing;
  const { substance } = form;
  let notes = '';
  if (substance !== undefined) {
    notes = `, ${substance.isLoose ? 'powder' : stateOfMatter(thing)!}`;
    if (amount > 1) notes += `, ${amount} portions`;
  }
  if (form.species !== undefined) notes += `, ${lifeStage(thing, time)!}`;
  if (form.hasLid) notes += isOpen ? ', open' : ', closed';
  if (showsPower(form)) notes += isActive ? ', on' : ', off';
  for (const end of wiredTo) notes += `, wired to ${things[end]!.name}`;
  return notes.slice(2);
}

function showsPower({ appliance, circuit }: Form): boolean {
  if (appliance !== undefined) return appliance.hasSwitch;
  if (circuit?.kind === 'source') return circuit.needs === 'switch';
  return circuit?.kind === 'consumer' || circuit?.kind === 'switch';
}

/** Lines for a thing and, indented below it, what it holds. */
export function tellThing(world: Scenery, thing: Thing, indent: string): string {
  let text = `${indent}${describeThing(world, thing)}`;
  const { contents, form } = thing;
  if (contents.length === 0 || !isAccessible(thing)) return text;
  text += form.holds === 'on' ? ', on it:' : ', in it:';
  for (const id of contents) text += tellThing(world, world.things[id]!, `${indent}\t`);
  return text;
}

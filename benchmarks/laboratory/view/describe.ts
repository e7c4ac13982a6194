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
  const { form, isOpen, isActive, wiredTo } = thing;
  const { substance, species, appliance, circuit } = form;
  let notes = '';
  const add = (note: string) => (notes = notes === '' ? note : `${notes}, ${note}`);
  if (substance !== undefined) {
    add(substance.isLoose ? 'powder' : stateOfMatter(thing)!);
    if (thing.amount > 1) add(`${thing.amount} portions`);
  }
  if (species !== undefined) add(lifeStage(thing, time)!);
  if (form.hasLid) add(isOpen ? 'open' : 'closed');
  if (appliance?.hasSwitch === true || (circuit !== undefined && hasLight(circuit))) {
    add(isActive ? 'on' : 'off');
  }
  for (const end of wiredTo) add(`wired to ${things[end]!.name}`);
  return notes;
}

function hasLight(circuit: NonNullable<Thing['form']['circuit']>): boolean {
  if (circuit.kind === 'source') return circuit.needs === 'switch';
  return circuit.kind !== 'wire';
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

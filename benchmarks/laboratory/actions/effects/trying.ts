import type { Draft } from '../../world/draft.ts';
import { mixContents } from '../../world/mixture.ts';
import type { ThingId } from '../../world/world.ts';

export function focusOn(draft: Draft, id: ThingId): string {
  draft.note({ kind: 'focused', thing: id });
  return `You focus on the ${draft.thing(id).name}.`;
}

/** The thermometer is the one tool that is used on something. */
export function use(draft: Draft, id: ThingId, on: ThingId): string {
  const [tool, thing] = [draft.thing(id), draft.thing(on)];
  if (!tool.form.isThermometer || id === on) {
    return `You do not know how to use the ${tool.name} on the ${thing.name}.`;
  }
  if (tool.place !== draft.agent) return `You need the ${tool.name} in your hands for that.`;
  const celsius = Math.round(thing.temperature);
  draft.note({ kind: 'measured', thing: on, celsius });
  return `The ${tool.name} reads ${celsius} degrees celsius for the ${thing.name}.`;
}

export function mix(draft: Draft, id: ThingId): string {
  const { name, form } = draft.thing(id);
  if (form.holds !== 'in') return `Nothing can be mixed in the ${name}.`;
  const made = mixContents(draft, id);
  if (made === undefined) return `You stir in the ${name}; nothing new comes of it.`;
  return `You mix what is in the ${name}: it becomes ${draft.thing(made).name}.`;
}

export function eat(draft: Draft, id: ThingId): string {
  return `You had better not eat the ${draft.thing(id).name}: it belongs to the laboratory.`;
}

import type { Draft } from '../../world/draft.ts';
import { isAccessible, type ThingId } from '../../world/world.ts';
import { describeThing, listContents } from '../../view/describe.ts';

export function lookAt(draft: Draft, id: ThingId): string {
  return `You look at it: ${describeThing(draft, draft.thing(id))}.`;
}

export function lookIn(draft: Draft, id: ThingId): string {
  const { name, form } = draft.thing(id);
  if (form.holds === undefined) return `One cannot look into the ${name}.`;
  if (!isAccessible(draft.thing(id))) return `The ${name} is closed.`;
  const held = listContents(draft, draft.thing(id));
  return `${form.holds === 'on' ? 'On' : 'In'} the ${name}: ${held === '' ? 'nothing' : held}.`;
}

export function read(draft: Draft, id: ThingId): string {
  const { name, form } = draft.thing(id);
  if (form.text === undefined) return `Nothing is written on the ${name}.`;
  draft.note({ kind: 'read', thing: id });
  return `The ${name} says: ${form.text}.`;
}

import type { Draft } from '../../world/draft.ts';
import type { ThingId } from '../../world/world.ts';

export function setLid(draft: Draft, id: ThingId, isOpen: boolean): string {
  const { name, form, isOpen: before } = draft.thing(id);
  if (!form.hasLid) return `The ${name} has nothing to ${isOpen ? 'open' : 'close'}.`;
  if (before === isOpen) return `The ${name} is ${isOpen ? 'open' : 'closed'} already.`;
  draft.change(id, { isOpen });
  if (isOpen) draft.note({ kind: 'opened', thing: id });
  return `You ${isOpen ? 'open' : 'close'} the ${name}.`;
}

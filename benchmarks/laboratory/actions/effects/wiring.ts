import { canBeWired } from '../../world/circuit.ts';
import type { Draft } from '../../world/draft.ts';
import type { ThingId } from '../../world/world.ts';

export function connect(draft: Draft, id: ThingId, otherId: ThingId): string {
  const [thing, other] = [draft.thing(id), draft.thing(otherId)];
  if (id === otherId) return `The ${thing.name} cannot be connected to itself.`;
  for (const part of [thing, other]) {
    if (!canBeWired(part)) return `Nothing can be connected to the ${part.name}.`;
    if (part.wiredTo.length === 2) return `Both ends of the ${part.name} are taken.`;
  }
  if (thing.form.circuit?.kind !== 'wire' && other.form.circuit?.kind !== 'wire') {
    return `It takes a wire to connect the ${thing.name} to the ${other.name}.`;
  }
  draft.change(id, { wiredTo: [...thing.wiredTo, otherId] });
  draft.change(otherId, { wiredTo: [...other.wiredTo, id] });
  draft.note({ kind: 'connected', thing: id, other: otherId });
  return `You connect the ${thing.name} to the ${other.name}.`;
}

export function disconnect(draft: Draft, id: ThingId): string {
  const { name, wiredTo } = draft.thing(id);
  if (wiredTo.length === 0) return `The ${name} is not connected to anything.`;
  unplug(draft, id);
  return `You disconnect the ${name}.`;
}

/** Takes off everything that is connected to a thing. */
export function unplug(draft: Draft, id: ThingId): void {
  const { wiredTo } = draft.thing(id);
  if (wiredTo.length === 0) return;
  for (const other of wiredTo) {
    draft.change(other, {
      wiredTo: draft.thing(other).wiredTo.filter((end) => end !== id),
    });
  }
  draft.change(id, { wiredTo: [] });
}

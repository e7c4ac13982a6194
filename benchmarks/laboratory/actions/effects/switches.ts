import type { Draft } from '../../world/draft.ts';
import type { Thing, ThingId } from '../../world/world.ts';

export function setSwitch(draft: Draft, id: ThingId, isActive: boolean): string {
  const thing = draft.thing(id);
  const { name } = thing;
  if (!hasSwitch(thing)) return `The ${name} has no switch.`;
  if (thing.isActive === isActive) return `The ${name} is ${isActive ? 'on' : 'off'} already.`;
  draft.change(id, { isActive });
  if (isActive) draft.note({ kind: 'activated', thing: id });
  return `You switch the ${name} ${isActive ? 'on' : 'off'}.`;
}

export function hasSwitch({ form: { appliance, circuit } }: Thing): boolean {
  if (appliance?.hasSwitch === true || circuit?.kind === 'switch') return true;
  return circuit?.kind === 'source' && circuit.needs === 'switch';
}

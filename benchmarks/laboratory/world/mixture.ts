import { reactionOf } from '../stock/reactions.ts';
import type { Draft } from './draft.ts';
import { NOWHERE, stateOfMatter, type Thing, type ThingId } from './world.ts';

/** The loose or molten substances in a vessel: what pours out of it, and what can be mixed. */
function substancesIn(draft: Pick<Draft, 'thing'>, vessel: ThingId): Thing[] {
  return draft
    .thing(vessel)
    .contents.map((id) => draft.thing(id))
    .filter(flows);
}

export function flows(thing: Thing): boolean {
  const { substance } = thing.form;
  return substance !== undefined && (substance.isLoose || stateOfMatter(thing) !== 'solid');
}

/** Pours a substance into a vessel; what is there of the same kind takes it up. */
export function pourInto(draft: Draft, id: ThingId, vessel: ThingId): void {
  const { form, amount, temperature } = draft.thing(id);
  const same = draft
    .thing(vessel)
    .contents.map((held) => draft.thing(held))
    .find((held) => held.form === form && held.id !== id);
  if (same === undefined) {
    draft.move(id, vessel);
    return;
  }
  const total = same.amount + amount;
  draft.change(same.id, {
    amount: total,
    temperature: (same.amount * same.temperature + amount * temperature) / total,
  });
  useUp(draft, id);
}

/** Makes one substance of all that is in a vessel, if they react; undefined if they do not. */
export function mixContents(draft: Draft, vessel: ThingId): ThingId | undefined {
  const parts = substancesIn(draft, vessel);
  const product = reactionOf(parts.map(({ form }) => form.substance!.name));
  if (product === undefined) return undefined;
  const amount = parts.reduce((sum, part) => sum + part.amount, 0);
  const heat = parts.reduce((sum, part) => sum + part.amount * part.temperature, 0);
  for (const part of parts) useUp(draft, part.id);
  const made = draft.create({
    name: product.substance!.name,
    form: product,
    place: vessel,
    temperature: heat / amount,
    amount,
  });
  draft.note({ kind: 'made', thing: made });
  return made;
}

function useUp(draft: Draft, id: ThingId): void {
  draft.move(id, NOWHERE);
  draft.change(id, { amount: 0 });
}

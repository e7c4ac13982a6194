import type { Draft } from '../../world/draft.ts';
import { flows, pourInto } from '../../world/mixture.ts';
import { isAccessible, NOWHERE, type Thing, type ThingId } from '../../world/world.ts';
import { unplug } from './wiring.ts';

export function pickUp(draft: Draft, id: ThingId): string {
  const thing = draft.thing(id);
  if (thing.place === draft.agent) return `You have the ${thing.name} in your hands already.`;
  const problem = whyNotCarried(thing);
  if (problem !== undefined) return problem;
  place(draft, id, draft.agent);
  return `You pick up the ${thing.name}.`;
}

export function putDown(draft: Draft, id: ThingId): string {
  const { name, place: holder } = draft.thing(id);
  if (holder !== draft.agent) return `You do not have the ${name} in your hands.`;
  place(draft, id, draft.thing(draft.agent).place);
  return `You put down the ${name}.`;
}

export function moveTo(draft: Draft, id: ThingId, into: ThingId): string {
  const thing = draft.thing(id);
  const holder = draft.thing(into);
  const problem = whyNotCarried(thing) ?? whyNotHeld(draft, thing, holder);
  if (problem !== undefined) return problem;
  place(draft, id, into);
  return `You put the ${thing.name} ${holder.form.holds ?? 'in'} the ${holder.name}.`;
}

/** Empties a vessel, or pours one of the substances in it. */
export function pour(draft: Draft, id: ThingId, into: ThingId): string {
  const thing = draft.thing(id);
  const target = draft.thing(into);
  const poured = flows(thing)
    ? [thing]
    : thing.contents.map((held) => draft.thing(held)).filter(flows);
  if (poured.length === 0) return `Nothing flows out of the ${thing.name}.`;
  const problem = whyNotHeld(draft, poured[0]!, target) ?? whyNotHeld(draft, thing, target);
  if (problem !== undefined) return problem;
  for (const part of poured) {
    pourInto(draft, part.id, into);
    draft.note({ kind: 'placed', thing: part.id, into });
  }
  return `You pour the ${poured.map(({ name }) => name).join(' and the ')} into the ${target.name}.`;
}

/** Dips a vessel into another one and fills it with what flows there. */
export function dunk(draft: Draft, id: ThingId, into: ThingId): string {
  const vessel = draft.thing(id);
  const { name } = draft.thing(into);
  if (vessel.form.holds !== 'in') return `The ${vessel.name} takes nothing up.`;
  const said = pour(draft, into, id);
  return said.startsWith('You pour') ? `You dip the ${vessel.name} into the ${name}.` : said;
}

function place(draft: Draft, id: ThingId, into: ThingId): void {
  unplug(draft, id);
  draft.move(id, into);
  draft.note({ kind: 'placed', thing: id, into });
}

function whyNotCarried({ form, name, ...rest }: Thing): string | undefined {
  if (!form.isPortable) return `The ${name} cannot be carried.`;
  if (form.substance !== undefined && flows({ form, name, ...rest })) {
    return `The ${name} runs through your fingers; it needs a vessel.`;
  }
  return undefined;
}

function whyNotHeld(draft: Draft, thing: Thing, holder: Thing): string | undefined {
  if (holder.form.holds === undefined) return `The ${holder.name} holds nothing.`;
  if (!isAccessible(holder)) return `The ${holder.name} is closed.`;
  for (let at: Thing | undefined = holder; at !== undefined; at = draft.things[at.place]) {
    if (at.id === thing.id) return `The ${thing.name} does not go into itself.`;
    if (at.place === NOWHERE) break;
  }
  return undefined;
}

import type { Draft } from './draft.ts';
import { stateOf } from './substance.ts';
import type { Thing } from './world.ts';

/** Share of the difference that a thing loses in one tick (Newton's law of cooling). */
const IN_APPLIANCE = 0.05;
const IN_ROOM = 0.002;

/** Differences below this are over, in degrees. */
const NEGLIGIBLE = 0.05;

interface Surroundings {
  readonly celsius: number;
  readonly share: number;
}

/** One tick: everything comes closer to the temperature of what it is in or on. */
export function exchangeHeat(draft: Draft): void {
  for (const room of draft.rooms) {
    const thing = draft.thing(room);
    warmContents(draft, thing, { celsius: thing.form.roomCelsius, share: IN_ROOM });
  }
}

function warmContents(draft: Draft, holder: Thing, around: Surroundings): void {
  for (const id of holder.contents) {
    const thing = draft.thing(id);
    if (thing.temperature !== around.celsius) warm(draft, thing, around);
    if (thing.contents.length > 0) warmContents(draft, thing, surroundingsIn(thing) ?? around);
  }
}

/** What a working oven or freezer does to what is in it; undefined for anything else. */
function surroundingsIn({ form: { appliance }, isActive }: Thing): Surroundings | undefined {
  if (appliance?.kind !== 'temperature') return undefined;
  if (appliance.hasSwitch && !isActive) return undefined;
  return { celsius: appliance.celsius, share: IN_APPLIANCE };
}

function warm(draft: Draft, thing: Thing, { celsius, share }: Surroundings): void {
  if (keepsItsTemperature(thing)) return;
  const difference = celsius - thing.temperature;
  const isOver = Math.abs(difference) < NEGLIGIBLE;
  const temperature = isOver ? celsius : thing.temperature + share * difference;
  draft.change(thing.id, { temperature });
  const { substance } = thing.form;
  if (substance === undefined) return;
  const to = stateOf(substance, temperature);
  if (to === stateOf(substance, thing.temperature)) return;
  draft.note({ kind: 'changed-state', thing: thing.id, to });
}

/** An appliance is made for its own heat; what lives looks after itself. */
function keepsItsTemperature({ form }: Thing): boolean {
  return form.appliance !== undefined || form.species !== undefined || form.kind === 'agent';
}

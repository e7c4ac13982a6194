import type { Draft } from './draft.ts';
import { stateOf } from './substance.ts';
import type { Thing } from './world.ts';

/** Share of the difference that a thing loses in one tick (Newton's law of cooling). */
const SHARE_IN_APPLIANCE = 0.05;
const SHARE_IN_ROOM = 0.002;

/** Rooms are slow, so that once in so many ticks is often enough. */
const ROOM_TICKS = 10;

/** Differences below this are over, in degrees. */
const NEGLIGIBLE = 0.05;

interface Surroundings {
  readonly celsius: number;
  /** Of the difference, that is lost. */
  readonly share: number;
}

/** Brings everything closer to the temperature of what it is in or on, `ticks` after the last time. */
export function exchangeHeat(draft: Draft, ticks: number): void {
  for (const id of draft.moving.heaters) {
    const heater = draft.thing(id);
    const { appliance } = heater.form;
    if (appliance?.kind !== 'temperature' || !isWorking(heater)) continue;
    const share = shareAfter(ticks, SHARE_IN_APPLIANCE);
    warmContents(draft, heater, { celsius: appliance.celsius, share });
  }
  const rounds =
    Math.floor(draft.time / ROOM_TICKS) - Math.floor((draft.time - ticks) / ROOM_TICKS);
  if (rounds === 0) return;
  const share = shareAfter(rounds * ROOM_TICKS, SHARE_IN_ROOM);
  for (const id of draft.rooms) {
    const room = draft.thing(id);
    warmContents(draft, room, { celsius: room.form.roomCelsius, share });
  }
}

function shareAfter(ticks: number, share: number): number {
  return 1 - (1 - share) ** ticks;
}

function warmContents(draft: Draft, holder: Thing, around: Surroundings): void {
  for (const id of holder.contents) {
    const thing = draft.thing(id);
    if (thing.temperature !== around.celsius) warm(draft, thing, around);
    if (thing.contents.length > 0 && !isWorking(thing)) warmContents(draft, thing, around);
  }
}

/** Whether it is an oven, a freezer or the like that heats or cools what is in it. */
function isWorking({ form: { appliance }, isActive }: Thing): boolean {
  return appliance?.kind === 'temperature' && (isActive || !appliance.hasSwitch);
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

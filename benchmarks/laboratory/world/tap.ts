import { WATER } from '../stock/substances.ts';
import type { Draft } from './draft.ts';
import { isAccessible, type Thing } from './world.ts';

/** Cold water, in degrees Celsius. */
const FROM_THE_TAP = 12;

/** A running tap fills every vessel below it that has no water yet. */
export function runTaps(draft: Draft): void {
  for (const id of draft.moving.taps) {
    const tap = draft.thing(id);
    if (tap.isActive) fill(draft, tap);
  }
}

function fill(draft: Draft, tap: Thing): void {
  for (const id of tap.contents) {
    const vessel = draft.thing(id);
    if (vessel.form.holds !== 'in' || !isAccessible(vessel)) continue;
    const hasWater = vessel.contents.some((held) => draft.thing(held).form === WATER);
    if (hasWater) continue;
    draft.create({
      name: WATER.substance!.name,
      form: WATER,
      place: id,
      temperature: FROM_THE_TAP,
      amount: 1,
    });
  }
}

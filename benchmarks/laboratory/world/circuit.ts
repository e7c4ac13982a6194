import type { Draft } from './draft.ts';
import { roomOf, type Thing, type ThingId } from './world.ts';

/** Whether wires can be put to it at all; only then does it matter whether it conducts. */
export function canBeWired({ form }: Thing): boolean {
  if (form.circuit !== undefined) return true;
  return (
    form.kind === 'thing' &&
    form.isPortable &&
    form.holds === undefined &&
    form.species === undefined
  );
}

/** Lamps and motors that are part of a live loop are on, all others off. */
export function runCircuits(draft: Draft): void {
  for (const id of draft.moving.consumers) {
    const loop = loopThrough(draft.things, id);
    const isActive = loop !== undefined && isLive(draft, loop);
    if (isActive === draft.thing(id).isActive) continue;
    draft.change(id, { isActive });
    if (isActive) draft.note({ kind: 'powered', thing: id, loop: loop });
  }
}

/** The parts of the loop that a thing belongs to, itself first; undefined if it is in none. */
function loopThrough(things: readonly Thing[], start: ThingId): readonly ThingId[] | undefined {
  const loop: ThingId[] = [start];
  let before = start;
  let here = things[start]!.wiredTo[0];
  if (here === undefined || things[start]!.wiredTo.length < 2) return undefined;
  while (here !== start) {
    loop.push(here);
    const next: ThingId | undefined = otherEnd(things[here]!, before);
    if (next === undefined) return undefined;
    [before, here] = [here, next];
  }
  return loop;
}

/** Where one comes out of a thing after coming in from `from`. */
function otherEnd({ wiredTo }: Thing, from: ThingId): ThingId | undefined {
  return wiredTo[wiredTo.indexOf(from) === 0 ? 1 : 0];
}

function isLive(draft: Draft, loop: readonly ThingId[]): boolean {
  const room = roomOf(draft, loop[0]!);
  let isFed = false;
  for (const id of loop) {
    const part = draft.thing(id);
    if (roomOf(draft, id) !== room || !part.form.conducts) return false;
    const { circuit } = part.form;
    if (circuit?.kind === 'switch' && !part.isActive) return false;
    if (circuit?.kind === 'source') isFed ||= isSupplying(part, room);
  }
  return isFed;
}

function isSupplying({ form: { circuit }, isActive }: Thing, room: Thing | undefined): boolean {
  if (circuit?.kind !== 'source') return false;
  if (circuit.needs === 'switch') return isActive;
  return circuit.needs === 'nothing' || room?.name === 'garden';
}

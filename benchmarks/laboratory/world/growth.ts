import { WATER } from '../stock/substances.ts';
import type { Draft } from './draft.ts';
import { lifeStage, stateOfMatter, type Thing } from './world.ts';

/** Lets a plant grow, for so many ticks, where it shares a pot with soil and liquid water. */
export function growPlants(draft: Draft, ticks: number): void {
  for (const id of draft.moving.plants) {
    const plant = draft.thing(id);
    const pot = draft.things[plant.place];
    if (pot !== undefined && isFertile(draft, pot)) grow(draft, plant, ticks);
  }
}

function isFertile(draft: Draft, { contents }: Thing): boolean {
  return (
    contents.some((id) => draft.thing(id).form.isSoil) &&
    contents.some((id) => isWet(draft.thing(id)))
  );
}

function isWet(thing: Thing): boolean {
  return thing.form === WATER && stateOfMatter(thing) === 'liquid';
}

function grow(draft: Draft, { id }: Thing, ticks: number): void {
  for (let tick = 0; tick < ticks; tick += 1) {
    const plant = draft.thing(id);
    draft.change(id, { age: plant.age + 1 });
    const stage = lifeStage(draft.thing(id), draft.time)!;
    if (stage !== lifeStage(plant, draft.time)) draft.note({ kind: 'grew', thing: id, stage });
  }
}

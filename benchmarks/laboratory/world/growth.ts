import { WATER } from '../stock/substances.ts';
import type { Draft } from './draft.ts';
import { lifeStage, stateOfMatter, type Thing } from './world.ts';

/** One tick: a plant grows where it shares a pot with soil and liquid water. */
export function growPlants(draft: Draft): void {
  const { things } = draft;
  for (const { id, form } of things) {
    if (!form.isSoil) continue;
    const pot = things[things[id]!.place];
    if (pot === undefined || !pot.contents.some((held) => isWet(draft.thing(held)))) continue;
    for (const held of pot.contents) {
      if (draft.thing(held).form.species?.kingdom === 'plant') grow(draft, draft.thing(held));
    }
  }
}

function isWet(thing: Thing): boolean {
  return thing.form === WATER && stateOfMatter(thing) === 'liquid';
}

function grow(draft: Draft, plant: Thing): void {
  const before = lifeStage(plant, draft.time);
  draft.change(plant.id, { age: plant.age + 1 });
  const stage = lifeStage(draft.thing(plant.id), draft.time)!;
  if (stage !== before) draft.note({ kind: 'grew', thing: plant.id, stage });
}

import type { GoalOf } from '../../goals/goal.ts';
import { isAnimal, isFixed, isOfCategory, stageRank } from '../../reading/knowledge.ts';
import type { Errands } from '../errands.ts';
import type { Urge } from '../urge.ts';
import { FINISH, firstOf, focus, GUESS, LIKELY } from './steps.ts';
import { drawWater } from './substances.ts';

export function find({ category, box }: GoalOf<'find'>, errands: Errands): Urge[] {
  const { focused, placed, scene } = errands.story;
  const found = focused[0];
  if (found !== undefined) {
    if (placed.includes(`${found} > ${box}`)) return [FINISH];
    return errands.bring(found, box);
  }
  const urges = scene.things.flatMap((thing): Urge[] => {
    if (isFixed(thing.name)) return [];
    const fits = isOfCategory(thing, category);
    // It is not always sure what counts as what.
    if (!fits && category !== 'living thing' && !isOfCategory(thing, 'living thing')) return [];
    return [{ verb: 'focus on', name: thing.name, like: fits ? GUESS : GUESS - 0.7 }];
  });
  return urges.some(({ like }) => like >= GUESS) ? urges : [...urges, ...errands.explore()];
}

export function grow({ plant }: GoalOf<'grow'>, errands: Errands): Urge[] {
  const { seen } = errands.story;
  const stage = errands.here(plant)?.notes[0];
  if (stage === 'flowering') return [FINISH];
  const pot = errands.known(({ name }) => name.startsWith('flower pot'))[0]?.name;
  const water = seen.get('water');
  return firstOf(
    () => focus(errands, plant),
    () =>
      pot === undefined ? errands.explore() : errands.bring(plant, inPot(errands, plant) ?? pot),
    () => {
      const planted = inPot(errands, plant)!;
      if (water === undefined) return drawWater(errands);
      if (water.holder === planted) return [];
      if (water.holder === undefined) return drawWater(errands);
      return errands.pour(water.holder, planted);
    },
    () => [
      { verb: 'wait', like: LIKELY },
      { verb: 'wait1', like: GUESS },
    ],
  );
}

function inPot(errands: Errands, plant: string): string | undefined {
  const holder = errands.story.seen.get(plant)?.holder;
  return holder?.startsWith('flower pot') === true ? holder : undefined;
}

export function lifeStages({ species }: GoalOf<'life-stages'>, errands: Errands): Urge[] {
  const { scene, focused } = errands.story;
  const specimens = scene.things.filter(
    ({ name }) => /^.+ \d$/.test(name) && name.startsWith(species),
  );
  if (specimens.length === 0) return focused.length >= 4 ? [FINISH] : errands.explore();
  const open = specimens.filter(({ name }) => !focused.includes(name));
  if (open.length === 0) return [FINISH];
  const ranked = open.toSorted((a, b) => (stageRank(a.notes) ?? 0) - (stageRank(b.notes) ?? 0));
  return ranked.map(({ name }, index) => ({ verb: 'focus on', name, like: LIKELY - index }));
}

/** It knows no life spans. */
export function lifespan(errands: Errands): Urge[] {
  const { scene, focused } = errands.story;
  if (focused.length > 0) return [FINISH];
  if (scene.room !== 'garden') return errands.goTo('garden');
  return scene.things.filter(isAnimal).map(({ name }) => ({ verb: 'focus on', name, like: GUESS }));
}

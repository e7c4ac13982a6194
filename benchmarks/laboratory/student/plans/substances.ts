import { TARGET_STATE, type GoalOf } from '../../goals/goal.ts';
import { changesTemperature, TAPS } from '../../reading/knowledge.ts';
import type { SceneThing } from '../../reading/scene.ts';
import type { Errands } from '../errands.ts';
import type { Urge } from '../urge.ts';
import { FINISH, firstOf, focus, GUESS, less, LIKELY, SURE } from './steps.ts';

export function changeState(
  { change, substance }: GoalOf<'change-state'>,
  errands: Errands,
): Urge[] {
  const seen = errands.here(substance);
  const isDone = seen?.notes.includes(TARGET_STATE[change]) === true;
  if (isDone) return [FINISH];
  if (substance === 'water' && seen === undefined && !errands.story.seen.has('water')) {
    return drawWater(errands);
  }
  // Eager to begin, it thinks of the focus less than it should.
  return firstOf(
    () => errands.seek(substance),
    () => [
      ...focus(errands, substance, GUESS),
      ...applyHeat(errands, substance, changesTemperature(change)),
    ],
  );
}

/** Puts something into one of the appliances, switches it on and waits. */
export function applyHeat(errands: Errands, name: string, appliances: readonly string[]): Urge[] {
  const holder = errands.here(errands.carrierOf(name))?.holder;
  if (holder !== undefined && appliances.includes(holder)) {
    if (errands.here(holder)?.notes.includes('off') === true) {
      return [{ verb: 'activate', name: holder, like: SURE }];
    }
    return [
      { verb: 'wait', like: LIKELY + 0.5 },
      { verb: 'wait1', like: GUESS },
    ];
  }
  const known = appliances.filter((each) => errands.story.seen.has(each));
  if (known.length === 0)
    return firstOf(
      () => errands.take(name),
      () => errands.explore(),
    );
  return known.flatMap((each, index) => less(errands.bring(name, each), 0.7 * index));
}

/** Puts an empty vessel below a tap and opens it. */
export function drawWater(errands: Errands): Urge[] {
  const [tap] = errands.known(({ name }) => TAPS.includes(name));
  if (tap === undefined) return errands.explore();
  const isReady = errands.story.scene.things.some(({ holder }) => holder === tap.name);
  if (isReady) return [{ verb: 'activate', name: tap.name, like: SURE }];
  const [vessel] = errands.known((thing) => isEmptyVessel(thing, errands));
  return vessel === undefined ? errands.explore() : errands.bring(vessel.name, tap.name);
}

const VESSEL = /\b(?:pot|cup|bowl|mug|jar|kettle)$/;

function isEmptyVessel({ name }: SceneThing, { story }: Errands): boolean {
  if (!VESSEL.test(name)) return false;
  return [...story.seen.values()].every(({ holder }) => holder !== name);
}

import { TARGET_STATE, type Goal, type GoalOf } from '../goals/goal.ts';
import {
  changesTemperature,
  ingredientsOf,
  isAnimal,
  isFixed,
  isMetal,
  isPlant,
  stageRank,
  TAPS,
} from '../reading/knowledge.ts';
import type { SceneThing } from '../reading/scene.ts';
import type { Errands } from './errands.ts';
import type { Urge } from './urge.ts';

/** How much the student likes what it is sure of, what it tries, and what it only guesses. */
const SURE = 3;
const LIKELY = 2;
const GUESS = 1;

const FINISH: Urge = { verb: 'finish', like: SURE };

/** What the student would do next for a goal; it keeps no record but what the pages say. */
export function urgesFor(goal: Goal, errands: Errands): Urge[] {
  switch (goal.kind) {
    case 'change-state':
      return changeState(goal, errands);
    case 'measure-temperature':
      return measureTemperature(goal, errands);
    case 'measure-melting-point':
      return measureMeltingPoint(goal, errands);
    case 'power':
      return power(goal, errands);
    case 'test-conductivity':
      return testConductivity(goal, errands);
    case 'find':
      return find(goal, errands);
    case 'grow':
      return grow(goal, errands);
    case 'life-stages':
      return lifeStages(goal, errands);
    case 'lifespan':
      return lifespan(errands);
    case 'make':
      return make(goal, errands);
  }
}

function focus(errands: Errands, name: string, like = SURE): Urge[] {
  if (errands.hasFocused(name)) return [];
  if (errands.here(name) === undefined) return errands.seek(name);
  return [{ verb: 'focus on', name, like }];
}

/** The first of some errands that still has something to do. */
function firstOf(...errands: readonly (() => Urge[])[]): Urge[] {
  for (const errand of errands) {
    const urges = errand();
    if (urges.length > 0) return urges;
  }
  return [];
}

function changeState({ change, substance }: GoalOf<'change-state'>, errands: Errands): Urge[] {
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
function applyHeat(errands: Errands, name: string, appliances: readonly string[]): Urge[] {
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

function drawWater(errands: Errands): Urge[] {
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

function measureTemperature(goal: GoalOf<'measure-temperature'>, errands: Errands): Urge[] {
  const { thing, celsius, boxes } = goal;
  const reading = errands.story.measured.findLast(({ name }) => name === thing);
  return firstOf(
    () => [...focus(errands, 'thermometer'), ...less(errands.take('thermometer'), GUESS)],
    () => errands.take('thermometer'),
    () => focus(errands, thing),
    () => (reading === undefined ? measure(errands, thing) : []),
    () => sort(errands, thing, boxes, reading!.celsius > celsius ? LIKELY : -LIKELY),
    () => [FINISH],
  );
}

function measure(errands: Errands, thing: string): Urge[] {
  if (errands.here(thing) === undefined) return errands.seek(thing);
  return [{ verb: 'use', name: 'thermometer', other: thing, like: SURE }];
}

function less(urges: readonly Urge[], by: number): Urge[] {
  return urges.map((urge) => ({ ...urge, like: urge.like - by }));
}

/** Puts a thing into one of two boxes; `leaning` says how much rather into the first. */
function sort(
  errands: Errands,
  thing: string,
  { yes, no }: { readonly yes: string; readonly no: string },
  leaning: number,
): Urge[] {
  const isSorted = errands.story.placed.some(
    (placed) => placed === `${thing} > ${yes}` || placed === `${thing} > ${no}`,
  );
  if (isSorted) return [];
  const [first, second] = leaning >= 0 ? [yes, no] : [no, yes];
  return firstOf(
    () => errands.take(thing),
    () => [
      ...errands.bring(thing, first),
      ...less(errands.bring(thing, second), Math.abs(leaning)),
    ],
  );
}

function measureMeltingPoint(goal: GoalOf<'measure-melting-point'>, errands: Errands): Urge[] {
  const { thing, celsius, boxes } = goal;
  const readings = errands.story.measured.filter(({ name }) => name === thing);
  const solid = readings.findLast(({ notes }) => notes.includes('solid'))?.celsius;
  const liquid = readings.find(({ notes }) => notes.includes('liquid'))?.celsius;
  const isMolten = errands.here(thing)?.notes.includes('liquid') === true;
  const answer = (box: string, like: number): Urge[] =>
    errands.story.focused.some((name) => name === boxes.yes || name === boxes.no)
      ? [FINISH]
      : focus(errands, box, like);
  return firstOf(
    () => [...focus(errands, 'thermometer'), ...less(errands.take('thermometer'), GUESS)],
    () => errands.take('thermometer'),
    () => focus(errands, thing),
    () => {
      if (liquid !== undefined) {
        const estimate = solid === undefined ? liquid : (solid + liquid) / 2;
        const [first, second] = estimate > celsius ? [boxes.yes, boxes.no] : [boxes.no, boxes.yes];
        return [...answer(first, SURE), ...less(answer(second, SURE), LIKELY)];
      }
      if (isMolten) return measure(errands, thing);
      const heat = applyHeat(errands, thing, changesTemperature('melt'));
      if (!heat.some(({ verb }) => verb === 'wait')) return heat;
      return [
        { verb: 'wait', like: GUESS },
        { verb: 'wait1', like: LIKELY },
        { verb: 'use', name: 'thermometer', other: thing, like: LIKELY },
      ];
    },
  );
}

function power({ consumer, isRenewable }: GoalOf<'power'>, errands: Errands): Urge[] {
  const { story } = errands;
  if (errands.here(consumer)?.notes.includes('on') === true) return [FINISH];
  const sources = isRenewable
    ? ['solar panel', 'wind turbine', 'battery']
    : ['battery', 'gas generator', 'solar panel'];
  const wires = errands.known(({ name }) => name.endsWith(' wire')).map(({ name }) => name);
  const carried = wires.filter((name) => errands.has(name));
  return firstOf(
    () => focus(errands, consumer),
    () => errands.take(consumer),
    () => {
      if (carried.length >= 2) return [];
      const next = wires.find((name) => !errands.has(name));
      return next === undefined ? errands.explore() : errands.take(next);
    },
    () => {
      const source = sources.find((name) => story.seen.has(name));
      if (source === undefined) return errands.explore();
      if (errands.here(source) === undefined) return errands.seek(source);
      return [source, consumer].flatMap((end) =>
        carried.map((wire): Urge => {
          const isWired = errands.here(wire)?.notes.includes(`wired to ${end}`) === true;
          return { verb: 'connect', name: wire, other: end, like: isWired ? -2 : LIKELY };
        }),
      );
    },
  );
}

function testConductivity({ thing, boxes }: GoalOf<'test-conductivity'>, errands: Errands): Urge[] {
  const metal = isMetal(thing);
  const leaning = metal === undefined ? 0 : metal ? LIKELY : -LIKELY;
  return firstOf(
    () => focus(errands, thing),
    () => sort(errands, thing, boxes, leaning),
    () => [FINISH],
  );
}

function find({ category, box }: GoalOf<'find'>, errands: Errands): Urge[] {
  const { focused, placed, scene } = errands.story;
  const found = focused[0];
  if (found !== undefined) {
    if (placed.includes(`${found} > ${box}`)) return [FINISH];
    return errands.bring(found, box);
  }
  const urges = scene.things.flatMap((thing): Urge[] => {
    if (isFixed(thing.name)) return [];
    const isLiving = isAnimal(thing) || isPlant(thing);
    const fits = {
      animal: isAnimal(thing),
      plant: isPlant(thing),
      'living thing': isLiving,
      'non-living thing': !isLiving,
    }[category];
    const isHalfRight = isLiving || category === 'living thing';
    if (!fits && !isHalfRight) return [];
    return [{ verb: 'focus on', name: thing.name, like: fits ? GUESS : GUESS - 0.7 }];
  });
  return urges.some(({ like }) => like >= GUESS) ? urges : [...urges, ...errands.explore()];
}

function grow({ plant }: GoalOf<'grow'>, errands: Errands): Urge[] {
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

function lifeStages({ species }: GoalOf<'life-stages'>, errands: Errands): Urge[] {
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
function lifespan(errands: Errands): Urge[] {
  const { scene, focused } = errands.story;
  if (focused.length > 0) return [FINISH];
  if (scene.room !== 'garden') return errands.goTo('garden');
  return scene.things.filter(isAnimal).map(({ name }) => ({ verb: 'focus on', name, like: GUESS }));
}

function make({ product, via }: GoalOf<'make'>, errands: Errands): Urge[] {
  if (via !== undefined && !errands.hasFocused(via)) {
    return errands.here(via) === undefined ? combine(via, errands) : focus(errands, via);
  }
  if (errands.hasFocused(product)) return [FINISH];
  return errands.here(product) === undefined ? combine(product, errands) : focus(errands, product);
}

/** Brings the ingredients into one vessel and mixes. */
function combine(product: string, errands: Errands): Urge[] {
  const [first, second] = ingredientsOf(product) ?? [];
  if (first === undefined || second === undefined) return errands.explore();
  const { seen } = errands.story;
  const missing = [first, second].find((name) => !seen.has(name));
  if (missing === 'water') return drawWater(errands);
  if (missing !== undefined) return errands.explore();
  const [a, b] = [seen.get(first)!, seen.get(second)!];
  if (a.holder === undefined || b.holder === undefined) return errands.explore();
  if (a.holder === b.holder) return [{ verb: 'mix', name: a.holder, like: SURE }];
  const wrong = product.endsWith('paint')
    ? errands.known(({ name, holder }) => name.endsWith('paint') && holder !== undefined)
    : [];
  const pours = [
    ...errands.pour(a.holder, b.holder),
    ...less(errands.pour(b.holder, a.holder), GUESS),
    // It is none too sure which colors it takes.
    ...wrong.flatMap(({ holder }) => less(errands.pour(holder!, a.holder!), GUESS + 0.3)),
  ];
  return isTap(a.holder) || isTap(b.holder) ? drawWater(errands) : pours;
}

function isTap(name: string): boolean {
  return TAPS.includes(name);
}

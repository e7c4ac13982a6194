import { reactionTo } from '../stock/reactions.ts';
import { lifeStage, roomOf, type Thing, type World } from '../world/world.ts';
import type { Category, Goal, GoalOf } from './goal.ts';
import { TARGET_STATE } from './goal.ts';
import { subgoal, type Moment, type Rubric, type Subgoal } from './rubric.ts';
import {
  comeTo,
  finish,
  focusOn,
  focusOnNamed,
  holds,
  isPut,
  measured,
  putInto,
  take,
  turnsInto,
} from './subgoals.ts';

/** The rubric of a goal in a laboratory that begins as `start`. For graders only. */
export function rubricOf(goal: Goal, start: World): Rubric {
  switch (goal.kind) {
    case 'change-state':
      return stateRubric(goal, start);
    case 'measure-temperature':
      return temperatureRubric(goal, start);
    case 'measure-melting-point':
      return meltingRubric(goal, start);
    case 'power':
      return powerRubric(goal, start);
    case 'test-conductivity':
      return conductivityRubric(goal, start);
    case 'find':
      return findRubric(goal);
    case 'grow':
      return growthRubric(goal, start);
    case 'life-stages':
      return stagesRubric(goal, start);
    case 'lifespan':
      return lifespanRubric(goal, start);
    case 'make':
      return makingRubric(goal);
  }
}

function rubric(
  sequence: readonly Subgoal[],
  extras: readonly Subgoal[],
  isBrokenBy: Rubric['isBrokenBy'] = () => false,
): Rubric {
  return { sequence: [...sequence, finish], extras, isBrokenBy };
}

function stateRubric({ change, substance }: GoalOf<'change-state'>, start: World): Rubric {
  const state = TARGET_STATE[change];
  const inAppliance = subgoal(`put the ${substance} where it can ${change}`, ({ event, world }) => {
    if (event.kind !== 'placed' || !holds(world, event.thing, substance)) return false;
    const { appliance } = world.things[event.into]!.form;
    return appliance?.kind === 'temperature' && appliance.celsius > 20 === (change !== 'freeze');
  });
  return rubric(
    [focusOnNamed(substance), turnsInto(substance, state, true)],
    [comeTo(start, substance), take(substance), inAppliance],
  );
}

function temperatureRubric(
  { thing, celsius, boxes }: GoalOf<'measure-temperature'>,
  start: World,
): Rubric {
  const subject = idOf(start, thing);
  const isAbove = start.things[subject]!.temperature > celsius;
  const [right, wrong] = isAbove ? [boxes.yes, boxes.no] : [boxes.no, boxes.yes];
  return rubric(
    [
      focusOnNamed('thermometer'),
      focusOnNamed(thing),
      measured(thing),
      putInto(`the ${thing}`, () => subject, right),
    ],
    [comeTo(start, 'thermometer'), take('thermometer'), take(thing)],
    (moment) => isPut(moment, subject, wrong),
  );
}

function meltingRubric(
  { thing, celsius, boxes }: GoalOf<'measure-melting-point'>,
  start: World,
): Rubric {
  const isAbove = start.things[idOf(start, thing)]!.form.substance!.meltsAt > celsius;
  return rubric(
    [
      focusOnNamed('thermometer'),
      focusOnNamed(thing),
      turnsInto(thing, 'liquid', true),
      measured(thing),
      focusOnNamed(isAbove ? boxes.yes : boxes.no),
    ],
    [take('thermometer'), take(thing), measured(thing)],
  );
}

function powerRubric({ consumer, isRenewable }: GoalOf<'power'>, start: World): Rubric {
  const isPowered = subgoal(`power the ${consumer}`, ({ event, world }) => {
    if (event.kind !== 'powered' || world.things[event.thing]!.name !== consumer) return false;
    return !isRenewable || event.loop.every((id) => !isFuelled(world.things[id]!));
  });
  const isWired = subgoal(`connect the ${consumer}`, (moment) => connects(moment, consumer));
  return rubric(
    [focusOnNamed(consumer), isPowered],
    [comeTo(start, consumer), take(consumer), isWired],
  );
}

function conductivityRubric({ thing, boxes }: GoalOf<'test-conductivity'>, start: World): Rubric {
  const subject = idOf(start, thing);
  const { conducts } = start.things[subject]!.form;
  const [right, wrong] = conducts ? [boxes.yes, boxes.no] : [boxes.no, boxes.yes];
  const isWired = subgoal(`connect the ${thing}`, (moment) => connects(moment, thing));
  return rubric(
    [focusOnNamed(thing), putInto(`the ${thing}`, () => subject, right)],
    [comeTo(start, thing), take(thing), isWired],
    (moment) => isPut(moment, subject, wrong),
  );
}

function findRubric({ category, box }: GoalOf<'find'>): Rubric {
  const isTaken = subgoal(`take a ${category}`, ({ event, world }) => {
    if (event.kind !== 'placed' || event.into !== world.agent) return false;
    return belongsTo(world.things[event.thing]!, category);
  });
  return rubric(
    [
      focusOn(`a ${category}`, (thing) => thing.form.isPortable && belongsTo(thing, category)),
      putInto('it', ({ focused }) => focused.at(-1), box),
    ],
    [isTaken],
  );
}

function growthRubric({ plant }: GoalOf<'grow'>, start: World): Rubric {
  const { species } = start.things[idOf(start, plant)]!.form;
  const reaches = (stage: string) =>
    subgoal(`the ${plant} is a ${stage}`, ({ event, world }) => {
      if (event.kind !== 'grew' || event.stage !== stage) return false;
      return world.things[event.thing]!.name === plant;
    });
  const isPlanted = subgoal(`plant the ${plant}`, ({ event, world }) => {
    if (event.kind !== 'placed' || world.things[event.thing]!.name !== plant) return false;
    return world.things[event.into]!.contents.some((id) => world.things[id]!.form.isSoil);
  });
  return rubric(
    [focusOnNamed(plant), ...species!.stages.slice(1).map(reaches)],
    [comeTo(start, plant), take(plant), isPlanted],
  );
}

function stagesRubric({ species }: GoalOf<'life-stages'>, start: World): Rubric {
  const kept = start.things.filter(({ form }) => form.species?.name === species);
  const { stages } = kept[0]!.form.species!;
  const sequence = stages.map((stage) =>
    focusOn(`the ${stage} of the ${species}`, (thing, world) => {
      return thing.form.species?.name === species && lifeStage(thing, world.time) === stage;
    }),
  );
  return rubric(sequence, [comeTo(start, kept[0]!.name)]);
}

function lifespanRubric({ which }: GoalOf<'lifespan'>, start: World): Rubric {
  const animals = start.things.filter((thing) => isAnimalInGarden(start, thing));
  const years = animals.map(({ form }) => form.species!.lifespanYears);
  const extreme = which === 'longest' ? Math.max(...years) : Math.min(...years);
  const wanted = new Set(
    animals.filter(({ form }) => form.species!.lifespanYears === extreme).map(({ id }) => id),
  );
  const says = `the animal with the ${which} life span`;
  return rubric([focusOn(says, ({ id }) => wanted.has(id))], [comeTo(start, 'solar panel')]);
}

function makingRubric({ product, via }: GoalOf<'make'>): Rubric {
  const steps = [via, product].flatMap((name) => {
    if (name === undefined) return [];
    const isMade = subgoal(`make ${name}`, ({ event, world }) => {
      return event.kind === 'made' && world.things[event.thing]!.name === name;
    });
    return [isMade, focusOnNamed(name)];
  });
  const extras = reactionTo(product)!.ingredients.map((name) =>
    subgoal(`pour the ${name}`, ({ event, world }) => {
      return event.kind === 'placed' && holds(world, event.thing, name);
    }),
  );
  return rubric(steps, extras);
}

function belongsTo({ form: { species } }: Thing, category: Category): boolean {
  if (category === 'non-living thing') return species === undefined;
  if (category === 'living thing') return species !== undefined;
  return species?.kingdom === category;
}

function isAnimalInGarden(world: World, { id, form }: Thing): boolean {
  return form.species?.kingdom === 'animal' && roomOf(world, id)?.name === 'garden';
}

function isFuelled({ form: { circuit } }: Thing): boolean {
  return circuit?.kind === 'source' && !circuit.isRenewable;
}

function connects({ event, world }: Moment, name: string): boolean {
  if (event.kind !== 'connected') return false;
  return [event.thing, event.other].some((id) => world.things[id]!.name === name);
}

function idOf({ things }: World, name: string): number {
  return things.find((thing) => thing.name === name)!.id;
}

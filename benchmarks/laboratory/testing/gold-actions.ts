import type { Goal, GoalOf } from '../goals/goal.ts';
import { reactionTo } from '../stock/reactions.ts';
import { laboratoryNumber } from '../stock/laboratories.ts';
import type { LabTask } from '../task.ts';
import { lifeStage, roomOf, stateOfMatter } from '../world/world.ts';
import { Walker } from './walker.ts';

/** Actions that reach the highest score, found with all that the agent cannot know. For tests only. */
export function goldActions({ goal, laboratory }: Pick<LabTask, 'goal' | 'laboratory'>): string[] {
  const walker = new Walker(laboratoryNumber(laboratory));
  solve(walker, goal);
  walker.do('finish');
  return walker.actions;
}

function solve(walker: Walker, goal: Goal): void {
  switch (goal.kind) {
    case 'change-state': {
      changeState(walker, goal);
      return;
    }
    case 'measure-temperature': {
      measureTemperature(walker, goal);
      return;
    }
    case 'measure-melting-point': {
      measureMeltingPoint(walker, goal);
      return;
    }
    case 'power': {
      power(walker, goal);
      return;
    }
    case 'test-conductivity': {
      testConductivity(walker, goal);
      return;
    }
    case 'find': {
      find(walker, goal);
      return;
    }
    case 'grow': {
      grow(walker, goal);
      return;
    }
    case 'life-stages': {
      lifeStages(walker, goal);
      return;
    }
    case 'lifespan': {
      lifespan(walker, goal);
      return;
    }
    case 'make': {
      make(walker, goal);
      return;
    }
  }
}

function drawWater(walker: Walker, vessel: string): void {
  walker.bring(vessel, 'sink');
  walker.do('activate sink');
  walker.do('deactivate sink');
  walker.do(`pick up ${vessel}`);
}

function emptyVessel({ world }: Walker): string {
  return world.things.find(
    ({ form, contents }) => form.isPortable && form.holds === 'in' && contents.length === 0,
  )!.name;
}

function changeState(walker: Walker, { change, substance }: GoalOf<'change-state'>): void {
  const isFromTap = substance === 'water';
  if (isFromTap) drawWater(walker, emptyVessel(walker));
  walker.reach(substance);
  walker.do(`focus on ${substance}`);
  const subject = walker.find(substance);
  const holder = walker.holderOf(subject);
  const isBare = change === 'melt';
  walker.bring(isBare ? substance : holder.name, change === 'freeze' ? 'freezer' : 'stove');
  if (change !== 'freeze') walker.do('activate stove');
  const before = stateOfMatter(subject);
  walker.waitUntil(() => stateOfMatter(walker.world.things[subject.id]!) !== before);
}

function measureTemperature(
  walker: Walker,
  { thing, celsius, boxes }: GoalOf<'measure-temperature'>,
): void {
  measure(walker, thing);
  const isAbove = walker.find(thing).temperature > celsius;
  walker.bring(thing, isAbove ? boxes.yes : boxes.no);
}

function measure(walker: Walker, thing: string): void {
  walker.take('thermometer');
  walker.do('focus on thermometer');
  walker.reach(thing);
  walker.do(`focus on ${thing}`);
  walker.do(`use thermometer on ${thing}`);
}

function measureMeltingPoint(
  walker: Walker,
  { thing, celsius, boxes }: GoalOf<'measure-melting-point'>,
): void {
  measure(walker, thing);
  walker.bring(thing, 'stove');
  walker.do('activate stove');
  const { id, form } = walker.find(thing);
  walker.waitUntil(() => stateOfMatter(walker.world.things[id]!) === 'liquid');
  walker.do(`use thermometer on ${thing}`);
  const box = form.substance!.meltsAt > celsius ? boxes.yes : boxes.no;
  walker.reach(box);
  walker.do(`focus on ${box}`);
}

function power(walker: Walker, { consumer, isRenewable }: GoalOf<'power'>): void {
  walker.take(consumer);
  walker.do(`focus on ${consumer}`);
  walker.take('red wire');
  walker.take('black wire');
  if (!isRenewable) walker.take('battery');
  const source = isRenewable ? 'solar panel' : 'battery';
  walker.reach(source);
  for (const wire of ['red wire', 'black wire']) {
    walker.do(`connect ${wire} to ${source}`);
    walker.do(`connect ${wire} to ${consumer}`);
  }
}

function testConductivity(walker: Walker, { thing, boxes }: GoalOf<'test-conductivity'>): void {
  walker.take(thing);
  walker.do(`focus on ${thing}`);
  walker.take('red wire');
  walker.do(`connect red wire to ${thing}`);
  walker.bring(thing, walker.find(thing).form.conducts ? boxes.yes : boxes.no);
}

function find(walker: Walker, { category, box }: GoalOf<'find'>): void {
  const found = walker.world.things.find(({ form }) => {
    const { species, isPortable } = form;
    if (!isPortable || form.substance !== undefined) return false;
    if (category === 'non-living thing') return species === undefined;
    return species !== undefined && (category === 'living thing' || species.kingdom === category);
  })!;
  walker.reach(found.name);
  walker.do(`focus on ${found.name}`);
  walker.bring(found.name, box);
}

function grow(walker: Walker, { plant }: GoalOf<'grow'>): void {
  const vessel = emptyVessel(walker);
  drawWater(walker, vessel);
  walker.take(plant);
  walker.do(`focus on ${plant}`);
  walker.bring(plant, 'flower pot 1');
  walker.do(`pour ${vessel} into flower pot 1`);
  walker.waitUntil(() => lifeStage(walker.find(plant), walker.world.time) === 'flowering');
}

function lifeStages(walker: Walker, { species }: GoalOf<'life-stages'>): void {
  const specimens = walker.world.things.filter(({ form }) => form.species?.name === species);
  walker.reach(specimens[0]!.name);
  for (const stage of specimens[0]!.form.species!.stages) {
    const one = specimens.find((each) => lifeStage(each, walker.world.time) === stage)!;
    walker.do(`focus on ${one.name}`);
  }
}

function lifespan(walker: Walker, { which }: GoalOf<'lifespan'>): void {
  const animals = walker.world.things
    .filter(
      ({ id, form }) =>
        form.species?.kingdom === 'animal' && roomOf(walker.world, id)?.name === 'garden',
    )
    .sort((a, b) => a.form.species!.lifespanYears - b.form.species!.lifespanYears);
  const wanted = which === 'longest' ? animals.at(-1)! : animals[0]!;
  walker.reach(wanted.name);
  walker.do(`focus on ${wanted.name}`);
}

function make(walker: Walker, { product, via }: GoalOf<'make'>): void {
  const bowl = product.endsWith('paint') ? 'mixing bowl' : emptyVessel(walker);
  if (via !== undefined) {
    combine(walker, via, bowl);
    walker.do(`focus on ${via}`);
  }
  combine(walker, product, bowl);
  walker.do(`focus on ${product}`);
}

/** Makes a substance in a vessel, which may hold one of its ingredients already. */
function combine(walker: Walker, product: string, bowl: string): void {
  for (const ingredient of reactionTo(product)!.ingredients) {
    if (ingredient === 'water') drawWater(walker, bowl);
  }
  for (const ingredient of reactionTo(product)!.ingredients) {
    const isThere = walker
      .find(bowl)
      .contents.some((id) => walker.world.things[id]!.name === ingredient);
    if (isThere) continue;
    const cup = walker.holderOf(walker.find(ingredient)).name;
    walker.take(cup);
    walker.reach(bowl);
    walker.do(`pour ${cup} into ${bowl}`);
  }
  walker.do(`mix ${bowl}`);
}

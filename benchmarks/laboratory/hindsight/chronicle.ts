import type { Step, Trajectory } from '../../../src/core/trajectory.ts';
import { act, type Outcome } from '../actions/act.ts';
import { laboratoryNumber } from '../stock/laboratories.ts';
import type { LabEvent } from '../world/event.ts';
import type { Thing, World } from '../world/world.ts';

export interface Entry {
  readonly event: LabEvent;
  /** After the action that the event belongs to. */
  readonly world: World;
}

export interface Focus {
  readonly thing: Thing;
  /** Its place among the entries. */
  readonly at: number;
  readonly world: World;
}

/** What really happened in a walk, found by walking it again. */
export interface Chronicle {
  readonly start: World;
  readonly entries: readonly Entry[];
  /** Each thing once, in the order in which it was focused on first. */
  readonly focuses: readonly Focus[];
  readonly hasFinished: boolean;
}

/**
 * What came of the steps that were walked again, for as long as somebody holds them. Prefixes share
 * their steps, so that each step of a walk is taken once however many prefixes are asked about.
 */
const walked = new WeakMap<Step, { readonly from: World; readonly outcome: Outcome }>();

export function readChronicle({ taskId, steps }: Pick<Trajectory, 'taskId' | 'steps'>): Chronicle {
  const start = laboratoryNumber(laboratoryIn(taskId));
  const entries: Entry[] = [];
  const focuses = new Map<number, Focus>();
  let world = start;
  for (const step of steps) {
    if (world.isOver) break;
    const outcome = take(world, step);
    ({ world } = outcome);
    for (const event of outcome.events) {
      entries.push({ event, world });
      if (event.kind !== 'focused' || focuses.has(event.thing)) continue;
      const thing = world.things[event.thing]!;
      focuses.set(event.thing, { thing, at: entries.length - 1, world });
    }
  }
  return { start, entries, focuses: [...focuses.values()], hasFinished: world.isOver };
}

function take(from: World, step: Step): Outcome {
  const known = walked.get(step);
  if (known?.from === from) return known.outcome;
  const outcome = act(from, step.action);
  walked.set(step, { from, outcome });
  return outcome;
}

/** The ids of all tasks begin `family/laboratory`. */
export function laboratoryIn(taskId: string): number {
  const [, number] = taskId.split('/');
  if (number === undefined || !/^\d{1,6}$/.test(number)) {
    throw new RangeError(`"${taskId}" names no laboratory`);
  }
  return Number(number);
}

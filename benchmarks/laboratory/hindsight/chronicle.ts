import type { Trajectory } from '../../../src/core/trajectory.ts';
import { act } from '../actions/act.ts';
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

export function readChronicle({ taskId, steps }: Pick<Trajectory, 'taskId' | 'steps'>): Chronicle {
  const start = laboratoryNumber(laboratoryIn(taskId));
  const entries: Entry[] = [];
  const focuses = new Map<number, Focus>();
  let world = start;
  for (const { action } of steps) {
    if (world.isOver) break;
    const outcome = act(world, action);
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

/** The ids of all tasks begin `family/laboratory`. */
export function laboratoryIn(taskId: string): number {
  const [, number] = taskId.split('/');
  if (number === undefined || !/^\d{1,6}$/.test(number)) {
    throw new RangeError(`"${taskId}" names no laboratory`);
  }
  return Number(number);
}

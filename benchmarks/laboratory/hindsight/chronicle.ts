import type { Step, Trajectory } from '../../../src/core/trajectory.ts';
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

/** A walk up to one of its steps, played once for all walks that begin with these very steps. */
interface Position {
  readonly world: World;
  readonly events: readonly LabEvent[];
  readonly next: WeakMap<Step, Position>;
}

const starts = new Map<number, Position>();

export function readChronicle({ taskId, steps }: Pick<Trajectory, 'taskId' | 'steps'>): Chronicle {
  const first = startOf(laboratoryIn(taskId));
  const entries: Entry[] = [];
  const focuses = new Map<number, Focus>();
  let position = first;
  for (const step of steps) {
    if (position.world.isOver) break;
    position = after(position, step);
    const { world } = position;
    for (const event of position.events) {
      entries.push({ event, world });
      if (event.kind !== 'focused' || focuses.has(event.thing)) continue;
      const thing = world.things[event.thing]!;
      focuses.set(event.thing, { thing, at: entries.length - 1, world });
    }
  }
  const { isOver } = position.world;
  return { start: first.world, entries, focuses: [...focuses.values()], hasFinished: isOver };
}

function startOf(laboratory: number): Position {
  const known = starts.get(laboratory);
  if (known !== undefined) return known;
  const start = { world: laboratoryNumber(laboratory), events: [], next: new WeakMap() };
  starts.set(laboratory, start);
  return start;
}

function after(position: Position, step: Step): Position {
  const known = position.next.get(step);
  if (known !== undefined) return known;
  const { world, events } = act(position.world, step.action);
  const reached = { world, events, next: new WeakMap() };
  position.next.set(step, reached);
  return reached;
}

/** The ids of all tasks begin `family/laboratory`. */
export function laboratoryIn(taskId: string): number {
  const [, number] = taskId.split('/');
  if (number === undefined || !/^\d{1,6}$/.test(number)) {
    throw new RangeError(`"${taskId}" names no laboratory`);
  }
  return Number(number);
}

import type { Draft } from '../../world/draft.ts';
import type { DoorCommand } from '../command.ts';

export function useDoor(draft: Draft, { verb, room }: DoorCommand): string {
  const here = draft.thing(draft.agent).place;
  const { name } = draft.thing(room);
  if (room === here) return `You are in the ${name} already.`;
  const door = draft.doors.find(({ rooms }) => rooms.includes(here) && rooms.includes(room));
  if (door === undefined) return `No door leads from here to the ${name}.`;
  if (verb === 'go to') {
    if (!door.isOpen) return `The door to the ${name} is closed.`;
    draft.move(draft.agent, room);
    draft.note({ kind: 'entered', room });
    return `You walk into the ${name}.`;
  }
  const isOpen = verb === 'open door to';
  if (door.isOpen === isOpen)
    return `The door to the ${name} is ${isOpen ? 'open' : 'closed'} already.`;
  draft.doors = draft.doors.map((each) => (each === door ? { ...door, isOpen } : each));
  return `You ${isOpen ? 'open' : 'close'} the door to the ${name}.`;
}

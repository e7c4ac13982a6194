import { agentRoom, type World } from '../world/world.ts';
import { tellThing } from './describe.ts';

/**
 * What the agent is shown after an action: what came of it, then all that is in sight where it
 * stands, so that a page speaks for itself.
 */
export function tellPage(world: World, said: string): string {
  const room = agentRoom(world);
  const agent = world.things[world.agent]!;
  let text = `${said}\nThis is the ${room.name}. You see:`;
  let isEmpty = true;
  for (const id of room.contents) {
    if (id === world.agent) continue;
    text += tellThing(world, world.things[id]!, LINE);
    isEmpty = false;
  }
  if (isEmpty) text += `${LINE}nothing`;
  text += '\nDoors lead to:';
  for (const { rooms, isOpen } of world.doors) {
    const [a, b] = rooms;
    if (a !== room.id && b !== room.id) continue;
    const { name } = world.things[a === room.id ? b : a]!;
    text += `${LINE}${name} (${isOpen ? 'open' : 'closed'})`;
  }
  text += '\nYou carry:';
  for (const id of agent.contents) text += tellThing(world, world.things[id]!, LINE);
  return agent.contents.length === 0 ? `${text}${LINE}nothing` : text;
}

const LINE = '\n\t';

import { thingsInReach, type World } from '../world/world.ts';
import { PAIR_VERBS, type Command, type PairVerb } from './command.ts';
import { Referents } from './referent.ts';

/** Writes a command as the text that is understood as it. */
export function sayCommand(world: World, command: Command): string {
  return commandWriter(world, new Referents(world, thingsInReach(world)))(command);
}

/** The same for many commands in one place. */
export function commandWriter(world: World, referents: Referents): (command: Command) => string {
  return (command) => {
    if ('room' in command) return `${command.verb} ${world.things[command.room]!.name}`;
    if (!('thing' in command)) return command.verb;
    const name = referents.nameOf(world.things[command.thing]!);
    if (!('other' in command)) return `${command.verb} ${name}`;
    const other = referents.nameOf(world.things[command.other]!);
    return `${command.verb} ${name} ${PAIR_VERBS[command.verb satisfies PairVerb]} ${other}`;
  };
}

import { thingsInReach, type Thing, type World } from '../world/world.ts';
import type { Command } from './command.ts';
import { plain, readPhrases, type Phrase } from './phrase.ts';
import { Referents } from './referent.ts';

/** What a text asks for where the agent stands. */
export type Understanding =
  | { readonly kind: 'command'; readonly command: Command }
  /** Several, of which a number chooses. */
  | { readonly kind: 'ambiguous'; readonly commands: readonly Command[] }
  | { readonly kind: 'nonsense'; readonly said: string };

/** More are not asked about; the name is too vague. */
const MOST_CHOICES = 12;

/** Reads a text as an action on what is in reach. Never throws. */
export function understand(world: World, text: string): Understanding {
  const phrases = readPhrases(text);
  if (phrases.length === 0) {
    return { kind: 'nonsense', said: 'That is not an action that I know.' };
  }
  const referents = new Referents(world, thingsInReach(world));
  for (const phrase of phrases) {
    const commands = commandsFor(world, phrase, referents);
    if (commands.length === 1) return { kind: 'command', command: commands[0]! };
    if (commands.length > 1) {
      return { kind: 'ambiguous', commands: commands.slice(0, MOST_CHOICES) };
    }
  }
  return { kind: 'nonsense', said: explainMissing(phrases[0]!, referents) };
}

/** The number that answers a question; undefined for any other text. */
export function chosenIn(question: readonly Command[], text: string): Command | undefined {
  const number = text.trim();
  return /^\d{1,3}$/.test(number) ? question[Number(number)] : undefined;
}

function commandsFor(world: World, phrase: Phrase, referents: Referents): Command[] {
  switch (phrase.kind) {
    case 'lone':
      return [{ verb: phrase.verb }];
    case 'room':
      return roomsNamed(world, phrase.room).map(({ id }) => ({ verb: phrase.verb, room: id }));
    case 'single':
      return referents.named(phrase.name).map(({ id }) => ({ verb: phrase.verb, thing: id }));
    case 'pair': {
      const others = referents.named(phrase.other);
      return referents
        .named(phrase.name)
        .flatMap(({ id }) =>
          others.map((other) => ({ verb: phrase.verb, thing: id, other: other.id })),
        );
    }
  }
}

function roomsNamed({ rooms, things }: World, text: string): Thing[] {
  const name = plain(text);
  return rooms.map((room) => things[room]!).filter((room) => room.name === name);
}

function explainMissing(phrase: Phrase, referents: Referents): string {
  if (phrase.kind === 'lone') return 'That is not an action that I know.';
  if (phrase.kind === 'room') return `There is no room called "${phrase.room}".`;
  const isMissing = (name: string) => referents.named(name).length === 0;
  const missing = phrase.kind === 'pair' && !isMissing(phrase.name) ? phrase.other : phrase.name;
  return `I see no "${missing}" here.`;
}

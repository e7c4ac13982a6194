import type { Command } from '../actions/command.ts';
import { readPhrases } from '../actions/phrase.ts';
import { remembered } from '../../../src/core/remembered.ts';

/** What an action says, as far as words go. */
export interface SaidAction {
  readonly verb: Command['verb'] | undefined;
  /** The room or thing that it names first; empty if none. */
  readonly name: string;
  readonly other: string;
}

export const readAction: (text: string) => SaidAction = remembered(parseAction, 20_000);

function parseAction(text: string): SaidAction {
  const [phrase] = readPhrases(text);
  if (phrase === undefined) return { verb: undefined, name: '', other: '' };
  switch (phrase.kind) {
    case 'lone':
      return { verb: phrase.verb, name: '', other: '' };
    case 'room':
      return { verb: phrase.verb, name: phrase.room, other: '' };
    case 'single':
      return { verb: phrase.verb, name: phrase.name, other: '' };
    case 'pair':
      return phrase;
  }
}

/** Whether a name in an action may mean a thing of this name: `water in tin cup` means water. */
export function means(said: string, name: string): boolean {
  const wanted = name.toLowerCase();
  if (!said.startsWith(wanted)) return false;
  const rest = said.slice(wanted.length);
  return rest === '' || rest.startsWith(' in ') || rest.startsWith(' on ');
}

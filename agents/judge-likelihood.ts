import type { ChatAnswer } from './chat-answer.ts';

/** Choices by name, with probabilities that sum to 1. */
export type Likelihood<C extends string> = Readonly<Record<C, number>>;

/** Below this the tokens named beside the chosen one are about something else. */
const LEAST_MASS = 0.5;

/**
 * How likely a model was to give each of these choices as the value of a key that ends its JSON
 * answer. Read off the probabilities of the token with which the value begins, where the server
 * tells them and that token tells the choices apart; otherwise all is on the choice that was given.
 *
 * @param choices none begins with another
 */
export function likelihoodOf<C extends string>(
  answer: ChatAnswer,
  key: string,
  choices: readonly C[],
  given: C,
): Likelihood<C> {
  const mass = new Map(choices.map((choice) => [choice, 0]));
  for (const { token, logProbability } of valueToken(answer, key)?.alternatives ?? []) {
    const choice = choiceOf(token, choices);
    if (choice !== undefined) mass.set(choice, mass.get(choice)! + Math.exp(logProbability));
  }
  const total = [...mass.values()].reduce((sum, each) => sum + each, 0);
  const share = (choice: C): number =>
    total >= LEAST_MASS ? mass.get(choice)! / total : choice === given ? 1 : 0;
  return Object.fromEntries(choices.map((choice) => [choice, share(choice)])) as Record<C, number>;
}

/** The token in which the value begins: the first after `"key":` that is more than punctuation. */
function valueToken({ text, tokens = [] }: ChatAnswer, key: string) {
  const found = [...text.matchAll(new RegExp(`"${key}"\\s*:[\\s"]*`, 'g'))].at(-1);
  if (found === undefined) return undefined;
  const start = found.index + found[0].length;
  let end = 0;
  for (const written of tokens) {
    end += written.token.length;
    if (end > start) return written;
  }
  return undefined;
}

/** A token may hold the beginning of a choice only, or a quotation mark or comma besides. */
function choiceOf<C extends string>(token: string, choices: readonly C[]): C | undefined {
  const written = token.replace(/^[\s":]+|[\s",}]+$/g, '').toLowerCase();
  if (written === '') return undefined;
  const meant = choices.filter((choice) => choice.startsWith(written));
  return meant.length === 1 ? meant[0] : undefined;
}

import { readThought, splitReact } from '../../agents/react-format.ts';
import type { PolicyContext, Proposal } from '../../src/core/policy.ts';

/** An action as it is asked for, wherever it stands: `I will Click [ red ]`. */
const IN_BRACKETS = /\b(search|click)\s*\[/i;

/** As some models write it, at the start only: `search(red shoes)`, `Click: red`, `click on red`. */
const WITHOUT_BRACKETS = /^(search|click)\b\s*(?:[(:=]|for\b|on\b)?\s*(.*)$/i;

const QUOTES = ['"', "'", '`', '“”', '‘’'];

/**
 * Finds the action in a reply: the one behind "Action:", or the first in square brackets when there
 * is no such label. Undefined when there is none that the page answers.
 */
export function readShopReply(text: string, context: PolicyContext): Proposal | undefined {
  const labelled = splitReact(text);
  if (labelled !== undefined) {
    const action = readShopAction(labelled.action, context);
    return action === undefined ? undefined : { ...labelled, action };
  }
  const reply = readThought(text) ?? '';
  const start = IN_BRACKETS.exec(reply)?.index;
  if (start === undefined) return undefined;
  const action = readShopAction(reply.slice(start), context);
  const thought = reply.slice(0, start).trim();
  return action === undefined ? undefined : { ...(thought === '' ? {} : { thought }), action };
}

/** Words to search for, in the form that the shop reads; undefined when none are left. */
export function searchFor(keywords: string): string | undefined {
  const words = unquote(keywords)
    .replace(/[[\]\s]+/g, ' ')
    .trim();
  return words === '' ? undefined : `search[${words}]`;
}

/**
 * A click on what is called so, up to letter case, spaces and punctuation. Undefined when nothing
 * is, or several things are: a click is never bent into one on another product. Where it is not
 * known what can be clicked, the name stays as it is.
 */
export function clickOn(name: string, { observation }: PolicyContext): string | undefined {
  const wanted = unquote(name);
  const { availableActions } = observation;
  if (availableActions === undefined) return wanted === '' ? undefined : `click[${wanted}]`;
  const clicks = availableActions.filter((action) => action.startsWith('click['));
  const exact = `click[${wanted}]`.toLowerCase();
  if (clicks.includes(exact)) return exact;
  const key = keyOf(wanted);
  const alike = clicks.filter((action) => key !== '' && keyOf(nameIn(action)) === key);
  return alike.length === 1 ? alike[0] : undefined;
}

/** What a click is a click on. */
export function nameIn(click: string): string {
  return click.slice('click['.length, -1);
}

function readShopAction(text: string, context: PolicyContext): string | undefined {
  const [line = ''] = text.split('\n', 1);
  const bracketed = IN_BRACKETS.exec(line);
  const [, verb, argument] =
    bracketed === null
      ? (WITHOUT_BRACKETS.exec(line.trim()) ?? [])
      : [line, bracketed[1], upToBracket(line.slice(bracketed.index + bracketed[0].length))];
  if (verb === undefined || argument === undefined) {
    // The name alone, where it is known to be one.
    return context.observation.availableActions && clickOn(line, context);
  }
  if (verb.toLowerCase() === 'search') return searchFor(withoutParenthesis(argument));
  return clickOn(argument, context) ?? clickOn(withoutParenthesis(argument), context);
}

/** Up to the bracket that closes the one before the text, or all of it if none does. */
function upToBracket(text: string): string {
  let depth = 1;
  for (const [index, character] of [...text].entries()) {
    if (character === '[') depth += 1;
    if (character === ']') depth -= 1;
    if (depth === 0) return [...text].slice(0, index).join('');
  }
  return text;
}

/** Without a parenthesis at the end that was opened before the text. */
function withoutParenthesis(text: string): string {
  const isSurplus = text.split(')').length > text.split('(').length;
  return isSurplus ? text.replace(/\)\s*$/, '') : text;
}

function unquote(text: string): string {
  const bare = text.trim();
  const inner = bare.slice(1, -1);
  const isQuoted = QUOTES.some(
    (marks) => bare === `${marks.at(0)}${inner}${marks.at(-1)}` && !inner.includes(marks.at(0)!),
  );
  return isQuoted ? inner.trim() : bare;
}

/**
 * What two names have in common that differ in letter case, spaces and punctuation only. Signs at
 * a digit and spaces between digits stay: `3.5` is not `35`, `-1.5` not `+1.5`, `1 1/2` not `11/2`.
 */
function keyOf(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/(?<![\s.,;:!?])[\s.,;:!?]+$/, '')
    .replace(/(?<!\d)[^\p{L}\p{M}\p{N}\s](?!\d)/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<!\d) | (?!\d)/g, '');
}

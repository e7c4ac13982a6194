import type { Proposal } from '../src/core/policy.ts';

/** `Action:`, `**Thought 2:**`, `## ACTION:`, `- action :`; then what follows on the line. */
const LABEL =
  /^[\s>#*_\-`]*(thought|action|observation)(?![a-z])[\s\d*_`]*[:：]\s*(?:\*\*|__)?(.*)$/i;

/** A label alone on its line, such as the heading `### Action`. */
const HEADING = /^[\s>#*_\-`]*(thought|action)[\s*_`]*$/i;

/** A label in the middle of a line; capitalised only, because prose speaks of actions too. */
const INLINE_ACTION = /^(.*?)\bAction\s?\d*\s?[:：](.*)$/;

const FENCE = /^\s*(?:```|~~~)/;

/** The deliberation that some open models print first; servers may keep its opening tag back. */
const DELIBERATION = /^[\s\S]*<\/think(?:ing)?>/i;
const UNFINISHED_DELIBERATION = /<think(?:ing)?>[\s\S]*$/i;

/** Marks that may stand around an action without belonging to it. */
const WRAPPERS = ['```', '**', '`', '"', "'"];

/**
 * Splits a reply in ReAct style into its thought and its action, whatever the model put around
 * them: code fences, bold, headings, numbers ("Thought 2:"), labels in other case, a thought
 * without its label, several lines. The first action counts, since what follows it is an
 * observation that the model made up. An action is one line. Undefined when there is none.
 *
 *     splitReact('**Thought:** too small\n**Action:** `4 * 6 = 24`')
 *     // { thought: 'too small', action: '4 * 6 = 24' }
 */
export function splitReact(text: string): Proposal | undefined {
  const lines = withoutDeliberation(text)
    .split(/\r?\n/)
    .filter((line) => !FENCE.test(line));
  return splitByLine(lines) ?? splitWithinLine(lines);
}

/** What stands before an action in a list or a quotation, or around it. */
const LINE_MARKS = /^[\s>]*(?:[*-]\s+|\*\*|`)?/;

/**
 * What `splitReact` reads, where that is an action; else the first line that is one, since many
 * models leave the label out, or write several steps at once.
 */
export function findAction(
  text: string,
  isAction: (line: string) => boolean,
): Proposal | undefined {
  const labelled = splitReact(text);
  if (labelled !== undefined && isAction(labelled.action)) return labelled;
  const action = text
    .split('\n')
    .map((line) => line.replace(LINE_MARKS, '').trim())
    .find(isAction);
  return action === undefined ? undefined : { action };
}

/** What a reply says aloud. */
export function withoutDeliberation(text: string): string {
  return text.replace(DELIBERATION, '').replace(UNFINISHED_DELIBERATION, '');
}

/** What a reply says before its action, or all of it where it has none; undefined for nothing. */
export function readThought(text: string): string | undefined {
  return splitReact(`${text}\nAction: none`)?.thought;
}

function splitByLine(lines: readonly string[]): Proposal | undefined {
  const thought: string[] = [];
  for (const [index, line] of lines.entries()) {
    const { label, rest } = readLabel(line);
    if (label === 'action') return proposalOf(thought, firstAction(rest, lines.slice(index + 1)));
    if (label !== 'observation') thought.push(rest);
  }
  return undefined;
}

function splitWithinLine(lines: readonly string[]): Proposal | undefined {
  const thought: string[] = [];
  for (const line of lines) {
    const [, before, action] = INLINE_ACTION.exec(line) ?? [];
    thought.push(readLabel(before ?? line).rest);
    if (action !== undefined) return proposalOf(thought, unwrap(action));
  }
  return undefined;
}

function readLabel(line: string): { readonly label?: string; readonly rest: string } {
  const [, label, rest = ''] = LABEL.exec(line) ?? HEADING.exec(line) ?? [];
  if (label === undefined) return { rest: line };
  return { label: label.toLowerCase(), rest };
}

/** The first line with something on it, unless another label comes before. */
function firstAction(sameLine: string, following: readonly string[]): string {
  for (const line of [sameLine, ...following]) {
    if (line !== sameLine && readLabel(line).label !== undefined) return '';
    const action = unwrap(line);
    if (action !== '') return action;
  }
  return '';
}

function proposalOf(thoughtLines: readonly string[], action: string): Proposal | undefined {
  if (action === '') return undefined;
  const thought = unwrap(thoughtLines.join('\n'));
  return { ...(thought === '' ? {} : { thought }), action };
}

function unwrap(text: string): string {
  let bare = text.trim();
  // The opening of a code fence whose content is on the next lines.
  if (bare === '```') return '';
  // The end of a bold that began before the label: "**Action: x**".
  if (bare.endsWith('**') && bare.split('**').length % 2 === 0) bare = bare.slice(0, -2).trim();
  for (const mark of WRAPPERS) {
    const inner = bare.slice(mark.length, -mark.length);
    const isWrapped = inner !== '' && bare === `${mark}${inner}${mark}` && !inner.includes(mark);
    if (isWrapped) bare = inner.trim();
  }
  return bare;
}

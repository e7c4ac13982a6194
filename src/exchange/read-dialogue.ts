import type { Page } from '../core/observation.ts';
import type { RewardRow } from '../core/preference.ts';
import type { Step, Trajectory } from '../core/trajectory.ts';
import { NO_USAGE } from '../core/usage.ts';
import type { Dialogue, Turn } from './dialogue.ts';
import { escapeMarks, IMAGE_MARK, unescapeMarks } from './marks.ts';
import type { RowNote, SideNote } from './row-note.ts';

/** What is said of rows that do not say it themselves. */
export interface ForeignRow {
  readonly id: string;
  readonly benchmark: string;
  /** The source of the preference: `import:trl`. */
  readonly source: string;
}

/** Reads a dialogue as a row: exactly where it has its note, else as well as it can be told. */
export function fromDialogue(dialogue: Dialogue, foreign: ForeignRow): RewardRow {
  return dialogue.note === undefined
    ? fromForeign(dialogue, foreign)
    : fromNoted(dialogue, dialogue.note);
}

function fromNoted({ prompt, chosen, rejected }: Dialogue, note: RowNote): RewardRow {
  const opening = `${escapeMarks(note.row.intent)}\n`;
  const first = note.sharesFirst ? pageOf(prompt[0]!, opening.length) : undefined;
  const better = sideOf(chosen, note.chosen, first, note.question);
  const worse = sideOf(rejected, note.rejected, first, note.question);
  if ('negativeKind' in note.row) return { ...note.row, positive: better, negative: worse };
  const isFirst = note.row.preference >= 0.5;
  return { ...note.row, first: isFirst ? better : worse, second: isFirst ? worse : better };
}

function sideOf(
  turns: readonly Turn[],
  { thoughts, urls, ...rest }: SideNote,
  first: Page | undefined,
  question: string,
): Trajectory {
  const ending = `\n${escapeMarks(question)}`.length;
  const seen = turns.filter(({ role }) => role === 'user');
  const said = turns.filter(({ role }) => role === 'assistant').slice(first === undefined ? 1 : 0);
  const later = seen.map((turn, index) => pageOf(turn, 0, index === seen.length - 1 ? ending : 0));
  const pages = (first === undefined ? later : [first, ...later]).map((page, index) => {
    const url = urls?.[index];
    return url == null ? page : { ...page, url };
  });
  const steps = thoughts.map((length, index): Step => {
    const observation = pages[index]!;
    const { text } = said[index]!;
    if (length === null) return { observation, action: unescapeMarks(text) };
    const thought = text.slice('Thought: '.length).slice(0, length);
    const action = text.slice('Thought: '.length + length + '\nAction: '.length);
    return { observation, thought: unescapeMarks(thought), action: unescapeMarks(action) };
  });
  return { ...rest, steps, final: pages[steps.length]! };
}

function pageOf({ text, images }: Turn, skip: number, ending = 0): Page {
  const [image] = images;
  const whole = text.slice(skip, text.length - ending);
  if (image === undefined) return { text: unescapeMarks(whole) };
  return { text: unescapeMarks(whole.slice(IMAGE_MARK.length + 1)), image };
}

/** Questions and stubs that close the sides of published data sets. */
const QUESTION = /\s*(?:please )?evaluate whether[^\n]*$/i;
const STUB = /score (?:of (?:my|this)[^\n]*)?is\W*$/i;

/** Words around a page in ARMAP's data, and around a goal. */
const PAGE_WORDS = /^current screenshot:\s*(?:<image>)?\.?\s*observation:\s*([\s\S]*?)\.?$/i;
const GOAL_WORDS = /^(?:navigation intent|task description|goal|instruction):\s*/i;

function fromForeign({ prompt, chosen, rejected }: Dialogue, foreign: ForeignRow): RewardRow {
  const { id, benchmark, source } = foreign;
  const asked = prompt.filter(({ role }) => role === 'user');
  const { goal, page } = splitGoal(asked.at(-1), asked.slice(0, -1));
  const side = (turns: readonly Turn[], name: string): Trajectory => ({
    id: `${id}/${name}`,
    benchmark,
    taskId: id,
    intent: goal,
    ...stepsOf(turns, page),
    end: 'finished',
    usage: NO_USAGE,
  });
  return {
    id,
    benchmark,
    taskId: id,
    intent: goal,
    // Rows on one goal are about one task, however they are numbered.
    group: goal,
    stage: 'finished',
    first: side(chosen, 'chosen'),
    second: side(rejected, 'rejected'),
    preference: 1,
    source,
  };
}

/** The first line with words is the goal, or all of it where it says so itself. */
function splitGoal(
  last: Turn | undefined,
  before: readonly Turn[],
): { readonly goal: string; readonly page: Page } {
  const image = last?.images[0];
  const text = (last?.text ?? '').replaceAll(IMAGE_MARK, '').trim();
  const earlier = before.map((turn) => turn.text.trim()).join('\n');
  const [line = '', ...rest] = earlier === '' ? text.split('\n') : [earlier, ...text.split('\n')];
  const goal = unescapeMarks(line.replace(GOAL_WORDS, '')).trim();
  const page = unescapeMarks(rest.join('\n').trim());
  return { goal, page: { text: page, ...(image === undefined ? {} : { image }) } };
}

function stepsOf(
  turns: readonly Turn[],
  first: Page,
): Pick<Trajectory, 'steps' | 'final' | 'facts'> {
  const closed = withoutClosing(turns);
  const steps: Step[] = [];
  let page = first;
  let isFresh = true;
  for (const turn of closed) {
    if (turn.role === 'user') {
      page = foreignPage(turn);
      isFresh = true;
    } else {
      steps.push({ observation: isFresh ? page : { text: '' }, ...actionOf(turn.text) });
      isFresh = false;
    }
  }
  // The page after the last action is not known where none is shown.
  return { steps, final: isFresh ? page : { text: '' }, facts: { actions: steps.length } };
}

/** Leaves out the closing question and the stub after it. */
function withoutClosing(turns: readonly Turn[]): readonly Turn[] {
  const last = turns.at(-1);
  const isStub = last?.role === 'assistant' && STUB.test(last.text);
  const open = isStub ? turns.slice(0, -1) : turns;
  const question = open.at(-1);
  if (question?.role !== 'user' || !QUESTION.test(question.text)) return open;
  const text = question.text.replace(QUESTION, '');
  const before = open.slice(0, -1);
  if (text.trim() !== '' || question.images.length > 0) return [...before, { ...question, text }];
  return before.at(-1)?.text.trim().toLowerCase() === 'stop' ? before.slice(0, -1) : before;
}

function foreignPage({ text, images }: Turn): Page {
  const [image] = images;
  const words = PAGE_WORDS.exec(text.trim())?.[1] ?? text.replaceAll(IMAGE_MARK, '');
  return { text: unescapeMarks(words.trim()), ...(image === undefined ? {} : { image }) };
}

function actionOf(text: string): Pick<Step, 'thought' | 'action'> {
  const match = /^\s*Thought:\s*([\s\S]*?)\s*\n+\s*Action:\s*([\s\S]*)$/i.exec(text);
  if (match === null) return { action: unescapeMarks(text.replace(/^\s*Action:\s*/i, '').trim()) };
  return { thought: unescapeMarks(match[1]!), action: unescapeMarks(match[2]!.trim()) };
}

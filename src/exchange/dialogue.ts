import type { ImageReference, Page } from '../core/observation.ts';
import { isTriplet, rankedSides, type RewardRow } from '../core/preference.ts';
import type { Step, Trajectory } from '../core/trajectory.ts';
import { escapeMarks, IMAGE_MARK } from './marks.ts';
import type { RowNote, SideNote } from './row-note.ts';

/** A turn of a conversation. Each `<image>` in its text stands for the next of its pictures. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly images: readonly ImageReference[];
}

/** A row as a conversation that goes two ways: the form that other trainers share. */
export interface Dialogue {
  /** The goal, and the page on which both sides begin. */
  readonly prompt: readonly Turn[];
  /** What is done and seen from there on, actions first; the last turn is the stub. */
  readonly chosen: readonly Turn[];
  readonly rejected: readonly Turn[];
  /** What a conversation cannot say; absent in data that was not made here. */
  readonly note?: RowNote | undefined;
}

/** How each side ends: a question, and the words after which a trainer reads the score. */
export interface Closing {
  readonly question: string;
  readonly stub: string;
}

export const USUAL_CLOSING: Closing = {
  question: 'Does this attempt achieve the goal?',
  stub: 'The score of this attempt is',
};

/** What the assistant says where the two sides do not begin on one page. */
const OPENING = 'Begin.';

/** Writes a row as a dialogue; a tie has no chosen side and gives undefined. */
export function toDialogue(row: RewardRow, closing: Closing): Dialogue | undefined {
  const { better, worse, preference } = rankedSides(row);
  if (preference === 0.5) return undefined;
  const sharesFirst = samePage(firstPage(better), firstPage(worse));
  const opening = `${escapeMarks(row.intent)}\n`;
  const prompt = sharesFirst
    ? pageTurn(firstPage(better), opening)
    : { role: 'user' as const, text: opening.trimEnd(), images: [] };
  const side = (trajectory: Trajectory) => sideTurns(trajectory, sharesFirst, closing);
  return {
    prompt: [prompt],
    chosen: side(better),
    rejected: side(worse),
    note: noteOf(row, { better, worse, sharesFirst, closing }),
  };
}

function sideTurns(
  { steps, final }: Trajectory,
  sharesFirst: boolean,
  { question, stub }: Closing,
): Turn[] {
  const said = steps.map((step) => assistant(actionText(step)));
  const pages = [...steps.slice(1).map(({ observation }) => observation), final];
  if (!sharesFirst) {
    said.unshift(assistant(OPENING));
    if (steps.length > 0) pages.unshift(steps[0]!.observation);
  }
  const turns = said.flatMap((turn, index) => {
    const ending = index === said.length - 1 ? `\n${escapeMarks(question)}` : '';
    return [turn, pageTurn(pages[index]!, '', ending)];
  });
  return [...turns, assistant(escapeMarks(stub))];
}

function actionText({ thought, action }: Step): string {
  const said = escapeMarks(action);
  return thought === undefined ? said : `Thought: ${escapeMarks(thought)}\nAction: ${said}`;
}

function pageTurn({ text, image }: Page, before = '', after = ''): Turn {
  const mark = image === undefined ? '' : `${IMAGE_MARK}\n`;
  return {
    role: 'user',
    text: before + mark + escapeMarks(text) + after,
    images: image === undefined ? [] : [image],
  };
}

function assistant(text: string): Turn {
  return { role: 'assistant', text, images: [] };
}

export function firstPage({ steps, final }: Trajectory): Page {
  return steps[0]?.observation ?? final;
}

function samePage(a: Page, b: Page): boolean {
  return a.text === b.text && a.image?.hash === b.image?.hash;
}

function noteOf(
  row: RewardRow,
  how: {
    readonly better: Trajectory;
    readonly worse: Trajectory;
    readonly sharesFirst: boolean;
    readonly closing: Closing;
  },
): RowNote {
  const { better, worse, sharesFirst, closing } = how;
  return {
    row: factsOf(row),
    chosen: sideNote(better),
    rejected: sideNote(worse),
    sharesFirst,
    question: closing.question,
  };
}

/** All of a row but its trajectories. */
function factsOf(row: RewardRow): RowNote['row'] {
  if (isTriplet(row)) {
    const { positive: _positive, negative: _negative, ...facts } = row;
    return facts;
  }
  const { first: _first, second: _second, ...facts } = row;
  return facts;
}

function sideNote({ steps, final, ...rest }: Trajectory): SideNote {
  const thoughts = steps.map(({ thought }) =>
    thought === undefined ? null : escapeMarks(thought).length,
  );
  const urls = [...steps.map(({ observation }) => observation), final].map(
    ({ url }) => url ?? null,
  );
  return { ...rest, thoughts, ...(urls.some((url) => url !== null) ? { urls } : {}) };
}

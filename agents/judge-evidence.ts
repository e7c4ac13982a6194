import { contentKey, type Trajectory } from '../src/core/trajectory.ts';
import type { Page } from '../src/core/observation.ts';
import { derivedVersion } from '../src/reward/derived-version.ts';
import type { ChatPart } from './chat-message.ts';

export interface EvidenceOptions {
  /** Pictures of so many of the last pages are shown; 0 for none. */
  readonly pictures: number;
}

/** Characters. Of a longer page the middle is left out. */
const PAGE_LENGTH = 4000;
const ACTION_LENGTH = 500;

/** The steps that are told at most: of a longer attempt these first ones, and the rest the last. */
const MOST_STEPS = 30;
const FIRST_STEPS = 5;

/**
 * Marks the record of a trajectory. It follows from all of the content, so no page can contain the
 * mark of the record that it is in, and equal trajectories are told in equal words.
 */
export function markOf(...trajectories: readonly Trajectory[]): string {
  return derivedVersion('judge', ...trajectories.map(contentKey));
}

/**
 * The record of an attempt for a judge: pages and actions between lines with a mark. What the agent
 * thought is left out: its claims are no evidence. What a page might use to pass for something else
 * is taken out of it: characters that cannot be seen, and the tokens by which chat templates
 * separate the turns of a conversation.
 */
export function tellRecord(
  { steps, final, end }: Trajectory,
  mark: string,
  { pictures }: EvidenceOptions,
): ChatPart[] {
  const line = (text: string): string => `=== ${mark} ${text} ===`;
  const shownFrom = steps.length + 1 - pictures;
  const page = ({ text, url, image }: Page, index: number): ChatPart[] => {
    const address = url === undefined ? '' : `\n(address: ${clip(harmless(url), ACTION_LENGTH)})`;
    const told = `${line(`page ${index + 1}`)}${address}\n${clip(harmless(text), PAGE_LENGTH)}`;
    if (image === undefined || index < shownFrom) return [{ type: 'text', text: told }];
    return [
      { type: 'text', text: `${told}\n${line(`page ${index + 1}, as a picture`)}` },
      { type: 'image', image },
    ];
  };
  const left = steps.length > MOST_STEPS ? steps.length - MOST_STEPS : 0;
  const told = steps.flatMap(({ observation, action }, index): ChatPart[] => {
    if (left > 0 && index >= FIRST_STEPS && index < FIRST_STEPS + left) {
      return index === FIRST_STEPS ? [text(line(`${left} steps left out`))] : [];
    }
    const done = `${line(`action ${index + 1}`)}\n${clip(harmless(action), ACTION_LENGTH)}`;
    return [...page(observation, index), text(done)];
  });
  return joinTexts([
    ...told,
    ...page(final, steps.length),
    text(line(`end of the record: ${ENDINGS[end]}`)),
  ]);
}

const ENDINGS: Readonly<Record<Trajectory['end'], string>> = {
  finished: 'the attempt is over',
  pending: 'the last action was not carried out, because it cannot be taken back',
  truncated: 'no more actions were allowed',
  failed: 'the attempt broke off',
  unfinished: 'the attempt goes on',
};

/** Zero width, direction, tags, and control characters other than line breaks and tabs. */
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

const TEMPLATE_TOKENS =
  /<\|[^|<>]{1,40}\|>|<\/?s>|\[\/?(?:INST|SYS)\]|<<\/?SYS>>|<(?:start|end)_of_turn>/gi;

export function harmless(text: string): string {
  return text.replace(UNSEEN, '').replace(TEMPLATE_TOKENS, ' ');
}

/** At most `length` characters and a note: what a page begins and ends with stays. */
function clip(whole: string, length: number): string {
  if (whole.length <= length) return whole;
  const half = Math.floor(length / 2);
  return `${whole.slice(0, half)}\n[... ${whole.length - 2 * half} characters ...]\n${whole.slice(-half)}`;
}

function text(content: string): ChatPart {
  return { type: 'text', text: content };
}

/** Neighbouring texts as one, since a picture is all that needs a part of its own. */
function joinTexts(parts: readonly ChatPart[]): ChatPart[] {
  return parts.reduce<ChatPart[]>((joined, part) => {
    const last = joined.at(-1);
    if (part.type !== 'text' || last?.type !== 'text') return [...joined, part];
    return [...joined.slice(0, -1), text(`${last.text}\n${part.text}`)];
  }, []);
}

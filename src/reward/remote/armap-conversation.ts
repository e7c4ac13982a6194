import { z } from 'zod';
import type { ImageReference, Page } from '../../core/observation.ts';
import type { Step, Trajectory } from '../../core/trajectory.ts';
import { NO_USAGE } from '../../core/usage.ts';

/**
 * The request of the published ARMAP code: a trajectory as turns of a chat, with `<image>` and
 * `<obs>` where the picture and the text of a page belong. Source: RM/server_lora_rm.py and its
 * clients, commit 962a908.
 */
const turnSchema = z.object({
  from: z.enum(['human', 'gpt', 'llava']),
  value: z.string(),
  image: z.string().optional(),
});

export const rowSchema = z.object({
  image: z.string().optional(),
  conversations: z.array(turnSchema).min(1),
  output_1: z.union([turnSchema, z.array(turnSchema).min(1)]),
});

/** Texts of pages by the name of their picture. */
export const captionsSchema = z.record(z.string(), z.array(z.string()));

export type ConversationRow = z.infer<typeof rowSchema>;
type Turn = z.infer<typeof turnSchema>;

/** How an environment words what frames a trajectory. */
export interface Wording {
  readonly intentLabel: string;
  readonly question: string;
  /** The score is read right after it. */
  readonly stub: string;
}

export const WORDINGS = {
  webshop: {
    intentLabel: 'Navigation Intent:',
    question: 'Please evaluate whether your last response achieves the "Navigation Intent" or not',
    stub: 'Following your definitions, the score of my last response is',
  },
  scienceworld: {
    intentLabel: 'Task Description:',
    question: 'Please evaluate whether you complete the "Task Description" or not.',
    stub: 'Following your definitions, my task completion score is',
  },
  game24: {
    intentLabel: 'Input:',
    question: 'Please evaluate whether your last response achieves the goal of Game 24 or not',
    stub: 'Following your definitions, the score of my last response is',
  },
} satisfies Record<string, Wording>;

const PLACEHOLDER = '###test gpt###';
/** Stands for a page that nobody photographed, as in the published data. */
export const DUMMY_PICTURE = 'not_used.png';

export interface Conversation {
  readonly row: ConversationRow;
  readonly captions: z.infer<typeof captionsSchema>;
  /** The pictures that the row names; the dummy is not among them. */
  readonly pictures: readonly { readonly name: string; readonly image: ImageReference }[];
}

/** @param prefix begins the names of its pictures, so that rows of one request do not share any. */
export function toConversation(
  { intent, steps, final }: Trajectory,
  wording: Wording,
  prefix: string,
): Conversation {
  const captions: Record<string, string[]> = {};
  const pictures: { name: string; image: ImageReference }[] = [];
  const nameOf = (page: Page, index: number): string | undefined => {
    if (page.image === undefined) return undefined;
    const name = `${prefix}-${index}.${page.image.mediaType.split('/')[1] ?? 'png'}`;
    captions[name] = [page.text];
    pictures.push({ name, image: page.image });
    return name;
  };
  const pageTurn = (page: Page, index: number): Turn => {
    const image = nameOf(page, index);
    return image === undefined
      ? { from: 'human', value: `Observation: ${page.text}` }
      : { from: 'human', value: 'Current screenshot: <image>. Observation: <obs>.', image };
  };
  const pages = [...steps.map(({ observation }) => observation), final];
  const first = pages[0]!;
  const named = nameOf(first, 0);
  const image = named ?? DUMMY_PICTURE;
  // Rows share the dummy, and so it has no text of its own.
  if (named === undefined) captions[image] = [''];
  const opening = named === undefined ? first.text : '<obs>';
  const output = steps.flatMap(({ thought, action }, index): Turn[] => [
    {
      from: 'llava',
      value: thought === undefined ? action : `Thought: ${thought}\nAction: ${action}`,
    },
    pageTurn(pages[index + 1]!, index + 1),
  ]);
  const row: ConversationRow = {
    image,
    conversations: [
      { from: 'human', value: `<image>\n${opening}\n${wording.intentLabel} ${intent}` },
      { from: 'gpt', value: PLACEHOLDER },
    ],
    output_1: [
      ...output,
      { from: 'human', value: wording.question },
      { from: 'llava', value: wording.stub },
    ],
  };
  return { row, captions, pictures };
}

/** At the start of a line; the last one, since a page may come before it. */
const INTENT_LABEL = new RegExp(
  `(?<![^\\n])(?:${Object.values(WORDINGS)
    .map(({ intentLabel }) => intentLabel)
    .join('|')})`,
  'g',
);
const STUB = /score(?: of my last response)? is\s*$/;
const THOUGHT = /^Thought:\s*([\s\S]*?)\n+Action:\s*/;

/**
 * The trajectory that a row tells. Each page has the picture and the text of its own turn, which
 * the published server does not give it.
 */
export function fromConversation(
  row: ConversationRow,
  captions: z.infer<typeof captionsSchema>,
  pictures: ReadonlyMap<string, ImageReference>,
  index: number,
): Trajectory {
  const page = (value: string, image: string | undefined): Page => {
    const caption = image === undefined ? '' : (captions[image]?.[0] ?? '');
    const picture = image === undefined ? undefined : pictures.get(image);
    const text = withoutFrame(value).replaceAll('<obs>', () => caption);
    return { text, ...(picture === undefined ? {} : { image: picture }) };
  };
  const opening = row.conversations[0]!.value;
  const label = [...opening.matchAll(INTENT_LABEL)].at(-1);
  const before = label === undefined ? '' : opening.slice(0, label.index);
  const intent = label === undefined ? opening : opening.slice(label.index + label[0].length);
  const firstText = before.replace('<image>', '').trim() === '' ? '<obs>' : before;
  let current = page(firstText, row.image);
  const steps: Step[] = [];
  for (const { from, value, image } of withoutClosing([row.output_1].flat())) {
    if (from === 'human') {
      current = page(value, image);
      continue;
    }
    const thought = THOUGHT.exec(value);
    const action = (thought === null ? value : value.slice(thought[0].length)).trim();
    steps.push({
      observation: current,
      ...(thought === null ? {} : { thought: thought[1]! }),
      action,
    });
    current = { text: '' };
  }
  const id = String(index);
  return {
    id,
    benchmark: 'unknown',
    taskId: id,
    intent: intent.replace('<image>', '').trim(),
    steps,
    final: current,
    end: 'finished',
    facts: { actions: steps.length },
    usage: NO_USAGE,
  };
}

/** The turns up to the closing question and the stub of its answer. */
function withoutClosing(turns: readonly Turn[]): readonly Turn[] {
  if (!STUB.test(turns.at(-1)?.value ?? '')) return turns;
  return turns.at(-2)?.from === 'human' ? turns.slice(0, -2) : turns.slice(0, -1);
}

/** What a page turn says of the page itself. */
function withoutFrame(value: string): string {
  return value
    .replace(/^Current screenshot: <image>\. Observation: <obs>\.$/, '<obs>')
    .replace(/^Observation: /, '')
    .replace('<image>', '')
    .trim();
}

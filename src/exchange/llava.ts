import { z } from 'zod';
import type { ImageReference } from '../core/observation.ts';
import type { Dialogue, Turn } from './dialogue.ts';
import { escapeMarks, IMAGE_MARK, PAGE_MARK } from './marks.ts';
import { NOTE, rowNoteSchema } from './row-note.ts';

/** The names of the parts of a data set: `X_preference.json`, `X_factual.json`, `X_image/`. */
export const LLAVA_ENDINGS = {
  rows: '_preference.json',
  texts: '_factual.json',
  images: '_image',
} as const;

const turnSchema = z.object({
  from: z.enum(['llava', 'gpt', 'human']),
  value: z.string(),
  image: z.string().nullish(),
});
const turns = z.union([turnSchema.transform((turn) => [turn]), z.array(turnSchema)]);

/** A row of the preference data that ARMAP published, in the manner of LLaVA-RLHF. */
export const llavaRowSchema = z.object({
  id: z.union([z.int(), z.string()]),
  /** The picture of the first page. */
  image: z.string().nullish(),
  conversations: z.array(turnSchema).min(1),
  output_1: turns,
  output_2: turns,
  /** Which output is better. */
  preference: z.union([z.literal(1), z.literal(2)]),
  [NOTE]: rowNoteSchema.optional(),
});

export type LlavaRow = z.infer<typeof llavaRowSchema>;
type LlavaTurn = z.infer<typeof turnSchema>;

/** The page that belongs to each picture. */
export const llavaTextsSchema = z.record(z.string(), z.array(z.string()));

/** Takes the place of the outputs in the conversation. */
const PLACEHOLDER: LlavaTurn = { from: 'gpt', value: '###test gpt###' };

export function toLlava(
  id: number,
  { prompt, chosen, rejected, note }: Dialogue,
  nameOf: (image: ImageReference) => string,
): LlavaRow {
  const write = ({ role, text, images }: Turn): LlavaTurn => ({
    from: role === 'assistant' ? 'llava' : 'human',
    value: text,
    ...(images[0] === undefined ? {} : { image: nameOf(images[0]) }),
  });
  const first = write(prompt[0]!);
  return {
    id,
    ...(first.image == null ? {} : { image: first.image }),
    conversations: [{ from: 'human', value: first.value }, PLACEHOLDER],
    output_1: chosen.map(write),
    output_2: rejected.map(write),
    preference: 1,
    ...(note === undefined ? {} : { [NOTE]: note }),
  };
}

/**
 * Each turn has its own picture, and `<obs>` in it is the text of that picture's page. (ARMAP's own
 * loader takes the first picture and the first text for every turn.)
 */
export async function fromLlava(
  row: LlavaRow,
  textOf: (name: string) => string | undefined,
  take: (name: string) => Promise<ImageReference>,
): Promise<Dialogue> {
  const read = async ({ from, value, image }: LlavaTurn): Promise<Turn> => {
    const page = image == null ? undefined : textOf(image);
    const showsImage = image != null && value.includes(IMAGE_MARK);
    return {
      role: from === 'human' ? 'user' : 'assistant',
      // A function, since a page may hold what `replace` takes for a pattern.
      text: value.replaceAll(PAGE_MARK, () => escapeMarks(page ?? '')),
      images: showsImage ? [await take(image)] : [],
    };
  };
  const readAll = (side: readonly LlavaTurn[]) => Promise.all(side.map(read));
  const [human] = row.conversations;
  const first = await read({ ...human!, image: row.image });
  const [one, other] = [await readAll(row.output_1), await readAll(row.output_2)];
  const note = row[NOTE];
  const page = row.image == null ? undefined : textOf(row.image);
  const isTold = note !== undefined || human!.value.includes(PAGE_MARK) || page === undefined;
  return {
    // The published prompt shows the first picture and leaves its text to the other file.
    prompt: [isTold ? first : { ...first, text: `${first.text}\n${escapeMarks(page)}` }],
    chosen: row.preference === 1 ? one : other,
    rejected: row.preference === 1 ? other : one,
    ...(note === undefined ? {} : { note }),
  };
}

import { z } from 'zod';
import type { ImageReference } from '../core/observation.ts';
import type { Dialogue, Turn } from './dialogue.ts';
import { countImages, IMAGE_MARK } from './marks.ts';
import { NOTE, rowNoteSchema } from './row-note.ts';

/** A piece of a message. Parquet has the key `text` in every piece, null in a picture's. */
const block = z.object({ type: z.enum(['text', 'image']), text: z.string().nullish() });
const message = z.object({
  role: z.string(),
  content: z.union([z.string(), z.array(block)]),
});

/**
 * A row of TRL's conversational preference format. `images` are those of the prompt and then of the
 * chosen side, in order; `rejected_images` likewise of the other, where they differ.
 */
export const trlRowSchema = z.object({
  prompt: z.array(message).default([]),
  chosen: z.array(message),
  rejected: z.array(message),
  images: z.array(z.unknown()).nullish(),
  rejected_images: z.array(z.unknown()).nullish(),
  [NOTE]: z.string().nullish(),
});

export type TrlRow = z.infer<typeof trlRowSchema>;
type Message = z.infer<typeof message>;

/** @param written what stands for a picture: its path, or its bytes */
export function toTrl(
  { prompt, chosen, rejected, note }: Dialogue,
  written: (image: ImageReference) => unknown,
): TrlRow {
  const imagesOf = (...turns: (readonly Turn[])[]) =>
    turns.flat().flatMap(({ images }) => images.map(written));
  return {
    prompt: prompt.map(toMessage),
    chosen: chosen.map(toMessage),
    rejected: rejected.map(toMessage),
    images: imagesOf(prompt, chosen),
    rejected_images: imagesOf(prompt, rejected),
    ...(note === undefined ? {} : { [NOTE]: JSON.stringify(note) }),
  };
}

function toMessage({ role, text }: Turn): Message {
  const content = text
    .split(IMAGE_MARK)
    .flatMap((piece, index) => [
      ...(index === 0 ? [] : [{ type: 'image' as const, text: null }]),
      ...(piece === '' ? [] : [{ type: 'text' as const, text: piece }]),
    ]);
  return { role, content };
}

/** @param take reads the picture that stands there */
export async function fromTrl(
  row: TrlRow,
  take: (written: unknown) => Promise<ImageReference>,
): Promise<Dialogue> {
  const images = await Promise.all((row.images ?? []).map(take));
  const others =
    row.rejected_images == null ? images : await Promise.all(row.rejected_images.map(take));
  const note = row[NOTE];
  const shared = row.prompt.length > 0 ? row.prompt : row.chosen.slice(0, sharedLength(row));
  const skip = row.prompt.length > 0 ? 0 : shared.length;
  const [prompt, chosen] = deal(images, shared, row.chosen.slice(skip));
  const [, rejected] = deal(others, shared, row.rejected.slice(skip));
  return {
    prompt,
    chosen,
    rejected,
    ...(note == null ? {} : { note: rowNoteSchema.parse(JSON.parse(note)) }),
  };
}

/** TRL's implicit prompt: the turns with which both sides begin. */
function sharedLength({ chosen, rejected }: TrlRow): number {
  const at = chosen.findIndex(
    (turn, index) => JSON.stringify(turn) !== JSON.stringify(rejected[index]),
  );
  return at < 0 ? chosen.length : at;
}

/** Gives each turn its pictures, in order. Throws `RangeError` when they do not come out even. */
export function dealImages(
  images: readonly ImageReference[],
  turns: readonly { readonly role: string; readonly text: string }[],
): Turn[] {
  let next = 0;
  const dealt = turns.map(({ role, text }): Turn => {
    const own = images.slice(next, next + countImages(text));
    next += countImages(text);
    return { role: role === 'assistant' ? 'assistant' : 'user', text, images: own };
  });
  if (next === images.length) return dealt;
  throw new RangeError(`${next} places for pictures and ${images.length} pictures`);
}

function deal(
  images: readonly ImageReference[],
  prompt: readonly Message[],
  side: readonly Message[],
): [Turn[], Turn[]] {
  const all = dealImages(
    images,
    [...prompt, ...side].map(({ role, content }) => ({ role, text: textOf(content) })),
  );
  return [all.slice(0, prompt.length), all.slice(prompt.length)];
}

function textOf(content: Message['content']): string {
  if (typeof content === 'string') return content;
  return content.map(({ type, text }) => (type === 'image' ? IMAGE_MARK : (text ?? ''))).join('');
}

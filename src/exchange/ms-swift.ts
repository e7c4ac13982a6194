import { z } from 'zod';
import type { ImageReference } from '../core/observation.ts';
import type { Dialogue, Turn } from './dialogue.ts';
import { NOTE, rowNoteSchema } from './row-note.ts';
import { dealImages } from './trl.ts';

const messages = z.array(z.object({ role: z.string(), content: z.string() }));

/** A row of ms-swift's preference format (3.8 and later), whose two sides have their own pictures. */
export const swiftRowSchema = z.object({
  messages,
  rejected_messages: messages,
  images: z.array(z.string()).optional(),
  rejected_images: z.array(z.string()).optional(),
  [NOTE]: rowNoteSchema.optional(),
});

export type SwiftRow = z.infer<typeof swiftRowSchema>;

export function toSwift(
  { prompt, chosen, rejected, note }: Dialogue,
  pathOf: (image: ImageReference) => string,
): SwiftRow {
  const write = (turns: readonly Turn[]) =>
    turns.map(({ role, text }) => ({ role, content: text }));
  const imagesOf = (turns: readonly Turn[]) => turns.flatMap(({ images }) => images.map(pathOf));
  const [one, other] = [
    [...prompt, ...chosen],
    [...prompt, ...rejected],
  ];
  return {
    messages: write(one),
    rejected_messages: write(other),
    images: imagesOf(one),
    rejected_images: imagesOf(other),
    ...(note === undefined ? {} : { [NOTE]: note }),
  };
}

export async function fromSwift(
  row: SwiftRow,
  take: (path: string) => Promise<ImageReference>,
): Promise<Dialogue> {
  const { images = [], rejected_images = images, [NOTE]: note } = row;
  const side = async (turns: SwiftRow['messages'], paths: readonly string[]) => {
    const read = turns.map(({ role, content }) => ({ role, text: content }));
    return dealImages(await Promise.all(paths.map(take)), read);
  };
  const one = await side(row.messages, images);
  const other = await side(row.rejected_messages, rejected_images);
  const shared = promptLength(row);
  return {
    prompt: one.slice(0, shared),
    chosen: one.slice(shared),
    rejected: other.slice(shared),
    ...(note === undefined ? {} : { note }),
  };
}

/** Up to the first answer. */
function promptLength({ messages: turns }: SwiftRow): number {
  const at = turns.findIndex(({ role }) => role === 'assistant');
  return at < 0 ? turns.length : at;
}

import type { BaseMessageLike } from '@langchain/core/messages';
import type { ImageSource } from '../src/core/image-source.ts';
import type { ChatMessage, ChatPart } from './chat-message.ts';

/**
 * A message as LangChain takes one for every provider. Its pictures are read and put into it, as
 * data URLs.
 */
export async function toLangChain(
  { role, content }: ChatMessage,
  pictures: ImageSource | undefined,
): Promise<BaseMessageLike> {
  if (typeof content === 'string') return { role, content };
  return { role, content: await Promise.all(content.map((part) => toPart(part, pictures))) };
}

async function toPart(part: ChatPart, pictures: ImageSource | undefined) {
  if (part.type === 'text') return { type: part.type, text: part.text };
  const { hash, mediaType } = part.image;
  if (pictures === undefined) throw new Error(`nothing is known to read picture ${hash} from`);
  const bytes = Buffer.from(await pictures.read(hash)).toString('base64');
  return { type: 'image_url' as const, image_url: { url: `data:${mediaType};base64,${bytes}` } };
}

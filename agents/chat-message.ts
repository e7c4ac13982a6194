import type { ImageReference } from '../src/core/observation.ts';

/** A piece of a message. Pictures are told by reference; their bytes are read when it is sent. */
export type ChatPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly image: ImageReference };

/** A text, or texts and pictures in the order in which they are to be seen. */
export type ChatContent = string | readonly ChatPart[];

/** One turn of a conversation with a chat model, as plain data. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: ChatContent;
}

export function partsOf(content: ChatContent): readonly ChatPart[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

/** The message for a model that is shown no pictures. */
export function withoutPictures(message: ChatMessage): ChatMessage {
  const { content } = message;
  if (typeof content === 'string') return message;
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  return { ...message, content: texts.join('\n') };
}

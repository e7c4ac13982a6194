import type { ImageSource } from '../src/core/image-source.ts';
import type { Page } from '../src/core/observation.ts';
import type { PolicyContext } from '../src/core/policy.ts';
import { requireCount } from '../src/search/option-check.ts';
import { partsOf, withoutPictures, type ChatMessage, type ChatPart } from './chat-message.ts';

export interface ReactPictures {
  /** Where the pictures are that pages refer to. */
  readonly source: ImageSource;
  /** Of how many of the last pages, the current one included. Default 1. */
  readonly pages?: number | undefined;
  /** The most tokens that one picture costs; budgets rely on it. Default `TOKENS_PER_IMAGE`. */
  readonly tokensPerImage?: number | undefined;
}

type Illustrate = (messages: readonly ChatMessage[], context: PolicyContext) => ChatMessage[];

/**
 * Adds the pictures of the last pages to the last message, oldest first, each after a line that
 * says which page it shows. Pages without a picture are told in words alone, and so are all when
 * no pictures are to be shown.
 */
export function createIllustrator(pictures: ReactPictures | undefined): Illustrate {
  if (pictures === undefined) return (messages) => messages.map(withoutPictures);
  const pages = requireCount('pages', pictures.pages ?? 1);
  return (messages, { steps, observation }) => {
    const last = messages.at(-1);
    const seen: Page[] = [...steps.map((step) => step.observation), observation];
    const shown = seen.slice(-pages).flatMap((page, index, { length }) => {
      return picturePartsOf(page, length - 1 - index);
    });
    if (last === undefined || shown.length === 0) return [...messages];
    return [...messages.slice(0, -1), { ...last, content: [...partsOf(last.content), ...shown] }];
  };
}

function picturePartsOf({ image }: Page, actionsAgo: number): ChatPart[] {
  if (image === undefined) return [];
  return [
    { type: 'text', text: captionOf(actionsAgo) },
    { type: 'image', image },
  ];
}

function captionOf(actionsAgo: number): string {
  if (actionsAgo === 0) return 'The page now, as a picture:';
  return `The page before the last ${actionsAgo === 1 ? 'action' : `${actionsAgo} actions`}, as a picture:`;
}

import type { PlainTokenizer } from '../../encoders/tokenizer.ts';
import type { Segment } from './render.ts';
import type { VlmRendering } from './vlm-card.ts';

/** Turns user messages into tokens. Each stretch of text is tokenised by itself. */
export type MessageTokens = (segments: readonly Segment[]) => number[];

export function messageTokens(tokenize: PlainTokenizer, rendering: VlmRendering): MessageTokens {
  const { prefix, suffix, beforeImage, afterImage, bosId } = rendering;
  const { imageTokens, imageTokenId, reserved } = rendering;
  const places = Array.from({ length: imageTokens }, () => imageTokenId);
  const picture = [...tokenize(beforeImage), ...places, ...tokenize(afterImage)];
  const start = [...(bosId === null ? [] : [bosId]), ...tokenize(prefix)];
  const end = tokenize(suffix);
  return (segments) => {
    const message = segments.map((segment) =>
      typeof segment === 'string' ? tokenize(defuse(segment, reserved)) : picture,
    );
    return [start, ...message, end].flat();
  };
}

/** Puts a space into what users and pages wrote of the template's own tokens, so that it is text. */
export function defuse(text: string, reserved: readonly string[]): string {
  return reserved.reduce((safe, token) => {
    const [first = '', ...rest] = Array.from(token);
    return rest.length === 0 ? safe : safe.split(token).join(`${first} ${rest.join('')}`);
  }, text);
}

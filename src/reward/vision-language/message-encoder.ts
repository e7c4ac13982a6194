import { InputError } from '../../core/errors.ts';
import type { Trajectory } from '../../core/trajectory.ts';
import type { PlainTokenizer } from '../../encoders/tokenizer.ts';
import type { PlainTensor } from '../../onnx/onnx-messages.ts';
import type { PictureTensor } from './picture-tensor.ts';
import { fit, type Rendering } from './render.ts';
import { messageTokens } from './token-ids.ts';
import type { VlmRendering } from './vlm-card.ts';

/** A trajectory that fits into the model's tokens. */
export interface EncodedMessage extends Rendering {
  readonly ids: readonly number[];
}

/** Gives the rendering with the most steps that fits. Throws `InputError` when none does. */
export type MessageEncoder = (trajectory: Trajectory) => EncodedMessage;

export function messageEncoder(tokenize: PlainTokenizer, rendering: VlmRendering): MessageEncoder {
  const { pageCharacters, maxTokens } = rendering;
  const tokensOf = messageTokens(tokenize, rendering);
  return (trajectory) => {
    const encoded = fit(trajectory, pageCharacters, (rendered): EncodedMessage | undefined => {
      const ids = tokensOf(rendered.segments);
      return ids.length <= maxTokens ? { ...rendered, ids } : undefined;
    });
    if (encoded !== undefined) return encoded;
    throw new InputError({
      problem: `trajectory ${trajectory.id} has more than ${maxTokens} tokens, even without its steps`,
      remedy: 'Shorten its intent and final page, or train with a higher --max-tokens',
    });
  };
}

/** What the graph takes of one trajectory. */
export async function feedsOf(
  { ids, segments }: EncodedMessage,
  pictures: PictureTensor,
): Promise<Readonly<Record<string, PlainTensor>>> {
  const dims = [1, ids.length];
  return {
    input_ids: { type: 'int64', data: BigInt64Array.from(ids, BigInt), dims },
    attention_mask: { type: 'int64', data: new BigInt64Array(ids.length).fill(1n), dims },
    pixel_values: await pictures(segments.filter((segment) => typeof segment !== 'string')),
  };
}

import type { Command } from 'commander';
import type { Encoder } from '../core/encoder.ts';
import { ImageStore } from '../store/image-store.ts';

export interface EncoderFlags {
  readonly encoder?: string;
  readonly pictures?: string;
}

const OWN = 'benchmark';
/** Words by hash are left out: a benchmark's own features know the words that matter. */
const BOTH = 'both';

export function addEncoderOptions(command: Command): void {
  command
    .option(
      '--encoder <list>',
      'what the reward looks at, separated by commas: benchmark, text (or text:N with N buckets of words), both (of these), pictures, folder:PATH or http://HOST/v1#MODEL',
      OWN,
    )
    .option(
      '--pictures <folder>',
      'where the pictures of the rows are, for a vlm or an encoder that looks',
    );
}

export interface ChosenEncoder {
  readonly encoder: Encoder;
  /** For the model's card; absent for a benchmark's own encoder alone. */
  readonly specification?: string | undefined;
  close(): Promise<void>;
}

/** Opens what `--encoder` names, see `openEncoder`. Throws `InputError`. */
export async function chooseEncoder(
  { encoder: list = OWN, pictures }: EncoderFlags,
  own: Encoder,
): Promise<ChosenEncoder> {
  if (list.trim() === OWN) return { encoder: own, close: () => Promise.resolve() };
  const parts = list.split(',').map((part) => part.trim());
  const ownName = `benchmark:${own.id}`;
  const specification = parts
    .map((part) => (part === OWN ? ownName : part === BOTH ? `${ownName},text:0` : part))
    .join(',');
  const { openEncoder } = await import('../encoders/open-encoder.ts');
  const images = pictures === undefined ? undefined : new ImageStore(pictures);
  const encoder = await openEncoder(specification, { benchmarks: [own], images });
  return { encoder, specification, close: () => encoder.close() };
}

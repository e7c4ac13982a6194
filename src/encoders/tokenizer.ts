import { join } from 'node:path';
import { z } from 'zod';
import { readOptional, readRequired } from './encoder-folder.ts';

/** A text as the numbers of its tokens. */
export interface TextTokenizer {
  /** The most tokens that a text may come to, those around it included. */
  readonly maxLength: number;
  /** What shorter texts are filled up with. */
  readonly padId: number;
  /**
   * With the tokens that the model wants around a text. A text that is too long loses its end, never
   * the tokens around it.
   */
  encode(text: string): number[];
}

/** The part that is used here; the package's own types do not resolve in Node's module system. */
interface TokenizerPackage {
  readonly Tokenizer: new (definition: object, config: object) => PackagedTokenizer;
}

interface PackagedTokenizer {
  encode(
    text: string,
    options?: { readonly add_special_tokens: boolean },
  ): { readonly ids: number[] };
  token_to_id(token: string): number | undefined;
}

/** The files that say how a text becomes tokens. */
export const TOKENIZER_FILES = [
  'tokenizer.json',
  'tokenizer_config.json',
  'sentence_bert_config.json',
] as const;

const contentOf = z.union([
  z.string(),
  z.object({ content: z.string() }).transform((t) => t.content),
]);
const configSchema = z.looseObject({
  pad_token: contentOf.nullish(),
  model_max_length: z.number().positive().nullish(),
});
const limitSchema = z.looseObject({ max_seq_length: z.int().positive() });

/** Gives the tokens of a text alone, with none around it; none of an empty text. */
export type PlainTokenizer = (text: string) => number[];

/**
 * Reads the tokenizer in a folder of Hugging Face's layout, for texts of any length. Throws
 * `InputError`.
 */
export async function openPlainTokenizer(folder: string): Promise<PlainTokenizer> {
  const config = await readOptional(folder, 'tokenizer_config.json', configSchema);
  const tokenizer = await openPackaged(folder, config ?? {});
  return (text) => (text === '' ? [] : plainTokens(tokenizer, text));
}

/**
 * Reads the tokenizer in a folder of Hugging Face's layout. The length is limited by
 * `sentence_bert_config.json`, or else by `tokenizer_config.json`, and by the positions that the
 * model has; what `tokenizer.json` says about truncation and padding is left aside, as transformers
 * does. Throws `InputError`.
 *
 * @param positions the longest sequence that the model takes
 */
export async function openTokenizer(folder: string, positions: number): Promise<TextTokenizer> {
  const config = (await readOptional(folder, 'tokenizer_config.json', configSchema)) ?? {};
  const limit = await readOptional(folder, 'sentence_bert_config.json', limitSchema);
  const tokenizer = await openPackaged(folder, config);
  const plain = (text: string) => plainTokens(tokenizer, text);
  const { before, after } = surroundings(tokenizer.encode('a').ids, plain('a'));
  const maxLength = Math.min(
    positions,
    limit?.max_seq_length ?? config.model_max_length ?? positions,
  );
  return {
    maxLength,
    padId: tokenizer.token_to_id(config.pad_token ?? '[PAD]') ?? 0,
    encode: (text) => [
      ...before,
      ...plain(text).slice(0, maxLength - before.length - after.length),
      ...after,
    ],
  };
}

async function openPackaged(folder: string, config: object): Promise<PackagedTokenizer> {
  const definition = await readRequired(folder, 'tokenizer.json', z.looseObject({}));
  // Loaded here, since most runs embed nothing.
  const library: unknown = await import('@huggingface/tokenizers');
  const { Tokenizer } = library as TokenizerPackage;
  return new Tokenizer(definition, config);
}

function plainTokens(tokenizer: PackagedTokenizer, text: string): number[] {
  return [...tokenizer.encode(text, { add_special_tokens: false }).ids];
}

/** The tokens that come before and after those of a text itself. */
function surroundings(
  whole: readonly number[],
  inner: readonly number[],
): { readonly before: readonly number[]; readonly after: readonly number[] } {
  const extra = whole.length - inner.length;
  const start = Array.from({ length: extra + 1 }, (_, offset) => offset).find((offset) =>
    inner.every((id, index) => whole[offset + index] === id),
  );
  if (start === undefined) throw new RangeError('The tokenizer changes a text by surrounding it');
  return { before: whole.slice(0, start), after: whole.slice(start + inner.length) };
}

export function tokenizerFiles(folder: string): string[] {
  return TOKENIZER_FILES.map((name) => join(folder, name));
}

import nlp from 'compromise/two';

/**
 * Which words of a title count as its nouns. WebShop asks a spaCy model, and which of two models is
 * not settled even among its own installations; no rule here gives the same words. A purchase of the
 * goal's own product is scored alike under every rule.
 *
 * - `tagger`: what the data says where it says it for both titles, otherwise the words that the
 *   library compromise tags as nouns in the title as it is written.
 * - `alphabetic`: every word made of letters alone.
 */
export type NounRule = 'tagger' | 'alphabetic';

export const NOUN_RULES: readonly NounRule[] = ['tagger', 'alphabetic'];

/** A title with the nouns that the data may bring. */
export interface NamedTitle {
  readonly title: string;
  readonly nouns?: readonly string[] | undefined;
}

/** The nouns of two titles, lower case, in order, with repetitions: both found in the same way. */
export function nounsOfBoth(
  first: NamedTitle,
  second: NamedTitle,
  rule: NounRule,
): readonly [readonly string[], readonly string[]] {
  if (rule === 'alphabetic') return [alphabeticWords(first.title), alphabeticWords(second.title)];
  if (first.nouns !== undefined && second.nouns !== undefined) return [first.nouns, second.nouns];
  return [taggedNouns(first.title), taggedNouns(second.title)];
}

/** A possessive `'s` is a word of its own and, having an apostrophe, none of letters alone. */
function alphabeticWords(title: string): readonly string[] {
  const words = title.toLowerCase().match(/'s(?![\p{L}\p{N}_])|[\p{L}\p{N}_]+/gu) ?? [];
  return words.filter((word) => /^\p{L}+$/u.test(word));
}

/** Tagging a title takes over a millisecond, and a benchmark asks for the same ones again. */
const tagged = new Map<string, readonly string[]>();
const LARGEST_CACHE = 10_000;

function taggedNouns(title: string): readonly string[] {
  const known = tagged.get(title);
  if (known !== undefined) return known;
  const sentences = nlp(title).json({ terms: { text: true, tags: true } }) as TaggedSentence[];
  const nouns = sentences
    .flatMap(({ terms }) => terms)
    .filter(({ text, tags }) => /[\p{L}\p{N}]/u.test(text) && tags.includes('Noun'))
    .map(({ text }) => text.toLowerCase());
  if (tagged.size >= LARGEST_CACHE) tagged.clear();
  tagged.set(title, nouns);
  return nouns;
}

interface TaggedSentence {
  readonly terms: readonly { readonly text: string; readonly tags: readonly string[] }[];
}

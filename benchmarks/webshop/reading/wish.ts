import { pairsOf } from './coverage.ts';
import { remembered } from '../../../src/core/remembered.ts';
import { contentStems } from './stems.ts';
import { containsRun, wordsOf } from './words.ts';

/** What an intent asks for, as far as its words say it. */
export interface Wish {
  /** The most that the product may cost, in US dollars; infinite when no bound is named. */
  readonly priceBound: number;
  /** Options named with their group: `color` -> `navy`. Only intents of the synthetic style do so. */
  readonly named: ReadonlyMap<string, string>;
  /** The words of the intent without its bound, in order. */
  readonly words: readonly string[];
  /** What the product should be: without named options, bound and filler, in the intent's words. */
  readonly description: string;
  /** The stems of the description, each once. */
  readonly stems: readonly string[];
  /** Stems that stand next to each other in the product phrase or in a property. */
  readonly pairs: readonly string[];
  /** What kind of thing it should be, in the description's words, and its properties. */
  readonly productPhrase: string;
  readonly properties: readonly string[];
  /** The stems of the product phrase. */
  readonly product: readonly string[];
  /** The last stem of each of its alternatives: of "tees & blouses", two. */
  readonly heads: readonly string[];
}

/** From this match on, a value is taken to be wished for. */
export const WANTED = 0.45;

const BOUND =
  /(?:,? and )?(?:the )?(?:price )?(?:is )?(?:lower|less|cheaper|under|below|up to|not more)(?: than)? \$?(\d+(?:\.\d+)?)(?: dollars?| usd|\$)?/i;
/** The group is what stands between the last such word and the colon. */
const NAMED = /(?:^|,? )(?:with|and) (\p{L}(?:(?! (?:with|and) )[\p{L}\p{N} _-]){0,40}): /giu;
const OPENING =
  /^(?:please )?(?:find me|find|i am looking for|i'm looking for|im looking for|looking for|i need|i want|i would like|i'd like|get me|show me|buy|need|want)(?: to buy| to find)?(?: an?| some)? /i;

export const readWish: (intent: string) => Wish = remembered(read, 2000);

function read(intent: string): Wish {
  const bound = BOUND.exec(intent);
  const asked = bound === null ? intent : intent.slice(0, bound.index);
  const marks = [...asked.matchAll(NAMED)];
  const named = new Map<string, string>();
  marks.forEach((mark, index) => {
    const value = asked.slice(mark.index + mark[0].length, marks[index + 1]?.index);
    named.set(mark[1]!.toLowerCase(), value.replace(/[\s,.]+$/, '').toLowerCase());
  });
  const description = asked
    .slice(0, marks[0]?.index)
    .replace(OPENING, '')
    .replace(/[\s,.]+$/, '');
  // The product is named last before the first word that introduces a property.
  const [head = '', ...tail] = description.split(/\b(?:with|for|that|which)\b/i);
  const properties = head.split(',');
  const productPhrase = properties.pop()!.trim();
  return {
    priceBound: bound === null ? Infinity : Number(bound[1]),
    named,
    words: wordsOf(asked),
    description,
    stems: [...new Set(contentStems(description))],
    productPhrase,
    pairs: description
      .split(/,|\b(?:with|for|that|which)\b/i)
      .flatMap((part) => pairsOf(contentStems(part))),
    properties: [...properties, ...tail.flatMap((part) => part.split(','))].map((part) =>
      part.trim(),
    ),
    product: contentStems(productPhrase),
    heads: productPhrase
      .split(/[,&]| and | or /)
      .flatMap((alternative) => contentStems(alternative).slice(-1)),
  };
}

/**
 * How well an offered value answers the wish, 0 to 1. Where the intent names the group, by the words
 * that the two values share; else 1 for a value that the intent says word for word, and less for one
 * of which it says some words.
 */
export function valueMatch(wish: Wish, group: string, value: string): number {
  const offered = wordsOf(value);
  if (offered.length === 0) return 0;
  const named = wish.named.get(group);
  if (named !== undefined) return named === value ? 1 : 0.8 * overlap(offered, wordsOf(named));
  if (containsRun(wish.words, offered)) return 1;
  return 0.8 * (offered.filter((word) => wish.words.includes(word)).length / offered.length);
}

/** Words that two lists share, of all their words (Jaccard). */
function overlap(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b]);
  const other = new Set(b);
  const shared = new Set(a.filter((word) => other.has(word)));
  return all.size === 0 ? 0 : shared.size / all.size;
}

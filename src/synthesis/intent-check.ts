import type { WriteProblem, WrittenIntent } from '../core/writer.ts';

/** What a written intent is held against. */
export interface IntentEvidence {
  /** The intent as rules wrote it. */
  readonly byRules: string;
  readonly requirements: readonly string[];
  /** The pages and actions of the walk. */
  readonly shown: Iterable<string>;
}

/**
 * Words that ask for nothing. Words that turn a meaning round, such as "not" and "without", are none
 * of them.
 */
const FILLER = new Set(
  `a am an and any are as at be below bound budget buy by can combine costs could do dollar dollars each
  exactly find for four from get give goal has have help here hi i im in is it item less like looking
  lower make makes me more must my need number numbers obtain of on once one only or order over please
  price priced product purchase reach result should some something such than that the their them these
  they this those to total target under up usd use used uses using want wants we which will with would
  you your all also both equal equals every it's i'm i'd id`.split(/\s+/),
);

/**
 * Whether a written intent says what the rules found that the walk achieved, no less and no more.
 * `unseen`: a word or number that nothing in the walk shows, and so also a text in another language;
 * `added`: one that the walk shows and that was not asked for; `missing`: a requirement is left out.
 */
export function checkIntent(
  { intent, requirements: listed }: WrittenIntent,
  { byRules, requirements, shown }: IntentEvidence,
): WriteProblem | undefined {
  const asked = new Set([byRules, ...requirements].flatMap(contentWords));
  const written = contentWords(intent);
  const foreign = [...written, ...listed.flatMap(contentWords)].filter((word) => !asked.has(word));
  if (foreign.length > 0) {
    const seen = new Set(Array.from(shown, contentWords).flat());
    const unseen = foreign.find((word) => !seen.has(word));
    if (unseen !== undefined) return problem('unseen', `Nothing shows "${unseen}": leave it out.`);
  }
  const said = new Set(written);
  const missing = requirements.find((text) => !contentWords(text).every((word) => said.has(word)));
  if (missing !== undefined) return problem('missing', `The request leaves out "${missing}".`);
  const added = written.find((word) => !asked.has(word));
  if (added !== undefined) {
    return problem('added', `"${added}" is not among the requirements: do not ask for it.`);
  }
  return undefined;
}

function problem(reason: string, advice: string): WriteProblem {
  return { reason, advice };
}

/** Words in small letters without a plural's or a genitive's s, numbers by their value. */
function contentWords(text: string): string[] {
  const words = text.toLowerCase().match(/\d+(?:[.,]\d+)*|[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? [];
  return words.flatMap((word) => {
    if (FILLER.has(word.replace('’', "'"))) return [];
    if (/^\d/.test(word)) return [numberIn(word)];
    return [word.length > 3 ? word.replace(SUFFIX, '') : word];
  });
}

/** Of a genitive, of a plural such as "dresses", of any other. */
const SUFFIX = /(?:['’]s|(?<=[sxz]|ch|sh)es|(?<![s'’])s)$/;

function numberIn(word: string): string {
  const value = Number(word.replaceAll(',', ''));
  return Number.isFinite(value) ? String(value) : word;
}

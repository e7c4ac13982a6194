import { stem } from './porter-stemmer.ts';
import { scanWords } from './tokenizer.ts';

const STOP_WORDS = new Set(
  (
    'a an and are as at be but by for if in into is it no not of on or such that the their then ' +
    'there these they this to was will with'
  ).split(' '),
);

/** The terms of a text in order, as Lucene's EnglishAnalyzer makes them. */
export function analyze(text: string): string[] {
  const terms: string[] = [];
  scanWords(text, (start, end) => {
    const term = toTerm(text.slice(start, end));
    if (term !== undefined) terms.push(term);
  });
  return terms;
}

/** What a word is indexed and sought as: without 's, in lower case, stemmed. No stop words. */
export function toTerm(word: string): string | undefined {
  const lower = toLowerCase(/['’＇][sS]$/.test(word) ? word.slice(0, -2) : word);
  return STOP_WORDS.has(lower) ? undefined : stem(lower);
}

/** Lower case letter by letter, as Java has it: no final sigma, and one `i` for a dotted `İ`. */
function toLowerCase(word: string): string {
  return word.replaceAll('İ', 'i').replaceAll('Σ', 'σ').toLowerCase();
}

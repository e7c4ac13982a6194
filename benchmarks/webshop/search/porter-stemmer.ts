/**
 * The stem of an English word in lower case, by M. F. Porter, "An algorithm for suffix stripping"
 * (1980), with the two later changes of its author that Lucene has: `bli` becomes `ble` and `logi`
 * becomes `log`. Words of one or two UTF-16 units stay as they are.
 */
export function stem(word: string): string {
  if (word.length <= 2) return word;
  let stemmed = withoutPlural(word);
  stemmed = withoutPastOrGerund(stemmed);
  stemmed = withFinalI(stemmed);
  stemmed = replaceSuffix(stemmed, DOUBLE_SUFFIXES);
  stemmed = replaceSuffix(stemmed, ADJECTIVE_SUFFIXES);
  stemmed = withoutLatinSuffix(stemmed);
  return tidyEnd(stemmed);
}

type Replacement = readonly [suffix: string, by: string];

/** Step 2. Of suffixes that end alike, the longer comes first. */
const DOUBLE_SUFFIXES: readonly Replacement[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['logi', 'log'],
];

/** Step 3. */
const ADJECTIVE_SUFFIXES: readonly Replacement[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];

/** Step 4. */
const LATIN_SUFFIXES: readonly string[] = [
  ...['al', 'ance', 'ence', 'er', 'ic', 'able', 'ible', 'ant', 'ement', 'ment', 'ent'],
  ...['sion', 'tion', 'ou', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize'],
];

/** Step 1a. */
function withoutPlural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** Step 1b. */
function withoutPastOrGerund(word: string): string {
  if (word.endsWith('eed')) return measure(word, word.length - 3) > 0 ? word.slice(0, -1) : word;
  const suffixLength = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0;
  const length = word.length - suffixLength;
  if (suffixLength === 0 || !hasVowel(word, length)) return word;
  const rest = word.slice(0, length);
  if (rest.endsWith('at') || rest.endsWith('bl') || rest.endsWith('iz')) return `${rest}e`;
  if (endsInDoubleConsonant(rest)) return /[lsz]$/.test(rest) ? rest : rest.slice(0, -1);
  return measure(rest, length) === 1 && endsInShortSyllable(rest, length) ? `${rest}e` : rest;
}

/** Step 1c. */
function withFinalI(word: string): string {
  const length = word.length - 1;
  return word.endsWith('y') && hasVowel(word, length) ? `${word.slice(0, length)}i` : word;
}

function replaceSuffix(word: string, replacements: readonly Replacement[]): string {
  for (const [suffix, by] of replacements) {
    if (!word.endsWith(suffix)) continue;
    const length = word.length - suffix.length;
    return measure(word, length) > 0 ? word.slice(0, length) + by : word;
  }
  return word;
}

function withoutLatinSuffix(word: string): string {
  const suffix = LATIN_SUFFIXES.find((candidate) => word.endsWith(candidate));
  if (suffix === undefined) return word;
  const length = word.length - (suffix.endsWith('ion') ? 3 : suffix.length);
  return measure(word, length) > 1 ? word.slice(0, length) : word;
}

/** Step 5. */
function tidyEnd(word: string): string {
  const length = word.length - 1;
  const syllables = measure(word, word.length);
  const dropE =
    word.endsWith('e') &&
    (syllables > 1 || (syllables === 1 && !endsInShortSyllable(word, length)));
  const rest = dropE ? word.slice(0, length) : word;
  return syllables > 1 && rest.endsWith('ll') ? rest.slice(0, -1) : rest;
}

/** Everything but a, e, i, o, u; a y counts after a vowel and as the first letter. */
function isConsonant(word: string, index: number): boolean {
  switch (word[index]) {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
      return false;
    case 'y':
      return index === 0 || !isConsonant(word, index - 1);
    default:
      return true;
  }
}

/** How often a consonant follows a vowel in the first `length` letters: Porter's m. */
function measure(word: string, length: number): number {
  let changes = 0;
  let afterVowel = false;
  for (let index = 0; index < length; index += 1) {
    const consonant = isConsonant(word, index);
    if (consonant && afterVowel) changes += 1;
    afterVowel = !consonant;
  }
  return changes;
}

function hasVowel(word: string, length: number): boolean {
  for (let index = 0; index < length; index += 1) if (!isConsonant(word, index)) return true;
  return false;
}

function endsInDoubleConsonant(word: string): boolean {
  const last = word.length - 1;
  return last > 0 && word[last] === word[last - 1] && isConsonant(word, last);
}

/** Whether the first `length` letters end like `hop`, and not in w, x or y. */
function endsInShortSyllable(word: string, length: number): boolean {
  const last = length - 1;
  return (
    last > 1 &&
    isConsonant(word, last) &&
    !isConsonant(word, last - 1) &&
    isConsonant(word, last - 2) &&
    !/[wxy]/.test(word[last]!)
  );
}

import { compile, type Automaton } from './automaton.ts';
import { CHARACTER_CLASSES, type CharacterClass } from './character-class.ts';
import { any, choice, maybe, oneOf, sequence, some, type Pattern } from './pattern.ts';

/**
 * What Lucene 8's StandardTokenizer takes for a word: the default word boundaries of Unicode
 * (UAX #29, rules in brackets), emoji sequences (UTS #51), and whole runs of the scripts of South
 * East Asia, which are written without spaces. Han and Hiragana give one word for each character.
 */
export function compileWordGrammar(): Automaton {
  return compile(
    choice(
      emojiSequence,
      keycap,
      sequence(extended('regionalIndicator'), extended('regionalIndicator')),
      sequence(any(connector), run, any(sequence(some(connector), run)), any(connector)),
      some(extended('southEastAsian', 'southEastAsianExtend')),
      extended('han'),
      extended('hiragana'),
    ),
    CHARACTER_CLASSES.length,
  );
}

/** Marks that belong to the character before them inside an emoji. */
const EMOJI_MARKS = [
  'extend',
  'keycap',
  'joiner',
  'tag',
  'tagEnd',
  'southEastAsianExtend',
] as const;
/** Those that belong to it everywhere: with the two that choose a character's looks [WB4]. */
const MARKS = [...EMOJI_MARKS, 'textStyle', 'emojiStyle'] as const;

const mark = a(...MARKS);
const emojiMark = a(...EMOJI_MARKS);
const joiner = a('joiner');
const emojiStyle = a('emojiStyle');

const pictograph = sequence(
  any(joiner),
  a('pictograph', 'pictographicLetter', 'emojiModifierBase'),
  any(emojiMark),
  maybe(emojiStyle),
);
const modified = sequence(
  maybe(sequence(any(joiner), a('emojiModifierBase'), any(emojiMark))),
  a('emojiModifier'),
  any(emojiMark),
);
const emoji = choice(pictograph, modified);
const emojiSequence = sequence(
  emoji,
  choice(any(sequence(joiner, emoji)), sequence(some(a('tag')), a('tagEnd'))),
);
const keycap = sequence(
  a('digit', 'keycapSymbol'),
  any(emojiMark),
  maybe(emojiStyle),
  a('keycap'),
  any(emojiMark),
);

/** Such as the underscore [WB13a, WB13b]. */
const connector = extended('connector');
const numeric = extended('numeric', 'digit');
const letter = extended('letter', 'pictographicLetter', 'hebrewLetter');
const hebrewLetter = extended('hebrewLetter');
const katakana = extended('katakana');
const insideNumber = extended('midNumber', 'midNumberLetter', 'singleQuote');
const insideLetters = extended('midLetter', 'midNumberLetter', 'singleQuote');

/** Digits with a stop or comma between them [WB8, WB11, WB12]. */
const number = sequence(numeric, any(sequence(choice(any(connector), insideNumber), numeric)));
/** Letters with an apostrophe or colon between them [WB5 to WB7]. */
const letters = sequence(letter, any(sequence(choice(any(connector), insideLetters), letter)));
/** Geresh and gershayim as they are typed [WB7a to WB7c]. */
const hebrew = sequence(
  hebrewLetter,
  choice(extended('singleQuote'), sequence(extended('doubleQuote'), hebrewLetter)),
);
/** Katakana stays apart from letters and digits unless a connector joins them [WB13]. */
const run = choice(
  sequence(katakana, any(sequence(any(connector), katakana))),
  some(choice(hebrew, number, letters)),
);

function a(...classes: readonly CharacterClass[]): Pattern {
  return oneOf(...classes.map((name) => CHARACTER_CLASSES.indexOf(name)));
}

/** A character with the marks that follow it [WB4]. */
function extended(...classes: readonly CharacterClass[]): Pattern {
  return sequence(a(...classes), any(mark));
}

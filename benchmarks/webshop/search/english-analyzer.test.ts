import { describe, expect, it } from 'vitest';
import { analyze } from './english-analyzer.ts';

describe('the terms of a text', () => {
  it.each([
    ['are lower case and stemmed', 'Women Running SHOES', 'women run shoe'],
    ['leave out stop words', 'The shoes that will be for a man', 'shoe man'],
    [
      'lose a possessive s of all kinds',
      "men's women’s GIRL＇S boss' s's",
      'men women girl boss s',
    ],
    ['keep an s inside', "it's-a dog's.x", "dog's.x"],
    ['find stop words after the possessive is gone', "it's that’s", ''],
    ['have no final sigma', 'ΟΔΟΣ', 'οδοσ'],
    ['have one letter for a dotted capital I', 'İSTANBUL', 'istanbul'],
    ['repeat', 'red red Reds', 'red red red'],
    ['are none', ' ', ''],
  ])('%s', (_, text, expected) => {
    expect(analyze(text).join(' ')).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { stem } from './porter-stemmer.ts';

describe('the Porter stemmer', () => {
  it.each([
    ['plurals', 'caresses caress ponies poni ties ti caress caress cats cat ies i'],
    ['past forms', 'feed feed agreed agre plastered plaster bled bled hopped hop tanned tan'],
    ['gerunds', 'motoring motor sing sing falling fall hissing hiss fizzed fizz failing fail'],
    ['a lost e', 'conflated conflat troubled troubl sized size filing file'],
    ['a final y', 'happy happi sky sky shy shy enjoy enjoi syzygy syzygi'],
    ['doubled suffixes', 'relational relat conditional condit rational ration valenci valenc'],
    ['more of them', 'digitizer digit radicalli radic differentli differ vileli vile'],
    ['-ization and the like', 'vietnamization vietnam predication predic operator oper'],
    ['-ness', 'decisiveness decis hopefulness hope callousness callous goodness good'],
    ['-iti', 'formaliti formal sensitiviti sensit sensibiliti sensibl'],
    ['the later changes', 'possibly possibl apology apolog'],
    ['-icate and the like', 'triplicate triplic formative form formalize formal electrical electr'],
    ['Latin suffixes', 'revival reviv allowance allow inference infer airliner airlin'],
    [
      '-able and the like',
      'gyroscopic gyroscop adjustable adjust defensible defens irritant irrit',
    ],
    ['-ment', 'replacement replac adjustment adjust dependent depend adoption adopt'],
    ['the end', 'probate probat rate rate cease ceas controll control roll roll'],
    ['short words', 'a a is is by by ss ss'],
    ['what is not English', '3.5 3.5 ★ ★ 中 中 überschuhes überschuh 2s 2s 12s 12'],
  ])('handles %s', (_, pairs) => {
    const words = pairs.split(' ');
    for (let index = 0; index < words.length; index += 2) {
      expect(`${words[index]} ${stem(words[index]!)}`).toBe(`${words[index]} ${words[index + 1]}`);
    }
  });
});

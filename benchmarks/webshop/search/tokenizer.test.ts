import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TOKEN_LENGTH, scanWords } from './tokenizer.ts';

function words(text: string): string[] {
  const found: string[] = [];
  scanWords(text, (start, end) => found.push(text.slice(start, end)));
  return found;
}

describe('the words of a text', () => {
  it.each([
    ['are runs of letters and digits', 'USB3 to HDMI-2.1 cable', 'USB3 to HDMI 2.1 cable'],
    ['keep stops and commas between digits', '1,000 x 3.5 or .5, 7.', '1,000 x 3.5 or 5 7'],
    ['keep a stop between letters', 'e.g. example.com U.S.', 'e.g example.com U.S'],
    ['split at a stop between a letter and a digit', 'v.2 4.x 10.5oz', 'v 2 4 x 10.5oz'],
    ['keep apostrophes of all kinds', "don't don’t don＇t 'quoted'", "don't don’t don＇t quoted"],
    ['keep a colon between letters only', 'size:small 3:1 a:1', 'size:small 3 1 a 1'],
    ['join at underscores', 'snake_case __init__ 3_4 ___', 'snake_case __init__ 3_4'],
    ['keep combining marks', 'cafe\u0301 n\u0303', 'cafe\u0301 n\u0303'],
    ['keep soft hyphens and joiners', 'co\u00adop a\u200db', 'co\u00adop a\u200db'],
    ['are single Han characters', '中文 分词', '中 文 分 词'],
    ['are single Hiragana with their marks', 'かな か\u3099', 'か な か\u3099'],
    ['are runs of Katakana', 'カメラ ｶﾒﾗﾞ カナA', 'カメラ ｶﾒﾗﾞ カナ A'],
    ['are runs of Hangul', '한국어 가방', '한국어 가방'],
    ['are whole runs of Thai', 'ภาษาไทย ดี', 'ภาษาไทย ดี'],
    ['are runs of Cyrillic, Arabic and Hebrew', 'обувь عربي עברית', 'обувь عربي עברית'],
    ['keep gershayim inside Hebrew', 'צה"ל a"b', 'צה"ל a b'],
    ['are digits of other scripts', '٣٫٤ １２', '٣٫٤ １２'],
    ['are symbols that Emoji 11 calls pictographs', '★☞♡ ™ ® € →', '★ ☞ ♡ ™ ®'],
    ['are emoji with style and skin', '❤️ 👍🏽', '❤️ 👍🏽'],
    ['are families of emoji', '👩‍👩‍👧 x', '👩‍👩‍👧 x'],
    ['are flags and key caps', '🇺🇸🇩🇪 1️⃣ #⃣', '🇺🇸 🇩🇪 1️⃣ #⃣'],
    ['are flags by tags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿!', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['are letters beyond 16 bits', '𝐁𝐎𝐋𝐃 𐐀', '𝐁𝐎𝐋𝐃 𐐀'],
    ['are no lone surrogates', 'a \ud800 \udc00b', 'a b'],
    ['are nothing but punctuation', '-- ... !? ()', ''],
    ['are nothing', '', ''],
  ])('%s', (_, text, expected) => {
    expect(words(text).join(' ')).toBe(expected);
  });

  it('do not depend on characters newer than Unicode 9', () => {
    // Georgian capitals came with Unicode 11; the letters that they belong to are older.
    expect(words('\u1c90\u1c91 \u10d0\u10d1')).toEqual(['\u10d0\u10d1']);
  });

  it('are cut after 255 UTF-16 units', () => {
    expect(words('a'.repeat(600)).map((word) => word.length)).toEqual([255, 255, 90]);
  });

  it('are never cut inside a surrogate pair', () => {
    expect(words('𐐀'.repeat(200)).map((word) => word.length)).toEqual([254, 146]);
  });

  it('are lost where the text ends in half a surrogate pair, as in Lucene', () => {
    expect(words('blue shoes \ud83d')).toEqual([]);
    expect(words('blue shoes \ud83d.')).toEqual(['blue', 'shoes']);
  });

  it('rise, do not overlap, and are no longer than allowed, in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (text) => {
        let previous = 0;
        scanWords(text, (start, end) => {
          expect(start).toBeGreaterThanOrEqual(previous);
          expect(end).toBeGreaterThan(start);
          expect(end - start).toBeLessThanOrEqual(MAX_TOKEN_LENGTH);
          previous = end;
        });
        expect(previous).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

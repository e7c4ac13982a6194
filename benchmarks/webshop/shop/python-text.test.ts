import { describe, expect, it } from 'vitest';
import { dictionaryText, floatText, jsonInHtml, jsonObject, strip } from './python-text.ts';

const options = (...pairs: [string, string][]) => new Map(pairs);

describe('texts as Python writes them', () => {
  it('strips what Python calls space', () => {
    expect(strip('\x1c\x85\u3000 a b \v\n')).toBe('a b');
    expect(strip('\ufeffa\u200b')).toBe('\ufeffa\u200b');
    expect(strip(' \t')).toBe('');
  });

  it('writes JSON in ASCII, in the order of choice', () => {
    expect(jsonObject(options(['size', '28" x 28"'], ['color', 'wine\xa0red \u{1f600}\x7f']))).toBe(
      String.raw`{"size": "28\" x 28\"", "color": "wine\u00a0red \ud83d\ude00\u007f"}`,
    );
    expect(jsonObject(options())).toBe('{}');
  });

  it('writes JSON for HTML with sorted keys and no markup', () => {
    const chosen = options(['\u{1f600}', 'a'], ['\uff5e', "<b> & 'c'"], ['a', 'b']);
    expect(jsonInHtml(chosen)).toBe(
      String.raw`{"a": "b", "\uff5e": "\u003cb\u003e \u0026 \u0027c\u0027", "\ud83d\ude00": "a"}`,
    );
  });

  it.each([
    ['plain', `'plain'`],
    [`men's`, `"men's"`],
    ['40" x 40"', `'40" x 40"'`],
    [`6' 2"`, String.raw`'6\' 2"'`],
    ['back\\slash\n\t\r', String.raw`'back\\slash\n\t\r'`],
    ['wine\xa0red', String.raw`'wine\xa0red'`],
    ['16×24 \u{1f600}', `'16×24 \u{1f600}'`],
    ['\u202eabc\u200b\x01\ud800', String.raw`'\u202eabc\u200b\x01\ud800'`],
    ['\u{e0001}', String.raw`'\U000e0001'`],
  ])('quotes %j', (value, text) => {
    expect(dictionaryText(options(['k', value]))).toBe(`{'k': ${text}}`);
  });

  it('writes whole floats with a decimal', () => {
    expect([0, 1, 0.8, 2 / 3].map(floatText)).toEqual(['0.0', '1.0', '0.8', '0.6666666666666666']);
  });
});

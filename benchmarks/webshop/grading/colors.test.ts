import { describe, expect, it } from 'vitest';
import { COLORS, colorOfPair, colorOrValue } from './colors.ts';
import { goalOptionText } from './goal-option-text.ts';

describe('the colour of an option value', () => {
  it.each([
    ['black forest', 'black'],
    ['violet lavender', 'lavender'],
    ['123alabaster', 'alabaster'],
    ['standard', 'tan'],
    ['x-large', 'x-large'],
    ['', ''],
  ])('of %j is %j', (value, color) => {
    expect(colorOrValue(value)).toBe(color);
  });

  it('is the first of 102 words in alphabetical order', () => {
    expect(COLORS).toHaveLength(102);
    expect(COLORS).toEqual(COLORS.toSorted());
  });

  it('of a pair must be its group or its value as a whole', () => {
    expect(colorOfPair('color', 'navy')).toBe('navy');
    expect(colorOfPair('color', 'dark navy')).toBeUndefined();
    expect(colorOfPair('yellow', 'blue')).toBe('blue');
  });
});

describe('the text of a goal option', () => {
  it.each([
    ['standard', 'tan'],
    [{ group: 'color', value: 'navy' }, 'navy'],
    [{ group: 'size', value: 'large' }, "('size', 'large')"],
    [{ group: 'color', value: 'dark navy' }, "('color', 'dark navy')"],
    [{ group: 'size', value: '4\u00a0oz\u200b' }, "('size', '4\\xa0oz\\u200b')"],
    [{ group: 'a\tb', value: '😀 \u{e0001}' }, "('a\\tb', '😀 \\U000e0001')"],
  ])('%j is %j', (option, text) => {
    expect(goalOptionText(option)).toBe(text);
  });
});

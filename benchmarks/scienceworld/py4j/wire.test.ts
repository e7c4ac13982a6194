import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  callRequest,
  constructRequest,
  decodeAnswer,
  encodeArgument,
  escapeText,
  releaseRequest,
  unescapeText,
} from './wire.ts';

describe('py4j requests', () => {
  it('are one item a line and end with e', () => {
    expect(callRequest('o0', 'load', ['boil', 0, '', false])).toBe(
      'c\no0\nload\nsboil\ni0\ns\nbfalse\ne\n',
    );
    expect(constructRequest('a.B')).toBe('i\na.B\ne\n');
    expect(releaseRequest({ id: 'o7' })).toBe('m\nd\no7\ne\n');
  });

  it.each([
    [3, 'i3'],
    [2 ** 31, 'L2147483648'],
    [-(2 ** 31), 'i-2147483648'],
    [0.5, 'd0.5'],
    [NaN, 'dnan'],
    [-Infinity, 'd-inf'],
    [null, 'n'],
    [true, 'btrue'],
    [{ id: 'o3' }, 'ro3'],
    ['', 's'],
  ])('write %s as %s', (value, line) => {
    expect(encodeArgument(value)).toBe(line);
  });

  it('refuse a name with a line break', () => {
    expect(() => callRequest('o0', 'step\ne', [])).toThrow(RangeError);
  });

  it('have no line break inside a text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeText(text);
        return !/[\r\n]/.test(escaped) && unescapeText(escaped) === text;
      }),
    );
  });
});

describe('py4j answers', () => {
  it.each([
    ['!ysa\\nb\\\\n', 'a\nb\\n'],
    ['!ys', ''],
    ['!yi-4', -4],
    ['!yL9007199254740993', 9007199254740993n],
    ['!yL7', 7],
    ['!yd0.25', 0.25],
    ['!ydNaN', NaN],
    ['!ybtrue', true],
    ['!yn', null],
    ['!yv', undefined],
    ['!ylo5', { id: 'o5' }],
  ])('read %s', (line, value) => {
    expect(decodeAnswer(line)).toEqual({ kind: 'value', value });
  });

  it('tell what the program threw from what the gateway refused', () => {
    expect(decodeAnswer('!xro9')).toEqual({ kind: 'thrown', exception: { id: 'o9' } });
    expect(decodeAnswer('!xsno such\\nmethod')).toEqual({
      kind: 'refused',
      problem: 'no such\nmethod',
    });
    expect(decodeAnswer('!zstoo late')).toEqual({ kind: 'fatal', problem: 'too late' });
  });

  it('are refused when they are none', () => {
    expect(() => decodeAnswer('hello')).toThrow(RangeError);
    expect(() => decodeAnswer('!y?')).toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { pythonJson } from './python-json.ts';

describe('JSON as Python writes it', () => {
  it('has names in order, spaces after commas and colons, and nothing but ASCII', () => {
    const value = { b: [1, null, true], a: 'Grüße "😀"\u007f\n' };
    expect(pythonJson(value, new Set())).toBe(
      String.raw`{"a": "Gr\u00fc\u00dfe \"\ud83d\ude00\"\u007f\n", "b": [1, null, true]}`,
    );
  });

  it.each([
    [1, '1.0'],
    [-0.25, '-0.25'],
    [0, '0.0'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1.5e-7, '1.5e-07'],
    [123456789012345.6, '123456789012345.6'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.25e120, '1.25e+120'],
    [0.1 + 0.2, '0.30000000000000004'],
  ])('writes the float %d as %s', (number, text) => {
    expect(pythonJson({ a: number }, new Set(['a']))).toBe(`{"a": ${text}}`);
  });
});

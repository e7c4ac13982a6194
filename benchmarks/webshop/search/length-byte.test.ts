import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLength, encodeLength } from './length-byte.ts';

describe('the length byte', () => {
  it('is exact below 40', () => {
    for (let length = 0; length < 40; length += 1) {
      expect(decodeLength(encodeLength(length))).toBe(length);
    }
  });

  it('rounds down, by less than an eighth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 2 ** 31 - 1 }), (length) => {
        const decoded = decodeLength(encodeLength(length));
        expect(decoded).toBeLessThanOrEqual(length);
        expect(length - decoded).toBeLessThan(length / 8);
      }),
    );
  });

  it('rises with the length and fits a byte', () => {
    const codes = Array.from({ length: 256 }, (_, byte) => byte);
    const lengths = codes.map(decodeLength);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(lengths.filter((length) => length < 2 ** 31).map(encodeLength)).toEqual(
      codes.slice(0, lengths.filter((length) => length < 2 ** 31).length),
    );
    expect(encodeLength(2 ** 31 - 1)).toBeLessThan(256);
  });
});

import { describe, expect, it } from 'vitest';
import { PairTable } from './pair-table.ts';
import { fitStandardizer, standardize } from './standardizer.ts';
import { pairOf } from './testing/planted-pairs.ts';

function tableOf(...pairs: readonly (readonly [readonly number[], readonly number[]])[]) {
  const table = new PairTable(pairs[0]![0].map((_, index) => `f${index}`));
  for (const [positive, negative] of pairs) {
    table.add(pairOf(Float64Array.from(positive), Float64Array.from(negative)));
  }
  return table;
}

describe('the standardizer', () => {
  it('gives the rows that it was fitted on mean 0 and deviation 1', () => {
    const pairs = tableOf([[1], [3]], [[5], [7]]);
    const { standardizer, constant } = fitStandardizer(pairs, [0, 1]);
    expect(standardizer.mean[0]).toBe(4);
    expect(standardizer.inverseDeviation[0]).toBeCloseTo(1 / Math.sqrt(5), 7);
    expect(constant).toEqual([false]);
    const out = new Float64Array(4);
    standardize(standardizer, pairs.features, 0, 4, out);
    expect(out.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6);
    expect(out.reduce((sum, value) => sum + value ** 2, 0) / 4).toBeCloseTo(1, 6);
  });

  it('looks at no pair but those it is given', () => {
    const pairs = tableOf([[1], [3]], [[1000], [-1000]]);
    expect(fitStandardizer(pairs, [0]).standardizer.mean[0]).toBe(2);
  });

  it('leaves constant features alone and names them, even large ones that flicker', () => {
    const pairs = tableOf(
      [
        [5, 16_777_216, 0],
        [5, 16_777_217, 1],
      ],
      [
        [5, 16_777_216, 0],
        [5, 16_777_216, 1],
      ],
    );
    const { standardizer, constant } = fitStandardizer(pairs, [0, 1]);
    expect(constant).toEqual([true, true, false]);
    expect([...standardizer.inverseDeviation.subarray(0, 2)]).toEqual([1, 1]);
  });

  it('computes in 32 bits, as the exported model does', () => {
    const standardizer = {
      mean: Float32Array.of(0.1, -3e38),
      inverseDeviation: Float32Array.of(1 / 3, 1),
    };
    const out = new Float64Array(2);
    standardize(standardizer, Float32Array.of(0.7, 3e38), 0, 1, out);
    const shifted = Math.fround(Math.fround(0.7) - Math.fround(0.1));
    expect(out[0]).toBe(Math.fround(shifted * Math.fround(1 / 3)));
    expect(out[1]).toBe(Infinity);
  });

  it('never writes a number that 32 bits cannot hold', () => {
    const tiny = tableOf([[1e-45], [0]]);
    expect(fitStandardizer(tiny, [0]).standardizer.inverseDeviation[0]).toBe(1);
    const huge = tableOf([[3e38], [-3e38]]);
    expect(fitStandardizer(huge, [0]).standardizer.inverseDeviation[0]).toBeGreaterThan(0);
  });
});

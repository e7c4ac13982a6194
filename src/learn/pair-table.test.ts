import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.ts';
import { PairTable } from './pair-table.ts';
import { pairOf } from './testing/planted-pairs.ts';

describe('PairTable', () => {
  it('keeps what it is given while it grows', () => {
    const table = new PairTable(['a', 'b'], 1);
    for (let index = 0; index < 100; index += 1) {
      table.add({
        ...pairOf(Float64Array.of(index, 1), Float64Array.of(-index, 2)),
        preference: 0.75,
        positiveTarget: 0.5,
        negativeWeight: 3,
        negativeKind: `kind ${index}`,
      });
    }
    expect(table.size).toBe(100);
    expect(table.features).toHaveLength(400);
    expect([...table.features.subarray(4 * 42, 4 * 43)]).toEqual([42, 1, -42, 2]);
    expect(table.preferences[42]).toBe(0.75);
    expect(table.targets.slice(84, 86)).toEqual([0.5, 0]);
    expect(table.weights.slice(84, 86)).toEqual([1, 3]);
    expect(table.margins[42]).toBe(0);
    expect(table.negativeKinds[42]).toBe('kind 42');
  });

  it('copies features, so that the caller may encode into the same array again', () => {
    const table = new PairTable(['a']);
    const positive = Float64Array.of(1);
    table.add(pairOf(positive, Float64Array.of(2)));
    positive[0] = 9;
    expect([...table.features]).toEqual([1, 2]);
  });

  it('names the feature that is not a finite number of 32 bits', () => {
    const table = new PairTable(['steps', 'price']);
    const good = Float64Array.of(1, 2);
    for (const bad of [NaN, Infinity, 1e39]) {
      expect(() => {
        table.add(pairOf(good, Float64Array.of(1, bad)));
      }).toThrow(/"price".*negative of pair 0.*Repair the encoder/);
    }
    expect(table.size).toBe(0);
    table.add(pairOf(good, good));
    expect([...table.features]).toEqual([1, 2, 1, 2]);
  });

  it('refuses rows of another width and labels out of range', () => {
    const table = new PairTable(['a']);
    const row = Float64Array.of(1);
    expect(() => {
      table.add(pairOf(row, Float64Array.of(1, 2)));
    }).toThrow(InputError);
    const broken = [
      { preference: 1.5 },
      { positiveTarget: NaN },
      { negativeTarget: -0.1 },
      { margin: Infinity },
      { positiveWeight: -1 },
    ];
    for (const label of broken) {
      expect(() => {
        table.add({ ...pairOf(row, row), ...label });
      }).toThrow(new RegExp(Object.keys(label)[0]!));
    }
    expect(table.size).toBe(0);
  });
});

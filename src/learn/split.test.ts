import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.ts';
import { splitByGroup } from './split.ts';

const groupLists = fc
  .array(fc.integer({ min: 0, max: 30 }).map(String), { minLength: 2, maxLength: 200 })
  .filter((groups) => new Set(groups).size > 1);

describe('splitByGroup', () => {
  it('puts every pair on one side, and no group on both', () => {
    fc.assert(
      fc.property(groupLists, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (groups, share) => {
        const { train, heldOut } = splitByGroup(groups, share);
        expect([...train, ...heldOut].sort((a, b) => a - b)).toEqual([...groups.keys()]);
        const trained = new Set(train.map((index) => groups[index]));
        expect(heldOut.some((index) => trained.has(groups[index]))).toBe(false);
        expect(Math.min(train.length, heldOut.length)).toBeGreaterThan(0);
      }),
    );
  });

  it('holds out the share of groups that it is asked for', () => {
    const groups = Array.from({ length: 1000 }, (_, index) => `task ${index % 100}`);
    expect(splitByGroup(groups, 0.2).heldOut).toHaveLength(200);
  });

  it('depends on the names of the groups, not on the order of the pairs', () => {
    const groups = Array.from({ length: 50 }, (_, index) => `task ${index % 10}`);
    const heldOutOf = (list: readonly string[]) =>
      new Set(splitByGroup(list).heldOut.map((index) => list[index]));
    expect(heldOutOf([...groups].reverse())).toEqual(heldOutOf(groups));
  });

  it('says so when nothing can be held out', () => {
    expect(() => splitByGroup(['one', 'one'])).toThrow(/1 group.*at least 2 groups/);
    expect(() => splitByGroup([])).toThrow(InputError);
    expect(() => splitByGroup(['one', 'two'], 1)).toThrow(/heldOutShare/);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../src/testing/shared-data.ts';
import { FAMILIES, findFamily, splitVariations } from './families.ts';

interface Recorded {
  readonly task: string;
  readonly max: number;
  readonly train: readonly [count: number, first: number, last: number];
  readonly dev: readonly [count: number, first: number, last: number];
  readonly test: readonly [count: number, first: number, last: number];
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(sharedData(`scienceworld/${name}`), 'utf8'));

describe('families of tasks', () => {
  it('are 30 with 7,207 variations', () => {
    expect(FAMILIES).toHaveLength(30);
    expect(FAMILIES.reduce((sum, { variations }) => sum + variations, 0)).toBe(7207);
  });

  it('splits few variations as the simulator does', () => {
    expect(splitVariations(1)).toEqual({ train: [0], dev: [], test: [0] });
    expect(splitVariations(2)).toEqual({ train: [0], dev: [], test: [1] });
    expect(splitVariations(3)).toEqual({ train: [0], dev: [1], test: [2] });
    expect(splitVariations(4)).toEqual({ train: [0, 1], dev: [2], test: [3] });
  });

  it('knows families by their former names', () => {
    expect(findFamily('task-5-chemistry-mix-paint-(tertiary-color)')?.task).toBe(
      'chemistry-mix-paint-tertiary-color',
    );
    expect(findFamily('task-1-bake')).toBeUndefined();
  });
});

describe.skipIf(!existsSync(sharedData('scienceworld')))(
  'families beside the recorded simulator (skipped without the reference data)',
  () => {
    it('have its variations and splits', () => {
      for (const { task, max, ...splits } of read('tasks-variations.json') as Recorded[]) {
        expect(findFamily(task)?.variations, task).toBe(max);
        const own = splitVariations(max);
        for (const name of ['train', 'dev', 'test'] as const) {
          const [count, first, last] = splits[name];
          expect([own[name].length, own[name][0], own[name].at(-1)], `${task} ${name}`).toEqual([
            count,
            first,
            last,
          ]);
        }
      }
    });

    it('have the limits of ETO', () => {
      const limits = Object.entries(read('eto-max-steps.json') as Record<string, number>);
      for (const [name, limit] of limits) expect(findFamily(name)?.maxSteps, name).toBe(limit);
      expect(limits).toHaveLength(FAMILIES.filter(({ formerName }) => formerName).length);
    });
  },
);

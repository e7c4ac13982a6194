import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../src/testing/shared-data.ts';
import { canonicalKey, createPuzzle, parseIntent, parsePuzzle } from './puzzle.ts';
import { isSolvable } from './solver.ts';
import { loadPuzzles } from './tasks.ts';

describe('the puzzles of Game of 24', () => {
  it('are the 1,362 solvable multisets of four cards', async () => {
    const { tasks, splits } = await loadPuzzles({});
    expect(tasks).toHaveLength(1362);
    expect(new Set(tasks.map(({ numbers }) => canonicalKey(numbers))).size).toBe(1362);
    expect(splits['test']).toHaveLength(100);
    expect(splits['train']).toHaveLength(1262);
  });

  it('need fractions where they do', () => {
    expect(isSolvable([1, 5, 5, 5])).toBe(true);
    expect(isSolvable([3, 3, 8, 8])).toBe(true);
    expect(isSolvable([1, 1, 1, 1])).toBe(false);
    expect(isSolvable([1, 1, 1, 1], 4)).toBe(true);
  });

  it('are found by their numbers in any order, and by their target', async () => {
    const { find } = await loadPuzzles({});
    expect(find('10 6 5 4')).toEqual(createPuzzle([10, 6, 5, 4]));
    expect(find('4 5 6 10 -> 30')).toEqual(createPuzzle([4, 5, 6, 10], 30));
    expect(find('1 2 3')).toBeUndefined();
    expect(find('0 1 2 3')).toBeUndefined();
    expect(find('a b c d')).toBeUndefined();
  });

  it('say their goal in words that can be read back', () => {
    const { intent } = createPuzzle([4, 5, 6, 10], 30);
    expect(intent).toBe('make 30 from 4, 5, 6, 10');
    expect(parseIntent(intent)).toEqual({ numbers: [4, 5, 6, 10], target: 30 });
    expect(parsePuzzle(createPuzzle([4, 5, 6, 10], 30).id)).toEqual(
      createPuzzle([4, 5, 6, 10], 30),
    );
  });

  it('can be given as goals, and wrong goals are refused', async () => {
    const { fromGoal } = await loadPuzzles({});
    expect(fromGoal({ numbers: [1, 2, 3, 4], target: 10 })).toEqual(createPuzzle([1, 2, 3, 4], 10));
    expect(() => fromGoal({ numbers: [1, 2, 3] })).toThrow('"numbers": [4, 5, 6, 10]');
    expect(() => fromGoal('4 5 6 10')).toThrow('Give {');
  });

  const ranked = sharedData('game24/24.csv');
  it.skipIf(!existsSync(ranked))(
    `come in the published order from the ranked file (skipped without ${ranked})`,
    async () => {
      const { tasks, splits } = await loadPuzzles({ data: ranked });
      expect(tasks).toHaveLength(1362);
      expect(tasks[900]!.id).toBe('4 5 6 10');
      expect(tasks[999]!.id).toBe('4 9 10 13');
      expect(splits['test']).toEqual(Array.from({ length: 100 }, (_, index) => 900 + index));
      const embedded = await loadPuzzles({});
      const keys = (set: typeof embedded) =>
        set.tasks.map(({ numbers }) => canonicalKey(numbers)).sort();
      expect(keys(await loadPuzzles({ data: ranked }))).toEqual(keys(embedded));
    },
  );

  it.each([
    ['a missing file', undefined, 'cannot be read'],
    ['an empty file', '', 'holds no puzzle'],
    ['another table', 'a,b\n1,2\n', 'has no column "Puzzles"'],
    [
      'a puzzle of three numbers',
      'Rank,Puzzles\n1,1 1 4 6\n2,1 2 3\n',
      ':3, field "Puzzles": "1 2 3"',
    ],
    ['a broken table', 'Rank,Puzzles\n1,"1 1 4 6\n', 'is not well-formed CSV'],
  ])('cannot be loaded from %s', async (_, content, message) => {
    const data = join(await mkdtemp(join(tmpdir(), 'armap-')), '24.csv');
    if (content !== undefined) await writeFile(data, content);
    await expect(loadPuzzles({ data })).rejects.toThrow(message);
  });
});

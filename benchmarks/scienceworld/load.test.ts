import { mkdtempSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.ts';
import { sharedData } from '../../src/testing/shared-data.ts';
import { replay } from '../../src/search/replay.ts';
import { findJar } from './jar/find-jar.ts';
import { tasksOf } from './load.ts';
import { readOptions } from './options.ts';
import { SimulatorPool } from './pool.ts';
import { scienceworld } from './scienceworld.ts';
import { FakeSimulator } from './testing/fake-simulator.ts';
import { percentOf } from './view.ts';

const pool = new SimulatorPool({ size: 1, start: async () => new FakeSimulator() });
const load = (data?: string, score: 'best' | 'last' = 'best') =>
  tasksOf({ pool, start: 'look', score, simplifications: 'easy', data });

describe('tasks of ScienceWorld', () => {
  it('have the splits of the simulator, and the 211 that ETO tests on', async () => {
    const { tasks, splits } = await load();
    const sizes = Object.entries(splits).map(([name, indices]) => [name, indices.length]);
    expect(tasks).toHaveLength(7207);
    expect(Object.fromEntries(sizes)).toEqual({ train: 3592, dev: 1796, test: 1819, unseen: 211 });
  });

  it('are found by name, former name and goal', async () => {
    const set = await load();
    expect(set.find('boil/21')).toBe(set.tasks[21]);
    expect(set.find('task-1-melt/3')?.id).toBe('melt/3');
    expect(set.find('boil/30')).toBeUndefined();
    expect(set.fromGoal({ task: 'boil', variation: 0, simplifications: '' }).episode).toEqual({
      task: 'boil',
      variation: 0,
      simplifications: '',
    });
    expect(() => set.fromGoal({ task: 'bake', variation: 0 })).toThrow(InputError);
    expect(() => set.fromGoal({ task: 'boil', variation: 30 })).toThrow('variations 0 to 29');
  });

  it('learn their intents from the simulator', async () => {
    const set = await load();
    const [task] = await set.prepare!([set.find('boil/2')!]);
    expect(task).toMatchObject({
      id: 'boil/2',
      intent: 'Your task is to do boil 2.',
      maxSteps: 100,
    });
  });

  it('are graded by their best score or their last', async () => {
    const actions = ['good a', 'good b', 'focus on wrong'];
    for (const [rule, score] of [
      ['best', 0.5],
      ['last', 0],
    ] as const) {
      const set = await load(undefined, rule);
      const [task] = await set.prepare!([set.find('boil/2')!]);
      const { trajectory } = await replay(scienceworld, task!, actions);
      expect(trajectory.end).toBe('finished');
      expect(await scienceworld.grade(task!, trajectory)).toMatchObject({ score, success: false });
    }
  });

  it('show the score of every step in a replay, and never elsewhere', async () => {
    const set = await load();
    const [task] = await set.prepare!([set.find('boil/2')!]);
    const opened = { name: 'scienceworld', openEnvironment: scienceworld.openOriginal! };
    const { results } = await replay(opened, task!, ['good a', 'focus on wrong']);
    const scores = results.map(({ observation }) => ({ ...observation }));
    expect(scores).toMatchObject([{ score: 25 }, { score: -100 }]);
    const usual = await replay(scienceworld, task!, ['good a']);
    expect(Object.keys(usual.results[0]!.observation).sort()).toEqual(['availableActions', 'text']);
  });

  it('name what is wrong with the lists of ETO', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'eto-'));
    await expect(load(folder)).rejects.toThrow('train_indices.json');
    for (const name of ['train', 'dev', 'test']) {
      writeFileSync(join(folder, `${name}_indices.json`), '[["task-1-boil", 77]]');
    }
    await expect(load(folder)).rejects.toThrow('has no variation 77');
  });

  const data = sharedData('scienceworld');
  it.skipIf(!existsSync(data))(
    'are those of ETO where its lists are given (skipped without the reference data)',
    async () => {
      const given = await load(data);
      const own = await load();
      expect(given.splits['seen']).toHaveLength(194);
      expect(given.splits['eto-train']).toHaveLength(1483);
      const sorted = (indices: readonly number[]) => [...indices].sort((a, b) => a - b);
      expect(sorted(given.splits['unseen']!)).toEqual(sorted(own.splits['unseen']!));
    },
  );
});

describe('options of ScienceWorld', () => {
  it.each([
    [{ jvms: 0 }, 'jvms'],
    [{ heap: 'lots' }, 'heap'],
    [{ start: 'end' }, 'start'],
    [{ simplifications: 'a b' }, 'simplifications'],
  ])('refuse %o', (given, name) => {
    expect(() => readOptions(given)).toThrow(`field "${name}"`);
  });

  it('say what to do where there is no simulator', async () => {
    const variables = { XDG_CACHE_HOME: join(tmpdir(), 'no-such-folder') };
    await expect(findJar({ path: '', variables })).rejects.toThrow('npm run setup:scienceworld');
  });
});

describe('scores in hundredths', () => {
  it.each([
    [0.005, 0],
    [0.015, 2],
    [0.025, 2],
    [0.08333333333333333, 8],
    [-1, -100],
    [1, 100],
  ])('of %d are %d', (score, percent) => {
    expect(percentOf(score)).toBe(percent);
  });
});

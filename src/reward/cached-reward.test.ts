import { spawn } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RewardModel } from '../core/reward-model.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { createMockReward, describeReward } from '../testing/index.ts';
import { cachedReward } from './cached-reward.ts';
import { openScoreFolder } from './score-folder.ts';
import { createScoreMemory } from './score-store.ts';
import { endingWith } from './testing/trajectories.ts';

const newFolder = () => mkdtemp(join(tmpdir(), 'armap-scores-'));
const trajectories = ['a', 'bb', 'ccc'].map(endingWith);
const length = ({ final }: Trajectory) => final.text.length;
const mock = (version = '1') => createMockReward(length, { version });

/** Answers when it is told to, and counts its requests. */
function slowReward() {
  const waiting: { resolve: () => void; reject: (cause: Error) => void }[] = [];
  const batches: number[] = [];
  const reward: RewardModel = {
    ...mock(),
    score: async (all) => {
      batches.push(all.length);
      await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }));
      return all.map((each) => ({ raw: length(each), value: length(each) }));
    },
  };
  return { reward, waiting, batches };
}

describeReward({ name: 'cached in memory', create: () => cachedReward(mock()), trajectories });
describeReward({
  name: 'cached in a folder',
  create: async () => cachedReward(mock(), await openScoreFolder(await newFolder())),
  trajectories,
});

describe('a cached reward', () => {
  it('asks once for each content, whatever the trajectory is called', async () => {
    const inner = mock();
    const reward = cachedReward(inner);
    const twins = trajectories.map((each) => ({ ...each, id: `${each.id}'` }));
    const first = await reward.score([...trajectories, twins[0]!]);
    expect(first.map(({ raw }) => raw)).toEqual([1, 2, 3, 1]);
    expect(await reward.score(twins)).toEqual(first.slice(0, 3));
    expect(inner.batches.map((batch) => batch.length)).toEqual([3]);
    expect(reward.counts()).toEqual({ requested: 7, hits: 3, asked: 3 });
  });

  it('answers at once when it knows everything', async () => {
    const reward = cachedReward(mock());
    await reward.score(trajectories);
    expect(reward.score(trajectories)).toBeInstanceOf(Array);
  });

  it.each([
    ['intent', { intent: 'another' }],
    ['end', { end: 'truncated' }],
    ['facts', { facts: { actions: 3 } }],
    ['pages', { final: { text: 'a', url: 'elsewhere' } }],
  ] as const)('asks again when the %s differ', async (_, change) => {
    const reward = cachedReward(mock());
    await reward.score([endingWith('a'), { ...endingWith('a'), ...change }]);
    expect(reward.counts().asked).toBe(2);
  });

  it('keeps versions and names apart in one store', async () => {
    const store = createScoreMemory();
    for (const reward of [mock('1'), mock('2'), { ...mock('1'), name: 'other' }]) {
      const cached = cachedReward(reward, store);
      await cached.score(trajectories);
      expect(cached.counts().asked).toBe(3);
    }
    const again = cachedReward(mock('2'), store);
    await again.score(trajectories);
    expect(again.counts()).toEqual({ requested: 3, hits: 3, asked: 0 });
  });

  it('asks once for what is asked at the same time', async () => {
    const { reward, waiting, batches } = slowReward();
    const cached = cachedReward(reward);
    const requests = [
      cached.score(trajectories),
      cached.score(trajectories.slice(1)),
      cached.score([endingWith('ccc'), endingWith('dddd')]),
    ];
    expect(batches).toEqual([3, 1]);
    for (const { resolve } of waiting) resolve();
    const raws = (await Promise.all(requests)).map((scores) => scores.map(({ raw }) => raw));
    expect(raws).toEqual([
      [1, 2, 3],
      [2, 3],
      [3, 4],
    ]);
    expect(cached.counts()).toEqual({ requested: 7, hits: 0, asked: 4 });
  });

  it('does not let one request fail for another, and does not keep failures', async () => {
    const { reward, waiting, batches } = slowReward();
    const cached = cachedReward(reward);
    const first = cached.score(trajectories);
    const second = cached.score(trajectories);
    waiting[0]!.reject(new Error('cancelled by its owner'));
    await expect(first).rejects.toThrow('cancelled by its owner');
    await expect.poll(() => waiting.length).toBe(2);
    waiting[1]!.resolve();
    expect((await second).map(({ raw }) => raw)).toEqual([1, 2, 3]);
    expect(batches).toEqual([3, 3]);
  });

  it('closes its reward', async () => {
    let closed = 0;
    await cachedReward({ ...mock(), close: () => void (closed += 1) }).close!();
    expect(closed).toBe(1);
  });
});

describe('scores in memory', () => {
  it('drops what was not used for the longest time', async () => {
    const store = createScoreMemory({ capacity: 2 });
    const entry = (key: string) => new Map([[key, { raw: 1, value: 1 }]]);
    await store.add(entry('a'));
    await store.add(entry('b'));
    store.get('a');
    await store.add(entry('c'));
    expect(['a', 'b', 'c'].map((key) => store.get(key) !== undefined)).toEqual([true, false, true]);
  });

  it('serves a request that is larger than its capacity', async () => {
    const reward = cachedReward(mock(), createScoreMemory({ capacity: 1 }));
    expect((await reward.score(trajectories)).map(({ raw }) => raw)).toEqual([1, 2, 3]);
  });

  it('refuses a capacity that is none', () => {
    expect(() => createScoreMemory({ capacity: 0 })).toThrow('capacity');
  });
});

describe('scores in a folder', () => {
  const scored = async (folder: string, all: readonly Trajectory[]) => {
    const reward = cachedReward(
      createMockReward(length, { deviation: () => 0.25 }),
      await openScoreFolder(folder),
    );
    const scores = await reward.score(all);
    return { scores, asked: reward.counts().asked };
  };

  it('serve the next run, deviation included', async () => {
    const folder = join(await newFolder(), 'deep', 'scores');
    const first = await scored(folder, trajectories);
    const second = await scored(folder, [...trajectories, endingWith('dddd')]);
    expect([first.asked, second.asked]).toEqual([3, 1]);
    expect(second.scores.slice(0, 3)).toEqual(first.scores);
    expect((await scored(folder, trajectories)).asked).toBe(0);
    expect((await readdir(folder)).sort()).toEqual(['scores-1.jsonl', 'scores-2.jsonl']);
  });

  it('lose no more than a last line that was cut off', async () => {
    const whole = await newFolder();
    await scored(whole, trajectories);
    const text = await readFile(join(whole, 'scores-1.jsonl'), 'utf8');
    const lastLine = text.lastIndexOf('\n', text.length - 2) + 1;
    for (const [end, lost] of [
      [0, 3],
      [lastLine - 1, 2],
      [lastLine, 1],
      [lastLine + 1, 1],
      [text.length - 1, 1],
      [text.length, 0],
    ] as const) {
      const folder = await newFolder();
      await writeFile(join(folder, 'scores-1.jsonl'), text.slice(0, end));
      const { scores, asked } = await scored(folder, trajectories);
      expect(scores.map(({ raw }) => raw)).toEqual([1, 2, 3]);
      expect(asked).toBe(lost);
    }
  });

  it('names a line that is not a score', async () => {
    const folder = await newFolder();
    await appendFile(join(folder, 'scores-7.jsonl'), '{"key": "a", "raw": "high"}\n');
    await expect(openScoreFolder(folder)).rejects.toThrow(
      /scores-7\.jsonl:1, field "raw": .*Delete the file/,
    );
  });

  it('cannot lie where a file is', async () => {
    const file = join(await newFolder(), 'file');
    await writeFile(file, '');
    await expect(openScoreFolder(file)).rejects.toThrow('cannot be used for scores');
  });

  it('are not mixed up by two stores that write at once', async () => {
    const folder = await newFolder();
    const stores = await Promise.all([openScoreFolder(folder), openScoreFolder(folder)]);
    const entries = (from: number) =>
      Array.from(
        { length: 200 },
        (_, index) => new Map([[`k${from + index}`, { raw: index, value: index }]]),
      );
    await Promise.all(
      stores.flatMap((store, n) => entries(200 * n).map((entry) => store.add(entry))),
    );
    const all = await openScoreFolder(folder);
    for (let n = 0; n < 400; n += 1) expect(all.get(`k${n}`)!.raw).toBe(n % 200);
  });

  it('survive processes that are killed while they write together', async () => {
    const folder = await newFolder();
    const script = fileURLToPath(new URL('testing/write-scores.ts', import.meta.url));
    const children = ['p', 'q'].map((prefix) =>
      spawn(process.execPath, ['--import', 'tsx', script, folder, prefix], { stdio: 'ignore' }),
    );
    const exited = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
    const lines = async () => {
      const files = (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8'));
      return (await Promise.all(files)).filter((text) => text.split('\n').length > 20);
    };
    await expect.poll(lines, { timeout: 30_000 }).toHaveLength(2);
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(exited);
    const store = await openScoreFolder(folder);
    for (const prefix of ['p', 'q']) {
      let known = 0;
      while (store.get(`${prefix}${known}`) !== undefined) known += 1;
      expect(store.get(`${prefix}0`)).toEqual({ raw: 0, value: 0 });
      expect(store.get(`${prefix}${known + 1}`)).toBeUndefined();
    }
  });
});

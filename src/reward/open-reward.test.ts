import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMockReward, describeReward } from '../testing/index.ts';
import { openReward } from './open-reward.ts';
import { openRewardModule } from './reward-module.ts';
import { endingWith } from './testing/trajectories.ts';
import { watchRange } from './watch-range.ts';

const trajectories = ['a', 'bb', 'ccc'].map(endingWith);
const noWarning = (message: string) => expect.unreachable(message);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-modules-'));
});

/** Writes a module and returns its path. */
async function moduleOf(source: string, name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, source);
  return path;
}
const SCORE = 'export const score = (trajectory) => trajectory.final.text.length;';

describeReward({
  name: 'by module',
  create: async () => openReward(`module:${await moduleOf(SCORE, 'good.mjs')}`, [], noWarning),
  trajectories,
});

describe('a module as a reward', () => {
  it('needs nothing but a score', async () => {
    const path = await moduleOf(SCORE, 'short.mjs');
    const reward = await openRewardModule(path);
    expect(reward).toMatchObject({ name: 'short.mjs', calibrated: false });
    expect(reward.version).toMatch(/^[0-9a-f]{12}$/);
    expect((await reward.score(trajectories)).map(({ value }) => value)).toEqual([1, 2, 3]);
  });

  it('may give a version, probabilities and a batch', async () => {
    const path = await moduleOf(
      `export const version = '2026-11';
       export const calibrated = true;
       export const score = () => { throw new Error('one by one'); };
       export const scoreBatch = async (all) => all.map(() => 1 / all.length);`,
      'whole.mjs',
    );
    const reward = await openRewardModule(path);
    expect(reward).toMatchObject({ version: '2026-11', calibrated: true });
    expect((await reward.score(trajectories.slice(1))).map(({ value }) => value)).toEqual([
      0.5, 0.5,
    ]);
  });

  it('may be TypeScript where that can be loaded', async () => {
    const path = await moduleOf(
      'export function score({ steps }: { steps: unknown[] }): number { return steps.length; }',
      'typed.ts',
    );
    const reward = await openRewardModule(path);
    expect((await reward.score(trajectories))[0]!.raw).toBe(0);
  });

  it('may be CommonJS', async () => {
    const path = await moduleOf('module.exports = { score: () => 7 };', 'old.cjs');
    expect((await (await openRewardModule(path)).score(trajectories))[0]!.raw).toBe(7);
  });

  it('asks for .mjs where TypeScript cannot be loaded', async () => {
    const path = await moduleOf(SCORE, 'unreadable.ts');
    const load = () =>
      Promise.reject(
        Object.assign(new TypeError('Unknown file extension ".ts"'), {
          code: 'ERR_UNKNOWN_FILE_EXTENSION',
        }),
      );
    await expect(openRewardModule(path, load)).rejects.toThrow(
      /unreadable\.ts: Node [\d.]+ cannot load it as TypeScript\. .*name it \.mjs/,
    );
  });

  it.each([
    ['nothing', 'export const other = 1;', 'it exports neither "score" nor "scoreBatch"'],
    ['no function', 'export const score = 5;', 'its export "score" is not a function'],
    [
      'no text as its version',
      `export const version = 3; ${SCORE}`,
      'its export "version" is not a string',
    ],
    [
      'an error when it is loaded',
      "throw new TypeError('not today');",
      'it cannot be loaded (TypeError: not today)',
    ],
    ['no JavaScript', 'export const score = (', 'it cannot be loaded ('],
    ['an import of what is not there', "import './gone.mjs';", /it cannot be loaded \(.*gone\.mjs/],
  ])('is refused when it has %s', async (name, source, message) => {
    const path = await moduleOf(source, `${name.replaceAll(' ', '-')}.mjs`);
    const opened = openRewardModule(path);
    await expect(opened).rejects.toThrow(message);
    await expect(opened).rejects.toMatchObject({
      code: 'input',
      place: { option: '--reward', file: path },
    });
  });

  it('is refused when there is no such file', async () => {
    await expect(openReward('module:./no-such.mjs', [], noWarning)).rejects.toThrow(
      '--reward, ./no-such.mjs: there is no such file',
    );
  });

  it.each([
    ['throws.mjs', 'export const score = () => { throw new Error("oh"); };', 'it threw: oh'],
    ['nan.mjs', 'export const score = () => NaN;', 'it gave NaN for trajectory "a"'],
    ['none.mjs', 'export const score = () => {};', 'it gave undefined for trajectory "a"'],
    ['few.mjs', 'export const scoreBatch = () => [1];', 'it gave 1 numbers for 3 trajectories'],
  ])('is named when scoring fails: %s', async (name, source, problem) => {
    const warnings: string[] = [];
    const path = await moduleOf(source, name);
    const reward = await openReward(`module:${path}`, [], (message) => warnings.push(message));
    for (let time = 0; time < 2; time += 1) {
      await expect(reward.score(trajectories)).rejects.toThrow(`Reward ${name} failed: ${problem}`);
    }
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`Reward ${name} failed: ${problem}`);
  });
});

describe('the watch over the range of a reward', () => {
  const many = Array.from({ length: 30 }, (_, index) => endingWith('x'.repeat(index)));
  const watched = (raw: (length: number) => number) => {
    const warnings: string[] = [];
    const inner = createMockReward(({ final }) => raw(final.text.length));
    return { warnings, reward: watchRange(inner, (message) => warnings.push(message)) };
  };

  it('warns once when twenty trajectories score the same, however they come', async () => {
    for (const size of [1, 7, 30]) {
      const { reward, warnings } = watched(() => 5);
      for (let from = 0; from < 30; from += size) await reward.score(many.slice(from, from + size));
      await reward.score(many);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toMatch(/^Reward mock gave each of the first \d\d trajectories the same/);
    }
  });

  it('is quiet below twenty, and for good once it saw a difference', async () => {
    const { reward, warnings } = watched((length) => Number(length === 19));
    await reward.score(many.slice(0, 19));
    expect(warnings).toEqual([]);
    for (let time = 0; time < 3; time += 1) await reward.score(many);
    expect(warnings).toEqual([]);
  });

  it('warns once of a number that is not finite', async () => {
    const { reward, warnings } = watched((length) => 1 / length);
    for (let time = 0; time < 3; time += 1) await reward.score(many);
    expect(warnings).toEqual(['Reward mock gave Infinity, not a finite number']);
  });

  it('answers at once where the reward does', () => {
    expect(watched((length) => length).reward.score(many)).toBeInstanceOf(Array);
  });
});

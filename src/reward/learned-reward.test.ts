import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../core/encoder.ts';
import { InputError, RewardError } from '../core/errors.ts';
import { calibrate } from '../learn/calibration.ts';
import { scoreHeads, scoreRows } from '../learn/scorer.ts';
import type { TrainedReward } from '../learn/trainer.ts';
import { describeReward } from '../testing/describe-reward.ts';
import { openLearnedReward, type LearnedReward } from './learned-reward.ts';
import { saveTrainedReward } from './save-trained-reward.ts';
import {
  letterEncoder,
  letterTrajectory,
  provenance,
  trainLetters,
} from './testing/letter-model.ts';

let root: string;
let folder: string;
let trained: TrainedReward;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'armap-reward-'));
  folder = join(root, 'letters');
  trained = await trainLetters();
  await saveTrainedReward(folder, trained, provenance);
});

afterAll(() => rm(root, { recursive: true, force: true }));

const trajectories = ['', 'a', 'b', 'ab', 'aabbccdd', 'aaaaa', 'dcba'].map(letterTrajectory);

describeReward({
  name: 'learned from pairs',
  create: () => openLearnedReward(folder, [letterEncoder]),
  trajectories,
});

describe('openLearnedReward', () => {
  it('scores as the trained network does, calibrated', async () => {
    await withReward(async (reward) => {
      const scores = await reward.score(trajectories);
      const rows = new Float64Array(4);
      trajectories.forEach((trajectory, index) => {
        letterEncoder.encode(trajectory, rows);
        const [raw] = scoreRows(trained.scorer, Float32Array.from(rows));
        expect(scores[index]!.raw).toBeCloseTo(raw!, 5);
        expect(scores[index]!.value).toBe(calibrate(trained.calibration, scores[index]!.raw));
      });
    });
  });

  it('gives the very same scores in any batch', async () => {
    await withReward(async (reward) => {
      const together = await reward.score(trajectories);
      for (const [index, trajectory] of trajectories.entries()) {
        expect(await reward.score([trajectory])).toEqual([together[index]]);
      }
    });
  });

  it('says how far its heads disagree, if it has several', async () => {
    const ensemble = join(root, 'ensemble');
    const several = await trainLetters({ heads: 4 });
    await saveTrainedReward(ensemble, several, provenance);
    const reward = await openLearnedReward(ensemble, [letterEncoder]);
    expect(reward.card.heads).toBe(4);
    const scores = await reward.score(trajectories);
    trajectories.forEach((trajectory, index) => {
      const row = new Float64Array(4);
      letterEncoder.encode(trajectory, row);
      const heads = [...scoreHeads(several.scorer, Float32Array.from(row))];
      const values = heads.map((raw) => calibrate(several.calibration, raw));
      const mean = values.reduce((sum, value) => sum + value / 4, 0);
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2 / 3, 0);
      expect(scores[index]!.raw).toBeCloseTo(
        heads.reduce((sum, raw) => sum + raw / 4, 0),
        4,
      );
      expect(scores[index]!.deviation).toBeCloseTo(Math.sqrt(variance), 4);
    });
    await reward.close();
    await withReward(async (single) => {
      expect((await single.score(trajectories))[0]).not.toHaveProperty('deviation');
    });
  });

  it('is named after its folder, or as the card says, and has the version of the card', async () => {
    await withReward(async (reward) => {
      expect(reward.name).toBe('letters');
      expect(reward.version).toBe(reward.card.version);
      expect(reward.calibrated).toBe(true);
      expect(reward.sees).toEqual({ text: true, images: false });
    });
    const named = join(root, 'named');
    await saveTrainedReward(named, trained, { ...provenance, name: 'alphabet' });
    const reward = await openLearnedReward(named, [letterEncoder]);
    expect(reward.name).toBe('alphabet');
    await reward.close();
  });

  it('finds the encoder by its id', async () => {
    const other: Encoder = { ...letterEncoder, id: 'digits', encode: () => expect.unreachable() };
    const reward = await openLearnedReward(folder, [other, letterEncoder]);
    expect(await reward.score(trajectories)).toHaveLength(trajectories.length);
    await reward.close();
  });

  it.each([
    [{ id: 'digits' }, /trained for encoder "letters", and here there is "digits".*armap train/],
    [{ version: 3 }, /version 2 of encoder "letters", and this build has version 3.*Train/],
    [{ featureNames: ['a', 'b', 'c'] }, /the model has 4 features and this build 3/],
    [{ featureNames: ['a', 'b', 'c', 'x'] }, /feature 3 is "d" in the model and "x" here/],
  ])('refuses an encoder that is not the one of the training: %j', async (change, message) => {
    const opening = openLearnedReward(folder, [{ ...letterEncoder, ...change }]);
    await expect(opening).rejects.toThrow(InputError);
    await expect(opening).rejects.toThrow(message);
  });

  it('names the feature and the trajectory when a feature is not a finite number', async () => {
    for (const bad of [NaN, Infinity, -1e39]) {
      const broken: Encoder = {
        ...letterEncoder,
        encode: (trajectory, out) => {
          letterEncoder.encode(trajectory, out);
          if (trajectory.steps.length === 2) out[2] = bad;
        },
      };
      const reward = await openLearnedReward(folder, [broken]);
      const scoring = reward.score(trajectories);
      await expect(scoring).rejects.toThrow(RewardError);
      await expect(scoring).rejects.toThrow(/feature "c" of trajectory letters-ab is (NaN|-?[I1])/);
      expect(await reward.score(trajectories.slice(0, 2))).toHaveLength(2);
      await reward.close();
    }
  });

  it('does not let one trajectory leave numbers behind for the next', async () => {
    const forgetful: Encoder = {
      ...letterEncoder,
      encode: (trajectory, out) => {
        if (trajectory.steps.length > 0) letterEncoder.encode(trajectory, out);
      },
    };
    const reward = await openLearnedReward(folder, [forgetful]);
    const [, after] = await reward.score([letterTrajectory('abcd'), letterTrajectory('')]);
    expect(await reward.score([letterTrajectory('')])).toEqual([after]);
    await reward.close();
  });

  it('stops with the reason of the signal', async () => {
    await withReward(async (reward) => {
      const reason = new Error('enough');
      const scoring = reward.score(trajectories, { signal: AbortSignal.abort(reason) });
      await expect(scoring).rejects.toBe(reason);
    });
  });

  it.each([
    ['nobody closes it', `done();`],
    ['it has scored', `await reward.score([letterTrajectory('ab')]); done();`],
  ])('does not keep the process alive when %s', async (_, action) => {
    expect(await outputOf(action)).toBe('done');
  });

  it('keeps the process alive until it has answered', async () => {
    expect(await outputOf(`void reward.score([letterTrajectory('ab')]).then(done);`)).toBe('done');
  });
});

/** Runs code in a process of its own, which must end by itself. */
async function outputOf(action: string): Promise<string> {
  const script = join(root, 'script.mts');
  const source = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  await writeFile(
    script,
    `import { openLearnedReward } from ${source('./learned-reward.ts')};
     import { letterEncoder, letterTrajectory } from ${source('./testing/letter-model.ts')};
     const done = () => process.stdout.write('done');
     const reward = await openLearnedReward(${JSON.stringify(folder)}, [letterEncoder]);
     ${action}`,
  );
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script], { timeout: 30_000 });
  return stdout;
}

async function withReward(check: (reward: LearnedReward) => Promise<void>): Promise<void> {
  const reward = await openLearnedReward(folder, [letterEncoder]);
  try {
    await check(reward);
  } finally {
    await reward.close();
  }
}

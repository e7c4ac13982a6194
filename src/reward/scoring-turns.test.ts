import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../core/encoder.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { WORK_IN_ONE_TURN, workOf } from '../core/turns.ts';
import { cachedEmbedder } from '../encoders/cached-embedder.ts';
import { createLetterEmbedder } from '../encoders/testing/letter-embedder.ts';
import { countTurns } from '../testing/turns.ts';
import { cachedReward } from './cached-reward.ts';
import { explainSteps } from './explain.ts';
import { openLearnedReward } from './learned-reward.ts';
import { rowEncoder } from './row-encoder.ts';
import { saveTrainedReward } from './save-trained-reward.ts';
import { openScoreFolder } from './score-folder.ts';
import { createScoreMemory } from './score-store.ts';
import {
  letterEncoder,
  letterTrajectory,
  provenance,
  trainLetters,
} from './testing/letter-model.ts';
import { endingWith } from './testing/trajectories.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'armap-turns-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Every ninth page is many times as long as the others. */
const walks = Array.from({ length: 400 }, (_, index) => {
  const text = 'abcd'.repeat(index % 9 === 0 ? 2000 : 100);
  return { ...letterTrajectory(`${text}${index}`), id: `${index}` };
});
const work = walks.reduce((sum, walk) => sum + workOf(walk), 0);
const largest = Math.max(...walks.map(workOf));

describe('while a large batch is scored', () => {
  it('no more is encoded in one turn than is worth one, beyond a single trajectory', async () => {
    const encodedIn = new Map<number, number>();
    await countTurns(async (turn) => {
      const encode = (trajectory: Trajectory, out: Float64Array): void => {
        letterEncoder.encode(trajectory, out);
        encodedIn.set(turn(), (encodedIn.get(turn()) ?? 0) + workOf(trajectory));
      };
      const encoder: Encoder = { ...letterEncoder, encode };
      await rowEncoder(encoder, 'letters')(walks);
    });
    expect(Math.max(...encodedIn.values())).toBeLessThan(WORK_IN_ONE_TURN + largest);
  });

  it.each([
    ['one head', {}],
    ['an ensemble', { heads: 4 }],
  ])('others get turns, by %s', async (name, options) => {
    const folder = join(root, name);
    await saveTrainedReward(folder, await trainLetters(options), provenance);
    const reward = await openLearnedReward(folder, [letterEncoder]);
    const fewest = Math.floor(work / (WORK_IN_ONE_TURN + largest));
    expect(await countTurns(() => reward.score(walks))).toBeGreaterThanOrEqual(fewest);
    const known = Array.from({ length: 20 }, () => walks).flat();
    expect(await countTurns(() => reward.score(known))).toBeGreaterThanOrEqual(20);
    await reward.close();
  });

  it.each([
    ['in memory', () => createScoreMemory()],
    ['on disk', () => openScoreFolder(join(root, 'scores'))],
  ])('others get turns while its scores are looked up and kept %s', async (_, openStore) => {
    const many = Array.from({ length: 4000 }, (__, index) =>
      endingWith(`${index} ${'abcd'.repeat(100)}`),
    );
    const inner = {
      ...{ name: 'length', version: '1', calibrated: false, sees: { text: true, images: false } },
      score: (all: readonly Trajectory[]) =>
        all.map(({ final: { text } }) => ({ raw: text.length, value: text.length })),
    };
    const reward = cachedReward(inner, await openStore());
    const fewest = 10;
    expect(await countTurns(() => reward.score(many))).toBeGreaterThan(fewest);
    expect(await countTurns(() => reward.score(many))).toBeGreaterThan(fewest);
    expect(reward.counts()).toEqual({ requested: 8000, hits: 4000, asked: 4000 });
  });

  it('others get turns while texts are looked up among embeddings', async () => {
    const texts = Array.from({ length: 2000 }, (_, index) => `${index} ${'abcd'.repeat(20)}`);
    const embedder = cachedEmbedder(createLetterEmbedder());
    await embedder.embed(texts);
    expect(await countTurns(() => embedder.embed(texts))).toBeGreaterThan(5);
  });

  it('others get turns while it is explained', async () => {
    const page = { text: 'abcd'.repeat(100) };
    const steps = Array.from({ length: 70 }, (_, at) => ({ observation: page, action: `${at}` }));
    const long: Trajectory = { ...letterTrajectory('a'), steps };
    const rowsOf = rowEncoder(letterEncoder, 'letters');
    const scorer = {
      featureNames: letterEncoder.featureNames,
      encode: (all: readonly Trajectory[]) => rowsOf(all),
      scoreRows: (rows: Float32Array) =>
        Promise.resolve(new Float32Array(rows.length / letterEncoder.featureNames.length)),
    };
    expect(await countTurns(() => explainSteps(scorer, long))).toBeGreaterThan(30);
  });
});

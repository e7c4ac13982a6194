import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../core/rng.ts';
import { openLearnedReward } from '../reward/learned-reward.ts';
import { SCORE_FORMAT, toSent } from '../reward/remote/score-format.ts';
import { saveTrainedReward } from '../reward/save-trained-reward.ts';
import {
  letterEncoder,
  letterTrajectory,
  provenance,
  trainLetters,
} from '../reward/testing/letter-model.ts';
import { RewardServer } from './reward-server.ts';
import { putUnderLoad, type ExpectedScores } from './testing/load.ts';

let folder: string;
let requests: ExpectedScores[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armap-load-'));
  await saveTrainedReward(folder, await trainLetters(), provenance);
  const reward = await openLearnedReward(folder, [letterEncoder]);
  const rng = createRng(5);
  requests = [];
  for (let request = 0; request < 200; request += 1) {
    const trajectories = Array.from({ length: 1 + rng.integer(4) }, () =>
      letterTrajectory(
        Array.from({ length: rng.integer(12) }, () => rng.pick([...'abcd'])).join(''),
      ),
    );
    const scores = await reward.score(trajectories);
    const body = { format: SCORE_FORMAT, trajectories: trajectories.map(toSent) };
    requests.push({ body, raws: scores.map(({ raw }) => raw) });
  }
  await reward.close();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a reward server under load', () => {
  it.each([1, 2])('gives 64 clients their own scores with %d workers', async (copies) => {
    const server = await RewardServer.create({
      open: () => openLearnedReward(folder, [letterEncoder]),
      copies,
    });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const result = await putUnderLoad({
      url,
      requests,
      clients: 64,
      goOn: (made) => made < 600,
      clock: () => 0,
    });
    await server.close();
    expect(result).toMatchObject({ scored: 600, mixedUp: 0, refused: {}, unanswered: 0 });
    expect(server.counts).toEqual({ accepted: 600, answered: 600 });
  });

  it('loses no request that it accepted, reloaded and stopped in the middle', async () => {
    const server = await RewardServer.create({
      open: () => openLearnedReward(folder, [letterEncoder]),
    });
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    let stopped: Promise<void> | undefined;
    const result = await putUnderLoad({
      url,
      requests,
      clients: 64,
      goOn: (made) => {
        if (made === 200) void server.reload();
        if (made === 400) stopped ??= server.close();
        return made < 800;
      },
      clock: () => 0,
    });
    await stopped;
    expect(result.mixedUp).toBe(0);
    expect(result.scored).toBeGreaterThan(200);
    expect(server.counts).toEqual({ accepted: result.scored, answered: result.scored });
    expect(Object.keys(result.refused).every((status) => status === '503')).toBe(true);
  });
});

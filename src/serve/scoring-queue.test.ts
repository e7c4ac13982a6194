import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { endingWith } from '../reward/testing/trajectories.ts';
import { ScoringQueue } from './scoring-queue.ts';
import { numberReward } from './testing/number-reward.ts';

const numbers = (...texts: (number | string)[]) => texts.map((text) => endingWith(String(text)));
const raws = async (answer: ReturnType<ScoringQueue['score']>) =>
  (await answer).map(({ raw }) => raw);

/** A model that answers when it is told to. */
function gated() {
  const waiting: (() => void)[] = [];
  const gate = () => new Promise<void>((resolve) => waiting.push(resolve));
  return {
    reward: numberReward({ gate }),
    open: async () => {
      while (waiting.length === 0) await wait(1);
      waiting.shift()!();
    },
  };
}

describe('the scoring queue', () => {
  it('gathers what comes while the model is busy, and gives each request its own scores', async () => {
    const { reward, open } = gated();
    const sizes: number[] = [];
    const queue = new ScoringQueue({
      models: [reward],
      batch: 4,
      waiting: 100,
      onBatch: (size) => sizes.push(size),
    });
    const first = raws(queue.score(numbers(1)));
    await wait(5);
    const others = [raws(queue.score(numbers(2, 3))), raws(queue.score(numbers(4)))];
    const large = raws(queue.score(numbers(5, 6, 7, 8, 9)));
    for (let batch = 0; batch < 4; batch += 1) await open();
    expect(await first).toEqual([1]);
    expect(await Promise.all(others)).toEqual([[2, 3], [4]]);
    expect(await large).toEqual([5, 6, 7, 8, 9]);
    expect(sizes).toEqual([1, 3, 4, 1]);
    await queue.drained();
  });

  it('refuses what does not fit into the line, and takes it when there is room again', async () => {
    const { reward, open } = gated();
    const queue = new ScoringQueue({ models: [reward], batch: 1, waiting: 2 });
    const first = queue.score(numbers(1));
    await wait(5);
    const second = queue.score(numbers(2, 3));
    await expect(queue.score(numbers(4))).rejects.toMatchObject({
      code: 'overloaded',
      status: 429,
      isTemporary: true,
    });
    for (let batch = 0; batch < 3; batch += 1) await open();
    await Promise.all([first, second]);
    const again = raws(queue.score(numbers(4)));
    await open();
    expect(await again).toEqual([4]);
  });

  it('lets nobody fail for what another request asked', async () => {
    const { reward, open } = gated();
    const queue = new ScoringQueue({ models: [reward], batch: 10, waiting: 100 });
    const first = queue.score(numbers(0));
    await wait(5);
    const good = raws(queue.score(numbers(1)));
    const bad = queue.score(numbers(2, 'throw')).catch((error: unknown) => error);
    const notFinite = queue.score(numbers('none')).catch((error: unknown) => error);
    for (let batch = 0; batch < 6; batch += 1) await open();
    await first;
    expect(await good).toEqual([1]);
    expect(await bad).toMatchObject({
      code: 'cannot-score',
      body: { error: { trajectory: 'throw' } },
    });
    expect(await notFinite).toMatchObject({
      code: 'cannot-score',
      message: 'trajectory "none" cannot be scored: its score is not a finite number',
    });
  });

  it('tells a broken model from a trajectory that it cannot read', async () => {
    const broken: unknown[] = [];
    const queue = new ScoringQueue({
      models: [numberReward()],
      batch: 10,
      waiting: 100,
      onBroken: (error) => broken.push(error.code),
    });
    await queue.score(numbers(1));
    await expect(queue.score(numbers('poison'))).rejects.toMatchObject({ code: 'model-failed' });
    expect(broken).toEqual(['model-failed']);
  });

  it('does not ask for what nobody waits for any more', async () => {
    const { reward, open } = gated();
    const sizes: number[] = [];
    const onBatch = (size: number) => sizes.push(size);
    const queue = new ScoringQueue({ models: [reward], batch: 10, waiting: 100, onBatch });
    const first = queue.score(numbers(1));
    await wait(5);
    const gone = queue.score(numbers(2, 3), AbortSignal.abort(new Error('gone')));
    const rejected = expect(gone).rejects.toThrow('gone');
    await open();
    await Promise.all([first, rejected, queue.drained()]);
    expect(sizes).toEqual([1]);
  });
});

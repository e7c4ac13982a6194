import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.ts';
import { createRng } from '../core/rng.ts';
import type { TrainingProgress } from './fit-network.ts';
import { PairTable } from './pair-table.ts';
import { scoreHeads, scoreRows } from './scorer.ts';
import { splitByGroup } from './split.ts';
import { plantedPairs, type PlantedTask } from './testing/planted-pairs.ts';
import { trainReward, type RewardData } from './trainer.ts';
import type { TrainingOptions } from './training-options.ts';

function planted(task: PlantedTask, pairs = 2000, features = 8): RewardData {
  const table = plantedPairs({ task, pairs, features, seed: 5 });
  return { pairs: table, split: splitByGroup(table.groups) };
}

describe('trainReward', () => {
  it.each([
    ['linear', 'linear'],
    ['linear', 'mlp'],
    ['product', 'mlp'],
  ] as const)(
    'learns a planted %s task with a %s network in seconds',
    async (task, kind) => {
      const trained = await trainReward(planted(task, 4000), { kind }, { rng: createRng(1) });
      expect(trained.metrics.overall.pairAccuracy).toBeGreaterThan(0.95);
      expect(trained.metrics.stages['prefix']!.pairAccuracy).toBeGreaterThan(0.9);
      expect(trained.metrics.overall.calibrationError).toBeLessThan(0.1);
    },
    10_000,
  );

  it('can calibrate by steps instead of a logistic curve, with the same weights', async () => {
    const data = planted('linear', 1000);
    const train = (calibration: TrainingOptions['calibration']) =>
      trainReward(data, { calibration, epochs: 3 }, { rng: createRng(1) });
    const [platt, isotonic] = [await train('platt'), await train('isotonic')];
    expect(isotonic.calibration.kind).toBe('isotonic');
    expect(isotonic.scorer).toEqual(platt.scorer);
    expect(isotonic.metrics.overall.calibrationError).toBeLessThan(0.1);
    expect(isotonic.metrics.overall.pairAccuracy).toBe(platt.metrics.overall.pairAccuracy);
  });

  it('cannot learn products with a linear network, and says so in the metrics', async () => {
    const data = planted('product', 4000);
    const { metrics } = await trainReward(data, { kind: 'linear' }, { rng: createRng(1) });
    expect(metrics.overall.pairAccuracy).toBeLessThan(0.8);
  });

  it.each(['linear', 'mlp'] as const)(
    'gives the same %s model for the same seed, and another one for another seed',
    async (kind) => {
      const data = planted('linear', 300);
      const train = (seed: number) =>
        trainReward(data, { kind, epochs: 3 }, { rng: createRng(seed) });
      const [first, again, other] = [await train(1), await train(1), await train(2)];
      expect(again).toEqual(first);
      // A linear network starts from zero: only the order of the batches can tell seeds apart.
      expect(other.scorer.heads).not.toEqual(first.scorer.heads);
    },
  );

  it.each(['linear', 'mlp'] as const)(
    'gives nearly the same %s model by an ONNX graph as in TypeScript',
    async (kind) => {
      const data = planted('linear', 300);
      const [typescript, onnx] = await Promise.all(
        (['typescript', 'onnx'] as const).map((engine) =>
          trainReward(data, { kind, engine, heads: 2, epochs: 3 }, { rng: createRng(1) }),
        ),
      );
      expect(onnx!.bestEpoch).toBe(typescript!.bestEpoch);
      // Not the weights themselves: Adam makes much of a gradient that is zero but for rounding, such
      // as that of the bias at the start.
      const [expected, { overall }] = [typescript!.metrics.overall, onnx!.metrics];
      expect(overall.pairLogLoss).toBeCloseTo(expected.pairLogLoss!, 3);
      expect(overall.pairAccuracy).toBeCloseTo(expected.pairAccuracy!, 1);
      expect(onnx!.scorer.heads).not.toEqual(typescript!.scorer.heads);
    },
  );

  it('disagrees with itself more, the farther away from what it has seen', async () => {
    const data = planted('linear', 300);
    const options = { kind: 'mlp', heads: 6, epochs: 10 } as const;
    const { scorer } = await trainReward(data, options, { rng: createRng(1) });
    expect(scorer.heads).toHaveLength(6);
    const width = data.pairs.featureNames.length;
    const spread = (size: number) => {
      const row = new Float32Array(width).fill(size);
      const heads = [...scoreHeads(scorer, row)];
      return Math.max(...heads) - Math.min(...heads);
    };
    expect(spread(0.1)).toBeGreaterThan(0);
    expect(spread(20)).toBeGreaterThan(2 * spread(0.1));
  });

  it('scales gradients down to the norm that it may use', async () => {
    // Far below the epsilon of Adam, so that nothing moves.
    const options = { kind: 'linear', gradientNorm: 1e-15, weightDecay: 0, epochs: 2 } as const;
    const { scorer } = await trainReward(planted('linear', 300), options, { rng: createRng(1) });
    expect(Math.max(...scorer.heads[0]!.map(Math.abs))).toBeLessThan(1e-4);
  });

  it('measures no value against a target of weight 0', async () => {
    const { pairs, split } = planted('linear', 300);
    for (let index = 0; index < pairs.size; index += 1) pairs.weights[2 * index + 1] = 0;
    const options = { epochs: 2 };
    const { metrics } = await trainReward({ pairs, split }, options, { rng: createRng(1) });
    // Only successes are left, from which failures cannot be told.
    expect(metrics.overall.auroc).toBeNull();
    expect(metrics.overall.calibrationError).not.toBeNull();
    expect(metrics.overall.pairAccuracy).toBeGreaterThan(0.7);
  });

  it('keeps the weights of the best epoch and stops when held-out pairs get no better', async () => {
    const progress: TrainingProgress[] = [];
    const data = planted('linear', 150);
    const options: Partial<TrainingOptions> = { epochs: 200, patience: 3, learningRate: 0.05 };
    const trained = await trainReward(data, options, {
      rng: createRng(1),
      onProgress: (step) => progress.push(step),
    });
    expect(trained.epochs).toBe(progress.length);
    expect(trained.epochs).toBe(trained.bestEpoch + 3);
    const losses = progress.map(({ heldOutLogLoss }) => heldOutLogLoss);
    const lowest = Math.min(...losses);
    expect(losses.indexOf(lowest) + 1).toBe(trained.bestEpoch);
    expect(trained.metrics.overall.pairLogLoss).toBeCloseTo(lowest, 5);
    expect(progress.at(-1)).toMatchObject({ epochs: 200, bestEpoch: trained.bestEpoch });
  });

  it('does not look at held-out pairs when it fits', async () => {
    const data = planted('linear', 200);
    const changed = plantedPairs({ task: 'linear', pairs: 200, features: 8, seed: 5 });
    for (const index of data.split.heldOut) {
      changed.features.fill(0, 2 * index * 8, 2 * (index + 1) * 8);
    }
    const options: Partial<TrainingOptions> = { epochs: 1 };
    const one = await trainReward(data, options, { rng: createRng(1) });
    const other = await trainReward({ ...data, pairs: changed }, options, { rng: createRng(1) });
    expect(other.scorer).toEqual(one.scorer);
  });

  it('ignores a feature that is constant in training when it changes later', async () => {
    const source = plantedPairs({ task: 'linear', pairs: 200, features: 4, seed: 5 });
    const pairs = new PairTable([...source.featureNames, 'constant']);
    for (let index = 0; index < source.size; index += 1) {
      const side = (row: number) =>
        Float64Array.of(...source.features.subarray(4 * row, 4 * row + 4), 3);
      pairs.add({
        positive: side(2 * index),
        negative: side(2 * index + 1),
        preference: 1,
        positiveTarget: 1,
        negativeTarget: 0,
        stage: 'finished',
        negativeKind: 'planted',
        group: source.groups[index]!,
      });
    }
    const data = { pairs, split: splitByGroup(pairs.groups) };
    const { scorer } = await trainReward(data, { epochs: 2 }, { rng: createRng(1) });
    const scores = scoreRows(scorer, Float32Array.of(1, 2, 3, 4, 3, 1, 2, 3, 4, 99));
    expect(scores[1]).toBe(scores[0]);
    expect(scores[0]).not.toBe(0);
  });

  it('stops with the reason of the signal, in the middle of an epoch too', async () => {
    const data = planted('linear', 6000);
    const reason = new Error('stopped by the user');
    const early = trainReward(
      data,
      {},
      {
        rng: createRng(1),
        signal: AbortSignal.abort(reason),
        onProgress: () => expect.unreachable(),
      },
    );
    await expect(early).rejects.toBe(reason);
    const controller = new AbortController();
    setImmediate(() => {
      controller.abort(reason);
    });
    const midway = trainReward(
      data,
      {},
      { rng: createRng(1), signal: controller.signal, onProgress: () => expect.unreachable() },
    );
    await expect(midway).rejects.toBe(reason);
  });

  it('asks for more pairs when there are too few', async () => {
    const few = planted('linear', 12);
    await expect(trainReward(few, {}, { rng: createRng(1) })).rejects.toThrow(
      /pairs to train on, and at least 16 are needed. Collect more/,
    );
    const { pairs } = planted('linear', 100);
    const split = { train: [...Array(97).keys()], heldOut: [97, 98, 99] };
    await expect(trainReward({ pairs, split }, {}, { rng: createRng(1) })).rejects.toThrow(
      /3 pairs to hold out/,
    );
    const empty = { pairs: new PairTable(['a']), split: { train: [], heldOut: [] } };
    await expect(trainReward(empty, {}, { rng: createRng(1) })).rejects.toThrow(InputError);
  });

  it('refuses options that make no sense and training that diverges', async () => {
    const data = planted('linear', 100);
    const train = (options: Partial<TrainingOptions>) =>
      trainReward(data, options, { rng: createRng(1) });
    const engine = 'tensorflow' as TrainingOptions['engine'];
    await expect(train({ engine })).rejects.toThrow(/"engine".*"typescript" or "onnx"/);
    const calibration = 'beta' as TrainingOptions['calibration'];
    await expect(train({ calibration })).rejects.toThrow(/"calibration".*"platt" or "isotonic"/);
    await expect(train({ epochs: 0 })).rejects.toThrow(/"epochs": it is 0/);
    await expect(train({ hiddenUnits: 1.5 })).rejects.toThrow(/"hiddenUnits"/);
    await expect(train({ learningRate: NaN })).rejects.toThrow(/"learningRate"/);
    await expect(train({ learningRate: 1e300 })).rejects.toThrow(/diverged.*smaller learning rate/);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../core/rng.ts';
import { pairLoss } from './losses.ts';
import { createNetwork, type Network } from './network.ts';
import { initialParameters, layoutOf, type NetworkShape } from './network-shape.ts';
import { gatherBatch, type PairBatch } from './pair-batch.ts';
import { PairTable } from './pair-table.ts';
import { fitStandardizer } from './standardizer.ts';
import { gaussian, pairOf } from './testing/planted-pairs.ts';

const shapes: fc.Arbitrary<NetworkShape> = fc.oneof(
  fc.record({ kind: fc.constant('linear' as const), features: fc.integer({ min: 1, max: 6 }) }),
  fc.record({
    kind: fc.constant('mlp' as const),
    features: fc.integer({ min: 1, max: 6 }),
    hiddenUnits: fc.integer({ min: 1, max: 7 }),
  }),
);

const STEP = 1e-5;

describe('the gradients of the network', () => {
  it('are the slopes of the whole loss, for every parameter of every shape', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 1, max: 9 }), fc.integer(), (shape, pairs, seed) => {
        const { network, batch } = randomCase(shape, pairs, seed);
        lossOf(network, batch);
        network.backward(batch.rows, 2 * batch.count, batch.gradients);
        const gradients = network.gradients.slice();
        for (let index = 0; index < network.parameters.length; index += 1) {
          const before = network.parameters[index]!;
          network.parameters[index] = before + STEP;
          const above = lossOf(network, batch);
          network.parameters[index] = before - STEP;
          const below = lossOf(network, batch);
          network.parameters[index] = before;
          expect(gradients[index]).toBeCloseTo((above - below) / (2 * STEP), 6);
        }
      }),
    );
  });

  it('add up over calls until they are cleared', () => {
    const { network, batch } = randomCase({ kind: 'mlp', features: 3, hiddenUnits: 2 }, 4, 1);
    lossOf(network, batch);
    network.backward(batch.rows, 2 * batch.count, batch.gradients);
    const once = network.gradients.slice();
    network.backward(batch.rows, 2 * batch.count, batch.gradients);
    network.gradients.forEach((gradient, index) => {
      expect(gradient).toBeCloseTo(2 * once[index]!, 12);
    });
  });
});

describe('the network', () => {
  it('starts at reward 0', () => {
    const shape: NetworkShape = { kind: 'mlp', features: 5, hiddenUnits: 8 };
    const network = createNetwork(shape, initialParameters(shape, createRng(1)));
    const scores = new Float64Array(3).fill(NaN);
    network.forward(new Float64Array(15).fill(2), 3, scores);
    expect([...scores]).toEqual([0, 0, 0]);
  });

  it('computes tanh to the last digits, from tiny numbers to huge ones', () => {
    const shape: NetworkShape = { kind: 'mlp', features: 1, hiddenUnits: 1 };
    const network = createNetwork(shape, Float64Array.of(1, 0, 1, 0));
    const inputs = Float64Array.of(-1e9, -800, -20, -1, -1e-9, 0, 1e-9, 0.5, 20, 800, 1e9);
    const scores = new Float64Array(inputs.length);
    network.forward(inputs, inputs.length, scores);
    scores.forEach((score, index) => {
      expect(score).toBeCloseTo(Math.tanh(inputs[index]!), 14);
    });
  });

  it('does not listen to features that did not vary in training', () => {
    const shape: NetworkShape = { kind: 'mlp', features: 3, hiddenUnits: 4 };
    const parameters = initialParameters(shape, createRng(1), [false, true, false]);
    const { hiddenWeights } = layoutOf(shape);
    const weights = parameters.subarray(hiddenWeights.start, hiddenWeights.end);
    weights.forEach((weight, index) => {
      expect(weight === 0).toBe(index % 3 === 1);
    });
  });
});

function randomCase(shape: NetworkShape, count: number, seed: number) {
  const rng = createRng(seed);
  const random = (length: number) => Float64Array.from({ length }, () => gaussian(rng));
  const pairs = new PairTable(Array.from({ length: shape.features }, (_, index) => `f${index}`));
  for (let index = 0; index < count; index += 1) {
    pairs.add({
      ...pairOf(random(shape.features), random(shape.features)),
      preference: rng.next(),
      margin: rng.next(),
      positiveTarget: rng.next(),
      negativeTarget: rng.next(),
      positiveWeight: rng.next(),
      negativeWeight: rng.next(),
    });
  }
  const indices = [...Array(count).keys()];
  const { standardizer } = fitStandardizer(pairs, indices);
  const batch = gatherBatch(pairs, indices, standardizer);
  return { network: createNetwork(shape, random(layoutOf(shape).size)), batch };
}

function lossOf(network: Network, batch: PairBatch): number {
  network.forward(batch.rows, 2 * batch.count, batch.scores);
  const weights = { centring: 0.3, anchor: 0.7 };
  return pairLoss(batch, weights, batch.positiveGradients, batch.negativeGradients);
}

import { describe, expect, it } from 'vitest';
import { createRng } from '../core/rng.ts';
import { initialParameters, type NetworkShape } from './network-shape.ts';
import { OnnxEngine } from './onnx-engine.ts';
import { gatherBatch } from './pair-batch.ts';
import { learningRateShare } from './schedule.ts';
import { fitStandardizer } from './standardizer.ts';
import { plantedPairs } from './testing/planted-pairs.ts';
import type { TrainingEngine } from './training-engine.ts';
import { DEFAULT_TRAINING } from './training-options.ts';
import { TypeScriptEngine } from './typescript-engine.ts';

const FEATURES = 12;
const PAIRS = 150;
const STEPS = 200;
const TOLERANCE = 1e-4;

const SHAPES: readonly NetworkShape[] = [
  { kind: 'linear', features: FEATURES },
  { kind: 'mlp', features: FEATURES, hiddenUnits: 16 },
];

describe('training by an ONNX graph', () => {
  it.each(SHAPES)('of $kind networks agrees with training in TypeScript', async (shape) => {
    const start = { shape, initial: startsOf(shape), options: DEFAULT_TRAINING };
    const engines = [new TypeScriptEngine(start), await OnnxEngine.open(start, 1)] as const;
    const [typescript, onnx] = await Promise.all(engines.map(train));
    await engines[1].close();
    expect(onnx!.losses).toHaveLength(STEPS);
    expect(furthest(onnx!.losses.flat(), typescript!.losses.flat())).toBeLessThan(TOLERANCE);
    expect(onnx!.losses.at(-1)![0]).toBeLessThan(0.8 * onnx!.losses[0]![0]!);
    expect(furthest(onnx!.parameters, typescript!.parameters)).toBeLessThan(TOLERANCE);
  });

  it('gives the same numbers each time, on however many threads', async () => {
    const shape = SHAPES[1]!;
    const run = async (threads: number) => {
      const start = { shape, initial: startsOf(shape), options: DEFAULT_TRAINING };
      const engine = await OnnxEngine.open(start, threads);
      const trained = await train(engine);
      await engine.close();
      return trained;
    };
    expect(await run(2)).toEqual(await run(1));
  });

  it('says so when a step cannot be computed', async () => {
    const shape = SHAPES[0]!;
    const start = { shape, initial: startsOf(shape), options: DEFAULT_TRAINING };
    const engine = await OnnxEngine.open(start, 1);
    await engine.close();
    await expect(engine.parameters(0)).rejects.toThrow(/it was closed.*engine "typescript"/);
  });
});

/** Two networks, of which the second leaves out every third pair and counts the next twice. */
async function train(engine: TrainingEngine) {
  const pairs = plantedPairs({ task: 'linear', pairs: PAIRS, features: FEATURES, seed: 3 });
  for (let pair = 0; pair < PAIRS; pair += 1) {
    pairs.margins[pair] = (pair % 5) / 5;
    pairs.preferences[pair] = 1 - (pair % 4) / 20;
    pairs.weights[2 * pair] = (pair % 3) / 2;
  }
  const { standardizer } = fitStandardizer(pairs, [...Array(PAIRS).keys()]);
  const losses: number[][] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const size = step % 10 === 9 ? 21 : 32;
    const indices = Array.from({ length: size }, (_, place) => (step * 32 + place) % PAIRS);
    const batch = gatherBatch(pairs, indices, standardizer);
    const heads = [
      { head: 0, multiplicities: new Float64Array(size).fill(1) },
      { head: 1, multiplicities: Float64Array.from(indices, (pair) => pair % 3) },
    ];
    losses.push(await engine.step(batch, heads, 0.01 * learningRateShare(step, STEPS)));
  }
  return { losses, parameters: [...(await engine.parameters(0)), ...(await engine.parameters(1))] };
}

function startsOf(shape: NetworkShape): Float64Array[] {
  return [1, 2].map((seed) => initialParameters(shape, createRng(seed)));
}

function furthest(one: readonly number[], other: readonly number[]): number {
  expect(one).toHaveLength(other.length);
  return Math.max(...one.map((value, index) => Math.abs(value - other[index]!)));
}

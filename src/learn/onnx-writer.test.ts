import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { createRng } from '../core/rng.ts';
import { layoutOf, type NetworkShape } from './network-shape.ts';
import { INPUT_NAME, OUTPUT_NAME, writeOnnx } from './onnx-writer.ts';
import { scoreRows, type Scorer } from './scorer.ts';
import { gaussian } from './testing/planted-pairs.ts';

const SHAPES: readonly NetworkShape[] = [
  { kind: 'linear', features: 1 },
  { kind: 'linear', features: 40 },
  { kind: 'mlp', features: 1, hiddenUnits: 1 },
  { kind: 'mlp', features: 40, hiddenUnits: 64 },
  { kind: 'mlp', features: 33, hiddenUnits: 7 },
];

describe.each(SHAPES)('the ONNX model of $kind with $features features', (shape) => {
  const scorer = randomScorer(shape);

  it.each([1, 100, 1e6])(
    'equals the forward pass of training at inputs of size %d',
    async (size) => {
      const rng = createRng(size);
      const rows = 50;
      const features = Float32Array.from(
        { length: rows * shape.features },
        () => size * gaussian(rng),
      );
      const expected = scoreRows(scorer, features);
      const actual = await runOnnx(scorer, features);
      // 32-bit sums are exact only relative to the numbers that are summed.
      const scale = Math.max(1, ...expected.map(Math.abs));
      expect(actual).toHaveLength(rows);
      actual.forEach((score, row) => {
        expect(Math.abs(score - expected[row]!) / scale).toBeLessThan(1e-5);
      });
    },
  );

  it('sees what training saw where feature and mean nearly cancel', async () => {
    const far = {
      ...scorer,
      standardizer: {
        mean: new Float32Array(shape.features).fill(1_000_000),
        inverseDeviation: new Float32Array(shape.features).fill(1),
      },
    };
    const features = new Float32Array(shape.features).fill(1_000_000.5);
    const [expected] = scoreRows(far, features);
    const [actual] = await runOnnx(far, features);
    expect(Math.abs(actual! - expected!)).toBeLessThan(1e-5);
  });

  it('has the same bytes each time it is written', () => {
    expect(writeOnnx(scorer)).toEqual(writeOnnx(scorer));
  });
});

function randomScorer(shape: NetworkShape): Scorer {
  const rng = createRng(1);
  const random = (length: number) => Float32Array.from({ length }, () => gaussian(rng));
  return {
    shape,
    standardizer: {
      mean: random(shape.features),
      inverseDeviation: random(shape.features).map((value) => 1 + Math.abs(value)),
    },
    parameters: random(layoutOf(shape).size).map((value) => value / Math.sqrt(shape.features)),
  };
}

async function runOnnx(scorer: Scorer, features: Float32Array): Promise<number[]> {
  const session = await InferenceSession.create(writeOnnx(scorer), { intraOpNumThreads: 1 });
  const { features: width } = scorer.shape;
  const input = new Tensor('float32', features, [features.length / width, width]);
  const outputs = await session.run({ [INPUT_NAME]: input });
  await session.release();
  return [...(outputs[OUTPUT_NAME]!.data as Float32Array)];
}

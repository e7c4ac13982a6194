import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { createRng } from '../core/rng.ts';
import { layoutOf, type NetworkShape } from './network-shape.ts';
import { HEADS_NAME, INPUT_NAME, OUTPUT_NAME, writeOnnx } from './onnx-writer.ts';
import { scoreHeads, scoreRows, type Scorer } from './scorer.ts';
import { gaussian } from './testing/planted-pairs.ts';

const SHAPES: readonly NetworkShape[] = [
  { kind: 'linear', features: 1 },
  { kind: 'linear', features: 40 },
  { kind: 'mlp', features: 1, hiddenUnits: 1 },
  { kind: 'mlp', features: 40, hiddenUnits: 64 },
  { kind: 'mlp', features: 33, hiddenUnits: 7 },
];

const CASES = SHAPES.flatMap((shape) => [1, 3].map((heads) => ({ ...shape, shape, heads })));

describe.each(CASES)(
  'the ONNX model of $heads $kind with $features features',
  ({ shape, heads }) => {
    const scorer = randomScorer(shape, heads);

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

    it('says what each head says, if there are several', async () => {
      const features = Float32Array.from({ length: 4 * shape.features }, (_, index) => index % 5);
      const session = await InferenceSession.create(writeOnnx(scorer), { intraOpNumThreads: 1 });
      expect(session.outputNames).toEqual(heads > 1 ? [OUTPUT_NAME, HEADS_NAME] : [OUTPUT_NAME]);
      if (heads === 1) return;
      const input = new Tensor('float32', features, [4, shape.features]);
      const outputs = await session.run({ [INPUT_NAME]: input });
      const expected = scoreHeads(scorer, features);
      const actual = outputs[HEADS_NAME]!;
      expect(actual.dims).toEqual([4, heads]);
      expected.forEach((score, index) => {
        const scale = Math.max(1, Math.abs(score));
        expect(Math.abs(Number(actual.data[index]) - score) / scale).toBeLessThan(1e-4);
      });
    });

    it('has the same bytes each time it is written', () => {
      expect(writeOnnx(scorer)).toEqual(writeOnnx(scorer));
    });
  },
);

function randomScorer(shape: NetworkShape, heads: number): Scorer {
  const rng = createRng(1);
  const random = (length: number) => Float32Array.from({ length }, () => gaussian(rng));
  return {
    shape,
    standardizer: {
      mean: random(shape.features),
      inverseDeviation: random(shape.features).map((value) => 1 + Math.abs(value)),
    },
    heads: Array.from({ length: heads }, () =>
      random(layoutOf(shape).size).map((value) => value / Math.sqrt(shape.features)),
    ),
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

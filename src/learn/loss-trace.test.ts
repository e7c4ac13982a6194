import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EncodedPair } from './encoded-pair.ts';
import type { NetworkShape } from './network-shape.ts';
import { gatherBatch } from './pair-batch.ts';
import { PairTable } from './pair-table.ts';
import { learningRateShare } from './schedule.ts';
import { TypeScriptEngine } from './typescript-engine.ts';

type Sides = 'positive' | 'negative';

/** Written by trainer/fixtures/make_loss_trace.py. */
interface LossTrace {
  readonly features: number;
  readonly hiddenUnits: number;
  readonly batchPairs: number;
  readonly steps: number;
  readonly options: Record<
    'learningRate' | 'weightDecay' | 'gradientNorm' | 'centring' | 'anchor',
    number
  >;
  readonly pairs: readonly (Omit<EncodedPair, Sides> & Record<Sides, readonly number[]>)[];
  readonly networks: readonly {
    readonly kind: NetworkShape['kind'];
    readonly initial: readonly number[];
    readonly losses: readonly number[];
    readonly final: readonly number[];
  }[];
}

const file = new URL('./fixtures/loss-trace.golden.json', import.meta.url);
const trace = JSON.parse(readFileSync(file, 'utf8')) as LossTrace;

/** As close as the traces must be: the clipping of PyTorch adds 1e-6 to the norm. */
const TOLERANCE = 1e-5;

describe('training in TypeScript', () => {
  it.each(trace.networks)(
    'of a $kind network follows the losses of PyTorch',
    async ({ kind, initial, losses, final }) => {
      const { features, hiddenUnits, batchPairs, steps, options } = trace;
      const shape = kind === 'mlp' ? { kind, features, hiddenUnits } : { kind, features };
      const engine = new TypeScriptEngine({
        shape,
        initial: [Float64Array.from(initial)],
        options,
      });
      const pairs = tableOf(trace);
      const multiplicities = new Float64Array(batchPairs).fill(1);
      for (let step = 0; step < steps; step += 1) {
        const indices = Array.from(
          { length: batchPairs },
          (_, place) => (step * batchPairs + place) % pairs.size,
        );
        const batch = gatherBatch(pairs, indices, asIs(features));
        const rate = options.learningRate * learningRateShare(step, steps);
        const [loss] = await engine.step(batch, [{ head: 0, multiplicities }], rate);
        expect(Math.abs(loss! - losses[step]!), `step ${step}`).toBeLessThan(TOLERANCE);
      }
      const parameters = await engine.parameters(0);
      const distances = final.map((value, index) => Math.abs(value - parameters[index]!));
      expect(Math.max(...distances)).toBeLessThan(TOLERANCE);
    },
  );
});

function tableOf({ pairs, features }: LossTrace): PairTable {
  const table = new PairTable(Array.from({ length: features }, (_, index) => `feature${index}`));
  for (const pair of pairs) {
    table.add({
      ...pair,
      positive: Float64Array.from(pair.positive),
      negative: Float64Array.from(pair.negative),
      stage: 'finished',
      negativeKind: 'traced',
      group: 'traced',
    });
  }
  return table;
}

/** Changes nothing. */
function asIs(features: number) {
  return {
    mean: new Float32Array(features),
    inverseDeviation: new Float32Array(features).fill(1),
  };
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  calibrate,
  type Calibration,
  type CalibrationExample,
  type CalibrationMethod,
} from './calibration.ts';
import { fitIsotonic } from './isotonic.ts';
import { logisticLoss } from './logistic.ts';
import { measure, type JudgedPair, type RewardMetrics } from './metrics.ts';
import type { Network } from './network.ts';
import { gatherBatch } from './pair-batch.ts';
import type { PairTable } from './pair-table.ts';
import { fitPlatt } from './platt.ts';
import { scoreRows, type Scorer } from './scorer.ts';
import type { Standardizer } from './standardizer.ts';

const FITS: Readonly<
  Record<CalibrationMethod, (examples: readonly CalibrationExample[]) => Calibration>
> = { platt: fitPlatt, isotonic: fitIsotonic };

/** Pairs at a time, to bound the memory. */
const BLOCK_PAIRS = 256;

/**
 * Of each network the mean cross-entropy, in nats, of sigmoid(raw difference) against the
 * preferences. Throws the signal's reason when it aborts.
 */
export async function pairLogLosses(
  networks: readonly Network[],
  standardizer: Standardizer,
  pairs: PairTable,
  indices: readonly number[],
  signal?: AbortSignal,
): Promise<number[]> {
  const sums = networks.map(() => 0);
  let room: Float64Array = new Float64Array(0);
  for (let start = 0; start < indices.length; start += BLOCK_PAIRS) {
    const block = indices.slice(start, start + BLOCK_PAIRS);
    const batch = gatherBatch(pairs, block, standardizer, room);
    if (batch.rows.length > room.length) room = batch.rows;
    for (const [head, network] of networks.entries()) {
      network.forward(batch.rows, 2 * batch.count, batch.scores);
      for (let place = 0; place < batch.count; place += 1) {
        const difference = batch.positiveScores[place]! - batch.negativeScores[place]!;
        sums[head]! += logisticLoss(difference, batch.preferences[place]!);
      }
    }
    await nextTurn();
    signal?.throwIfAborted();
  }
  return sums.map((sum) => sum / indices.length);
}

/**
 * Calibrates a finished scorer on held-out pairs and measures it on them. The calibration sees the
 * pairs that it is then measured on: `calibrationError` is optimistic when there are few.
 */
export function examine(
  scorer: Scorer,
  pairs: PairTable,
  indices: readonly number[],
  method: CalibrationMethod,
): { readonly calibration: Calibration; readonly metrics: RewardMetrics } {
  const width = scorer.shape.features;
  const rows = new Float32Array(2 * indices.length * width);
  indices.forEach((pair, place) => {
    const start = 2 * pair * width;
    rows.set(pairs.features.subarray(start, start + 2 * width), 2 * place * width);
  });
  const raws = scoreRows(scorer, rows);
  const rowOf = (row: number) => {
    const source = 2 * indices[row >> 1]! + (row & 1);
    return { raw: raws[row]!, target: pairs.targets[source]!, weight: pairs.weights[source]! };
  };
  const calibration = FITS[method](Array.from(raws, (_, row) => rowOf(row)));
  const sideOf = (row: number) => {
    const { raw, target, weight } = rowOf(row);
    const value = calibrate(calibration, raw);
    return weight > 0 ? { raw, value, target } : { raw, value };
  };
  const judged = indices.map((pair, place): JudgedPair => ({
    positive: sideOf(2 * place),
    negative: sideOf(2 * place + 1),
    preference: pairs.preferences[pair]!,
    stage: pairs.stages[pair]!,
    negativeKind: pairs.negativeKinds[pair]!,
  }));
  return { calibration, metrics: measure(judged) };
}

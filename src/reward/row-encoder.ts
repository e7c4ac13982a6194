import type { Encoder } from '../core/encoder.ts';
import { RewardError } from '../core/errors.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { takeTurns, workOf } from '../core/turns.ts';

/** `[trajectories, features]`, in 32 bits as in training. */
export type RowEncoder = (
  trajectories: readonly Trajectory[],
  signal?: AbortSignal,
) => Promise<Float32Array<ArrayBuffer>>;

/** Few enough that an encoder which keeps a bounded number of vectors has all of theirs. */
const PREPARED_TOGETHER = 128;

/** To copy a row that is known. */
const WORK_OF_COPY = 40;

/**
 * Encodes trajectories, with a turn for others after some ten thousand characters; one trajectory is
 * encoded in one turn. The row of a trajectory is kept as long as the trajectory is, so that what is
 * scored again is not encoded again.
 *
 * Rejects with `RewardError` for a feature that is not a finite 32-bit number, and with the signal's
 * reason.
 */
export function rowEncoder(encoder: Encoder, reward: string): RowEncoder {
  const width = encoder.featureNames.length;
  const known = new WeakMap<Trajectory, Float32Array>();
  const encoded = new Float64Array(width);
  const turns = takeTurns();
  const encodeOne = (trajectory: Trajectory): Float32Array => {
    encoded.fill(0);
    encoder.encode(trajectory, encoded);
    const row = Float32Array.from(encoded);
    const bad = row.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      const problem = `feature "${encoder.featureNames[bad]!}" of trajectory ${trajectory.id} is ${encoded[bad]!}, not a finite 32-bit number`;
      throw new RewardError({ reward, problem });
    }
    known.set(trajectory, row);
    return row;
  };
  return async (trajectories, signal) => {
    const rows = new Float32Array(trajectories.length * width);
    for (let start = 0; start < trajectories.length; start += PREPARED_TOGETHER) {
      const block = trajectories.slice(start, start + PREPARED_TOGETHER);
      const fresh = block.filter((trajectory) => !known.has(trajectory));
      if (fresh.length > 0) await encoder.prepare?.(fresh, { signal });
      for (const [index, trajectory] of block.entries()) {
        const before = known.get(trajectory);
        rows.set(before ?? encodeOne(trajectory), (start + index) * width);
        await turns(before === undefined ? workOf(trajectory) : WORK_OF_COPY);
        signal?.throwIfAborted();
      }
    }
    return rows;
  };
}

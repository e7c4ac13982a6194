import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Encoder } from '../core/encoder.ts';
import { RewardError } from '../core/errors.ts';
import type { Trajectory } from '../core/trajectory.ts';

/** `[trajectories, features]`, in 32 bits as in training. */
export type RowEncoder = (
  trajectories: readonly Trajectory[],
  signal?: AbortSignal,
) => Promise<Float32Array<ArrayBuffer>>;

/** Long pages take a millisecond each, and others of this process wait for that long. */
const ENCODED_IN_ONE_TURN = 2;

/** Rows that are known are copied, in no time to speak of. */
const COPIED_IN_ONE_TURN = 256;

/**
 * Encodes a few trajectories in each turn of the event loop. The row of a trajectory is kept as long
 * as the trajectory is, so that what is scored again is not encoded again.
 *
 * Rejects with `RewardError` for a feature that is not a finite 32-bit number, and with the signal's
 * reason.
 */
export function rowEncoder(encoder: Encoder, reward: string): RowEncoder {
  const width = encoder.featureNames.length;
  const known = new WeakMap<Trajectory, Float32Array>();
  const encoded = new Float64Array(width);
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
    let effort = 0;
    for (const [index, trajectory] of trajectories.entries()) {
      const before = known.get(trajectory);
      effort += before === undefined ? 1 / ENCODED_IN_ONE_TURN : 1 / COPIED_IN_ONE_TURN;
      rows.set(before ?? encodeOne(trajectory), index * width);
      if (effort < 1) continue;
      effort = 0;
      await nextTurn();
      signal?.throwIfAborted();
    }
    return rows;
  };
}

import { z } from 'zod';
import {
  isTriplet,
  preferenceSchema,
  type Preference,
  type RewardRow,
} from '../core/preference.ts';
import { trajectorySchema, type Trajectory } from '../core/trajectory.ts';
import { tripletSchema, type Triplet } from '../core/triplet.ts';
import { readJsonLines, type Line } from './jsonl.ts';

/** Written into every line, so that a file tells what it is and which version of it. */
export const TRAJECTORY_FORMAT = 'armap-trajectory/1';
export const TRIPLET_FORMAT = 'armap-triplet/1';
export const PREFERENCE_FORMAT = 'armap-preference/1';

const trajectoryRecord = trajectorySchema.extend({ format: z.literal(TRAJECTORY_FORMAT) });
const tripletRecord = tripletSchema.extend({ format: z.literal(TRIPLET_FORMAT) });
const preferenceRecord = preferenceSchema.extend({ format: z.literal(PREFERENCE_FORMAT) });
const rewardRecord = z.discriminatedUnion('format', [tripletRecord, preferenceRecord]);

export function trajectoryLine(trajectory: Trajectory): string {
  return JSON.stringify({ format: TRAJECTORY_FORMAT, ...trajectory });
}

export function tripletLine(triplet: Triplet): string {
  return JSON.stringify({ format: TRIPLET_FORMAT, ...triplet });
}

export function preferenceLine(preference: Preference): string {
  return JSON.stringify({ format: PREFERENCE_FORMAT, ...preference });
}

export function rewardLine(row: RewardRow): string {
  return isTriplet(row) ? tripletLine(row) : preferenceLine(row);
}

export function readTrajectories(file: string): AsyncGenerator<Line<Trajectory>, void, undefined> {
  return readJsonLines(
    file,
    trajectoryRecord,
    `Give a file of trajectories ("format": "${TRAJECTORY_FORMAT}" in each line), as "armap collect" writes it`,
  );
}

export function readTriplets(file: string): AsyncGenerator<Line<Triplet>, void, undefined> {
  return readJsonLines(
    file,
    tripletRecord,
    `Give a file of triplets ("format": "${TRIPLET_FORMAT}" in each line), as "armap synthesize" writes it`,
  );
}

/** Reads triplets and preferences, which may be mixed. The rows come without their `format`. */
export async function* readRewardRows(
  file: string,
): AsyncGenerator<Line<RewardRow>, void, undefined> {
  const remedy = `Give triplets ("format": "${TRIPLET_FORMAT}" in each line) or preferences ("${PREFERENCE_FORMAT}"), as "armap synthesize" and "armap label" write them`;
  for await (const { value, line } of readJsonLines(file, rewardRecord, remedy)) {
    const { format: _format, ...row } = value;
    yield { value: row, line };
  }
}

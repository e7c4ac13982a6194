import { z } from 'zod';
import { trajectorySchema, type Trajectory } from '../core/trajectory.ts';
import { tripletSchema, type Triplet } from '../core/triplet.ts';
import { readJsonLines, type Line } from './jsonl.ts';

/** Written into every line, so that a file tells what it is and which version of it. */
export const TRAJECTORY_FORMAT = 'armap-trajectory/1';
export const TRIPLET_FORMAT = 'armap-triplet/1';

const trajectoryRecord = trajectorySchema.extend({ format: z.literal(TRAJECTORY_FORMAT) });
const tripletRecord = tripletSchema.extend({ format: z.literal(TRIPLET_FORMAT) });

export function trajectoryLine(trajectory: Trajectory): string {
  return JSON.stringify({ format: TRAJECTORY_FORMAT, ...trajectory });
}

export function tripletLine(triplet: Triplet): string {
  return JSON.stringify({ format: TRIPLET_FORMAT, ...triplet });
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

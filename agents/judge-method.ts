import type { Score } from '../src/core/reward-model.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import type { JudgeClient } from './judge-client.ts';
import type { EvidenceOptions } from './judge-evidence.ts';

export interface JudgeOptions extends EvidenceOptions {
  readonly signal?: AbortSignal | undefined;
}

/** A way of judging one trajectory by itself. */
export interface JudgeMethod {
  readonly name: string;
  /** Whether its value is the model's probability that the goal is reached. */
  readonly calibrated: boolean;
  judge(client: JudgeClient, trajectory: Trajectory, options: JudgeOptions): Promise<Score>;
}

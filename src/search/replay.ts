import type { Benchmark, Task } from '../core/benchmark.ts';
import type { Observation } from '../core/observation.ts';
import type { Facts, Trajectory } from '../core/trajectory.ts';
import type { StepResult } from '../core/environment.ts';
import { Recorder } from './recorder.ts';

export interface Replay {
  readonly initial: Observation;
  /** One result for each action that was taken. */
  readonly results: readonly StepResult[];
  readonly facts: Facts;
  /** `finished` when the environment ended the episode, else `unfinished`. */
  readonly trajectory: Trajectory;
}

/**
 * Plays given actions in a fresh environment. It stops where the environment ends the episode:
 * actions after that are not taken.
 */
export async function replay<T extends Task>(
  benchmark: Pick<Benchmark<T>, 'name' | 'openEnvironment'>,
  task: T,
  actions: readonly string[],
  options: { readonly id?: string; readonly seed?: number } = {},
): Promise<Replay> {
  const environment = benchmark.openEnvironment(task, { seed: options.seed ?? 0 });
  try {
    const initial = await environment.reset();
    const identity = {
      id: options.id ?? task.id,
      benchmark: benchmark.name,
      taskId: task.id,
      intent: task.intent,
    };
    const recorder = new Recorder(identity, initial);
    const results: StepResult[] = [];
    let done = false;
    for (const action of actions) {
      if (done) break;
      const result = await environment.step(action);
      recorder.add({ action }, result);
      results.push(result);
      done = result.done;
    }
    const trajectory = recorder.end(done ? 'finished' : 'unfinished');
    return { initial, results, facts: trajectory.facts, trajectory };
  } finally {
    await environment.close();
  }
}

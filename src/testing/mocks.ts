import type { Policy, PolicyContext, PolicyReply, ProposeOptions } from '../core/policy.ts';
import type { RewardModel, Score } from '../core/reward-model.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { ONE_CALL, type Usage } from '../core/usage.ts';

export interface MockPolicy extends Policy {
  readonly calls: { readonly context: PolicyContext; readonly options: ProposeOptions }[];
  /** Calls that have begun and not ended. */
  readonly inFlight: () => number;
}

/**
 * A policy by script. Without one it draws uniformly from the available actions. With a delay it
 * answers later, and rejects with the signal's reason when it is cancelled meanwhile.
 */
export function createMockPolicy(
  options: {
    readonly script?: (context: PolicyContext, index: number) => string | undefined;
    readonly delayMs?: (call: number) => number;
    readonly usage?: Usage;
  } = {},
): MockPolicy {
  const { script, delayMs, usage = ONE_CALL } = options;
  const calls: MockPolicy['calls'] = [];
  let inFlight = 0;
  const answer = (context: PolicyContext, count: number): PolicyReply => {
    const proposals = Array.from({ length: count }, (_, index) =>
      script === undefined
        ? context.rng.pick(context.observation.availableActions ?? ['a'])
        : script(context, index),
    );
    return {
      proposals: proposals.filter((action) => action !== undefined).map((action) => ({ action })),
      usage,
    };
  };
  return {
    name: 'mock',
    calls,
    inFlight: () => inFlight,
    propose: (context, proposeOptions) => {
      calls.push({ context, options: proposeOptions });
      if (delayMs === undefined) return answer(context, proposeOptions.count);
      inFlight += 1;
      return wait(delayMs(calls.length - 1), proposeOptions.signal)
        .then(() => answer(context, proposeOptions.count))
        .finally(() => (inFlight -= 1));
    },
    costBound: () => usage,
  };
}

export interface MockReward extends RewardModel {
  /** Every batch that was asked for. */
  readonly batches: (readonly Trajectory[])[];
}

/**
 * A reward by function that keeps what it was asked. Its `value` is `raw`, or, when it is to be
 * calibrated, the logistic function of `raw`.
 */
export function createMockReward(
  raw: (trajectory: Trajectory) => number,
  options: {
    readonly version?: string;
    readonly calibrated?: boolean;
    readonly deviation?: (trajectory: Trajectory) => number;
  } = {},
): MockReward {
  const { version = '1', calibrated = false, deviation } = options;
  const batches: (readonly Trajectory[])[] = [];
  return {
    name: 'mock',
    version,
    calibrated,
    sees: { text: true, images: false },
    batches,
    score: (trajectories) => {
      batches.push(trajectories);
      return trajectories.map((trajectory): Score => {
        const score = raw(trajectory);
        return {
          raw: score,
          value: calibrated ? 1 / (1 + Math.exp(-score)) : score,
          ...(deviation === undefined ? {} : { deviation: deviation(trajectory) }),
        };
      });
    },
  };
}

function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', cancel);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) cancel();
    else signal?.addEventListener('abort', cancel, { once: true });
  });
}

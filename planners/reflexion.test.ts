import { describe, expect, it } from 'vitest';
import type { Budget } from '../src/core/budget.ts';
import { PolicyError } from '../src/core/errors.ts';
import { maximizeReward, type Objective } from '../src/core/objective.ts';
import type { PolicyContext } from '../src/core/policy.ts';
import type { Reflector } from '../src/core/reflector.ts';
import type { TraceEvent } from '../src/core/trace.ts';
import { ONE_CALL } from '../src/core/usage.ts';
import { plan } from '../src/search/plan.ts';
import {
  createMockPolicy,
  createMockReward,
  describePlanner,
  PathGame,
  type MockPolicy,
} from '../src/testing/index.ts';
import { createReflexion, type ReflexionOptions } from './reflexion.ts';

describePlanner({ name: 'reflexion', create: () => createReflexion({ trials: 8 }) });
describePlanner({
  name: 'reflexion at a temperature',
  create: () => createReflexion({ trials: 8, temperature: 0.7 }),
});

/** Walks `aaa`, then, for every trial that it remembers, the next letter. */
const oneLetterPerTrial = ({ memory = [] }: PolicyContext): string => 'abc'[memory.length % 3]!;

/** A reward by the page at the end, such as `/a/a/a`, or 0. */
function rewardOf(raws: Readonly<Record<string, number>>, options: { calibrated?: boolean } = {}) {
  return createMockReward(({ final }) => raws[final.text.slice('at '.length)] ?? 0, options);
}

interface Setting {
  readonly policy?: MockPolicy;
  readonly reward?: ReturnType<typeof rewardOf>;
  readonly objective?: Objective;
  readonly budget?: Budget;
  readonly signal?: AbortSignal;
}

async function run(options: ReflexionOptions, setting: Setting = {}) {
  const { policy = createMockPolicy({ script: oneLetterPerTrial }), reward = rewardOf({}) } =
    setting;
  const game = new PathGame();
  const events: TraceEvent[] = [];
  const result = await plan(createReflexion(options), {
    benchmark: game,
    task: game.task,
    ...setting,
    policy,
    reward,
    onEvent: (event) => events.push(event),
  });
  const reflections = events.filter(({ type }) => type === 'trial-reflected');
  /** What the policy remembered at the first page of each trial. */
  const memories = policy.calls
    .filter(({ context }) => context.steps.length === 0)
    .map(({ context }) => (context.memory ?? []).map(({ reflection }) => reflection));
  return { result, policy, reflections, memories };
}

/** Numbers its reflections and costs one call each. */
function countingReflector(): Reflector {
  let calls = 0;
  return {
    name: 'counting',
    costBound: () => ONE_CALL,
    reflect: () => {
      calls += 1;
      return { reflection: `reflection ${calls}`, usage: ONE_CALL };
    },
  };
}

describe('reflexion', () => {
  it('returns the best trial and not the last', async () => {
    const reward = rewardOf({ '/a/a/a': 1, '/b/b/b': 3, '/c/c/c': 2 });
    const { result } = await run({ trials: 3 }, { reward });
    expect(result.candidates.map(({ trajectory }) => trajectory.id)).toEqual([
      'path/trial-1',
      'path/trial-2',
      'path/trial-0',
    ]);
    expect(result.best).toBe(result.candidates[0]);
  });

  it('makes the first trial at temperature 0, and the others at the one that is given', async () => {
    const { policy } = await run({ trials: 3, temperature: 0.5 });
    const temperatures = policy.calls.map(({ options }) => options.temperature);
    expect(temperatures).toEqual([0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
  });

  it('shows the second trial, at every step, the reflection on the first', async () => {
    const { policy, result, memories } = await run({ trials: 2, reflector: countingReflector() });
    expect(memories).toEqual([[], ['reflection 1']]);
    const first = result.candidates.find(({ trajectory }) => trajectory.id === 'path/trial-0')!;
    for (const { context } of policy.calls.slice(3)) {
      expect(context.memory).toEqual([
        { trajectory: first.trajectory, reflection: 'reflection 1' },
      ]);
    }
  });

  it('says what was tried and where it ended when no reflector is given', async () => {
    const { memories } = await run({ trials: 2 });
    expect(memories[1]).toEqual([
      'An attempt ended at "at /a/a/a"; its actions were: a; a; a. Do something else.',
    ]);
  });

  it('remembers the last trials only', async () => {
    const { memories } = await run({ trials: 5, remembered: 2, reflector: countingReflector() });
    expect(memories).toEqual([
      [],
      ['reflection 1'],
      ['reflection 1', 'reflection 2'],
      ['reflection 2', 'reflection 3'],
      ['reflection 3', 'reflection 4'],
    ]);
  });

  it('does not reflect on the last trial, which nothing follows', async () => {
    const { reflections, result } = await run({ trials: 3, reflector: countingReflector() });
    expect(reflections).toHaveLength(2);
    expect(result.spent.policyCalls).toBe(3 * 3 + 2);
  });

  it.each([
    { problem: 'no trials', options: { trials: 0 } },
    { problem: 'no memory', options: { remembered: 0 } },
    { problem: 'a negative temperature', options: { temperature: -1 } },
    { problem: 'a threshold that is no number', options: { threshold: NaN } },
  ])('refuses $problem', ({ options }) => {
    expect(() => createReflexion(options)).toThrow(expect.objectContaining({ code: 'input' }));
  });
});

describe('the gate of reflexion', () => {
  it('stops at the first trial whose calibrated value reaches the threshold', async () => {
    const reward = rewardOf({ '/b/b/b': 3, '/c/c/c': 9 }, { calibrated: true });
    const { result } = await run({ trials: 5 }, { reward });
    expect(result.candidates).toHaveLength(2);
    expect(result.best?.trajectory.id).toBe('path/trial-1');
    expect(result.stopReason).toBe('completed');
  });

  it('looks at the value and not at the logit', async () => {
    const reward = rewardOf({ '/a/a/a': 1, '/b/b/b': 1, '/c/c/c': 1 }, { calibrated: true });
    expect((await run({ trials: 3 }, { reward })).result.candidates).toHaveLength(3);
    const low = await run({ trials: 3, threshold: 0.7 }, { reward });
    expect(low.result.candidates).toHaveLength(1);
  });

  it('has no threshold for a reward that nobody calibrated, unless one is given', async () => {
    const reward = rewardOf({ '/a/a/a': 100 });
    expect((await run({ trials: 3 }, { reward })).result.candidates).toHaveLength(3);
    const given = await run({ trials: 3, threshold: 99 }, { reward });
    expect(given.result.candidates).toHaveLength(1);
  });

  it('lets no trial pass that breaks a hard constraint or did not finish', async () => {
    const reward = createMockReward(() => 9, { calibrated: true });
    const broken: Objective = {
      text: 'reward; actions <= 1',
      evaluate: (score, facts) => ({ ...maximizeReward.evaluate(score, facts), feasible: false }),
    };
    const infeasible = await run({ trials: 3 }, { reward, objective: broken });
    expect(infeasible.result.candidates).toHaveLength(3);
    const policy = createMockPolicy({ script: () => 'no such action' });
    const truncated = await run({ trials: 3 }, { reward, policy });
    expect(truncated.result.candidates).toHaveLength(3);
  });
});

describe('a reflexion that meets trouble', () => {
  it('makes a trial that failed for want of an answer again, and does not remember it', async () => {
    const policy = createMockPolicy({
      script: (context) => {
        if (policy.calls.length === 2) {
          throw new PolicyError({ policy: 'mock', attempts: 3, cause: new Error('down') });
        }
        return oneLetterPerTrial(context);
      },
    });
    const { result, memories } = await run(
      { trials: 2, reflector: countingReflector() },
      { policy },
    );
    expect(memories).toEqual([[], []]);
    expect(result.candidates.map(({ trajectory }) => trajectory.end)).toEqual([
      'finished',
      'failed',
    ]);
  });

  it('takes the rule when the reflector fails, says why, and pays for the failure', async () => {
    const usage = { ...ONE_CALL, promptTokens: 11 };
    const reflector: Reflector = {
      name: 'broken',
      costBound: () => ({ policyCalls: 1, promptTokens: 20 }),
      reflect: () => {
        throw new PolicyError({ policy: 'broken', attempts: 2, cause: new Error('down'), usage });
      },
    };
    const { result, reflections, memories } = await run({ trials: 2, reflector });
    expect(memories[1]![0]).toContain('An attempt ended at');
    expect(reflections).toMatchObject([
      { id: 'path/trial-0', failure: 'Policy broken failed after 2 attempts: down' },
    ]);
    expect(result.spent).toMatchObject({ policyCalls: 7, promptTokens: 11 });
  });

  it.each([0, 2, 3, 4, 6, 7, 8])(
    'never spends more than %i calls, reflections included',
    async (policyCalls) => {
      const reflector = countingReflector();
      const { result } = await run({ trials: 5, reflector }, { budget: { policyCalls } });
      expect(result.stopReason).toBe('budget:policyCalls');
      expect(result.spent.policyCalls).toBe(policyCalls);
      // A trial takes three calls, and every one but the first a reflection before it.
      expect(result.candidates).toHaveLength(Math.floor((policyCalls + 1) / 4));
    },
  );

  it('does not reflect when the bound of that exceeds the budget', async () => {
    const reflector: Reflector = {
      ...countingReflector(),
      costBound: () => ({ policyCalls: 1, completionTokens: 256 }),
    };
    const budget = { completionTokens: 255 };
    const { result, reflections } = await run({ trials: 5, reflector }, { budget });
    expect(reflections).toEqual([]);
    expect(result.stopReason).toBe('budget:completionTokens');
    expect(result.candidates).toHaveLength(1);
  });

  it('returns the best so far when it is cancelled during a reflection', async () => {
    const controller = new AbortController();
    const reflector: Reflector = {
      name: 'slow',
      reflect: (_, __, { signal }) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
          controller.abort(new Error('enough'));
        }),
    };
    const { result } = await run({ trials: 5, reflector }, { signal: controller.signal });
    expect(result.stopReason).toBe('cancelled');
    expect(result.best?.trajectory.id).toBe('path/trial-0');
  });
});

import { describe, expect, it } from 'vitest';
import type { PolicyContext } from '../src/core/policy.ts';
import type { Reflector } from '../src/core/reflector.ts';
import type { TraceEvent } from '../src/core/trace.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import { ONE_CALL } from '../src/core/usage.ts';
import { plan } from '../src/search/plan.ts';
import {
  createMockPolicy,
  createMockReward,
  describePlanner,
  PathGame,
} from '../src/testing/index.ts';
import { createLats, type LatsOptions } from './lats.ts';

describePlanner({ name: 'lats', create: () => createLats({ trajectories: 6 }) });

/** Calls what it saw by its end, and costs one call each. */
const namingReflector: Reflector = {
  name: 'naming',
  costBound: () => ONE_CALL,
  reflect: ({ final }) => ({ reflection: `not ${final.text}`, usage: ONE_CALL }),
};

async function run(
  options: LatsOptions,
  raw: (trajectory: Trajectory) => number,
  script?: (context: PolicyContext, index: number) => string | undefined,
  calibrated = false,
) {
  const game = new PathGame();
  const policy = createMockPolicy(script === undefined ? {} : { script });
  const events: TraceEvent[] = [];
  const result = await plan(createLats(options), {
    benchmark: game,
    task: game.task,
    policy,
    reward: createMockReward(raw, { calibrated }),
    onEvent: (event) => events.push(event),
  });
  const reflections = events.flatMap((event) =>
    event.type === 'trial-reflected' ? [event.reflection] : [],
  );
  const memories = policy.calls.map(({ context }) =>
    (context.memory ?? []).map(({ reflection }) => reflection),
  );
  return { result, policy, events, reflections, memories };
}

/** Dislikes every `a`, and likes an `a` less the later it comes. */
const dislikingA = ({ final }: Trajectory) =>
  -[...final.text].reduce((sum, letter, index) => sum + (letter === 'a' ? index : 0), 0);

describe('lats', () => {
  it('shows the reflection on a failed end to the policy from then on', async () => {
    const { reflections, memories, result } = await run(
      { trajectories: 3, proposals: 1, reflector: namingReflector },
      () => 0,
      ({ memory = [] }) => 'abc'[memory.length],
    );
    // One proposal a state: the first trajectory exhausts the tree.
    expect(reflections).toEqual(['not at /a/a/a']);
    expect(memories).toEqual([[], [], []]);
    expect(result.stopReason).toBe('completed');
  });

  it('changes what is proposed after a failure', async () => {
    const { policy, memories, reflections, result } = await run(
      { trajectories: 2, proposals: 2, reflector: namingReflector },
      dislikingA,
      ({ memory = [] }, index) => (memory.length === 0 ? 'ab'[index] : 'c'),
    );
    expect(reflections[0]).toBe('not at /b/b/b');
    const first = memories.findIndex((memory) => memory.length > 0);
    expect(memories.slice(0, first).every((memory) => memory.length === 0)).toBe(true);
    expect(memories[first]).toEqual(['not at /b/b/b']);
    expect(policy.calls[first]!.context.memory![0]!.trajectory.final.text).toBe('at /b/b/b');
    expect(
      result.candidates.some(({ trajectory }) => trajectory.steps.at(-1)!.action === 'c'),
    ).toBe(true);
  });

  it('remembers the last failed ends only', async () => {
    const { memories } = await run({ trajectories: 6, remembered: 2 }, dislikingA);
    expect(Math.max(...memories.map((memory) => memory.length))).toBe(2);
  });

  it('pays for reflections from the same budget', async () => {
    const { result, policy, reflections } = await run(
      { trajectories: 4, reflector: namingReflector },
      dislikingA,
    );
    expect(reflections).toHaveLength(4);
    expect(result.spent.policyCalls).toBe(policy.calls.length + reflections.length);
  });

  it('follows the most valuable new state at every step', async () => {
    const { result } = await run({ trajectories: 1 }, ({ final }) => final.text.split('c').length);
    expect(result.best!.trajectory.steps.map(({ action }) => action)).toEqual(['c', 'c', 'c']);
  });

  it('stops at an end that the reward is sure enough of, and reflects on none', async () => {
    const { events, reflections, result } = await run(
      { trajectories: 30 },
      () => 5,
      undefined,
      true,
    );
    expect(reflections).toEqual([]);
    expect(events.filter(({ type }) => type === 'simulation-ended')).toHaveLength(1);
    expect(result.stopReason).toBe('completed');
  });

  it('hands back the values of ends, not of the states on the way', async () => {
    const { events } = await run({ trajectories: 3 }, dislikingA);
    const judged = new Map(
      events.flatMap((event) => (event.type === 'node-judged' ? [[event.node, event]] : [])),
    );
    for (const event of events) {
      if (event.type !== 'simulation-ended') continue;
      expect(judged.get(event.node)).toMatchObject({ end: 'finished', value: event.value });
    }
  });
});

import { describe, expect, it } from 'vitest';
import { runPlanner, type PlanResult } from '../src/core/planner.ts';
import { Ledger } from '../src/core/budget.ts';
import { createRng } from '../src/core/rng.ts';
import type { TraceEvent } from '../src/core/trace.ts';
import { contentKey, type Trajectory } from '../src/core/trajectory.ts';
import { problemFor } from '../src/search/problem.ts';
import {
  createMockPolicy,
  createMockReward,
  describePlanner,
  PathGame,
} from '../src/testing/index.ts';
import { createValueGuidedBeam, type ValueGuidedBeamOptions } from './value-guided-beam.ts';

describePlanner({ name: 'value-guided beam', create: () => createValueGuidedBeam() });
describePlanner({
  name: 'value-guided beam, single actions',
  create: () => createValueGuidedBeam({ beams: 3, width: 3, block: 1 }),
});

const walk = ({ final }: Trajectory) => final.text.replace(/[^abc]/g, '').slice(1);

async function run(
  options: ValueGuidedBeamOptions,
  raw: (trajectory: Trajectory) => number,
  answerOf: (trajectory: Trajectory) => string = walk,
) {
  const game = new PathGame({ depth: 4 });
  const policy = createMockPolicy();
  const reward = createMockReward(raw);
  const events: TraceEvent[] = [];
  const problem = problemFor({
    benchmark: game,
    task: game.task,
    policy,
    reward,
    ledger: new Ledger({}, () => 0),
    rng: createRng(3),
  });
  const result: PlanResult = await runPlanner(
    createValueGuidedBeam(options),
    { ...problem, answerOf },
    (event) => events.push(event),
  );
  return { result, policy, reward, events };
}

describe('value-guided beam search', () => {
  it('lets the answers of the beams outvote the one that is best by itself', async () => {
    // One way out of many ends in `c` and is liked best; the others say the same.
    const raw = (trajectory: Trajectory) => (walk(trajectory).endsWith('c') ? 1.5 : 1.4);
    const answerOf = (trajectory: Trajectory) =>
      walk(trajectory).endsWith('c') ? walk(trajectory) : 'the same';
    const { result } = await run({ beams: 12, width: 4, block: 4 }, raw, answerOf);
    const highest = Math.max(...result.candidates.map(({ objective }) => objective!.total));
    expect(result.ranking).toBe('voted');
    expect(highest).toBe(1.5);
    expect(result.best!.objective!.total).toBe(1.4);
    expect(answerOf(result.best!.trajectory)).toBe('the same');
  });

  it('has only the ends of blocks judged', async () => {
    const { reward } = await run({ beams: 4, width: 2, block: 2 }, () => 0);
    const lengths = reward.batches.flat().map(({ steps }) => steps.length);
    expect(new Set(lengths)).toEqual(new Set([2, 4]));
  });

  it('asks once for all blocks of a beam, and then for one action at a time', async () => {
    const { policy } = await run({ beams: 4, width: 2, block: 2 }, () => 0);
    const counts = new Map<number, Set<number>>();
    for (const { context, options } of policy.calls) {
      const depth = context.steps.length;
      counts.set(depth, (counts.get(depth) ?? new Set()).add(options.count));
    }
    expect(counts.get(0)).toEqual(new Set([8]));
    expect(counts.get(1)).toEqual(new Set([1]));
    expect(counts.get(3)).toEqual(new Set([1]));
  });

  it('keeps different states as beams, the most valuable first', async () => {
    const raw = (trajectory: Trajectory) => walk(trajectory).split('b').length;
    const { events, reward } = await run({ beams: 2, width: 6, block: 1 }, raw);
    const keys = reward.batches.flat().map(contentKey);
    expect(new Set(keys).size).toBe(keys.length);
    const expanded = events.filter(({ type }) => type === 'node-expanded');
    expect(expanded).toHaveLength(1 + 3 * 2);
  });

  it('ranks behind what came to an end and was no beam', async () => {
    const { result } = await run(
      { beams: 2, width: 8, block: 4 },
      (trajectory) => walk(trajectory).split('b').length,
    );
    expect(result.candidates.length).toBeGreaterThan(2);
    const totals = result.candidates.map(({ objective }) => objective!.total);
    expect(Math.min(...totals.slice(0, 2))).toBeGreaterThanOrEqual(Math.max(...totals.slice(2)));
  });
});

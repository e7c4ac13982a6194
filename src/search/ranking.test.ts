import { describe, expect, it } from 'vitest';
import type { Candidate } from '../core/planner.ts';
import type { TrajectoryEnd } from '../core/trajectory.ts';
import { NO_USAGE } from '../core/usage.ts';
import { rank } from './ranking.ts';

function candidate(
  id: string,
  {
    end = 'finished',
    total,
    feasible = true,
    steps = 1,
  }: { end?: TrajectoryEnd; total?: number; feasible?: boolean; steps?: number } = {},
): Candidate {
  return {
    trajectory: {
      id,
      benchmark: 'test',
      taskId: 'task',
      intent: '',
      steps: Array.from({ length: steps }, () => ({ observation: { text: '' }, action: '' })),
      final: { text: '' },
      end,
      facts: {},
      usage: NO_USAGE,
    },
    ...(total === undefined ? {} : { objective: { total, terms: {}, feasible } }),
  };
}

const order = (candidates: readonly Candidate[]) =>
  rank(candidates).map(({ trajectory }) => trajectory.id);

describe('ranking', () => {
  it('puts the larger objective first', () => {
    expect(order([candidate('low', { total: -5 }), candidate('high', { total: -1 })])).toEqual([
      'high',
      'low',
    ]);
  });

  it('never puts an attempt that did not finish above one that did, however bad its score', () => {
    const finished = candidate('finished', { total: -100 });
    const truncated = candidate('truncated', { total: 0, end: 'truncated' });
    expect(order([truncated, candidate('failed', { end: 'failed' }), finished])).toEqual([
      'finished',
      'truncated',
      'failed',
    ]);
  });

  it('puts what breaks a hard constraint below all that keep it', () => {
    const dear = candidate('dear', { total: 9, feasible: false });
    expect(order([dear, candidate('cheap', { total: 1 })])).toEqual(['cheap', 'dear']);
  });

  it('prefers fewer actions among equals, then the first found', () => {
    const long = candidate('long', { total: 1, steps: 3 });
    const short = candidate('short', { total: 1 });
    const later = candidate('later', { total: 1 });
    expect(order([long, short, later])).toEqual(['short', 'later', 'long']);
  });

  it('keeps the order of candidates that nobody scored, below the scored', () => {
    const ids = order([candidate('b'), candidate('a'), candidate('scored', { total: -1 })]);
    expect(ids).toEqual(['scored', 'b', 'a']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Candidate } from '../core/planner.ts';
import type { TrajectoryEnd } from '../core/trajectory.ts';
import { NO_USAGE } from '../core/usage.ts';
import { rankByVotes } from './vote.ts';

function candidate(
  id: string,
  { end = 'finished', total, feasible = true }: Options = {},
): Candidate {
  return {
    trajectory: {
      id,
      benchmark: 'test',
      taskId: 'task',
      intent: '',
      steps: [],
      final: { text: '' },
      end,
      facts: {},
      usage: NO_USAGE,
    },
    ...(total === undefined ? {} : { objective: { total, terms: {}, feasible } }),
  };
}

interface Options {
  end?: TrajectoryEnd;
  total?: number;
  feasible?: boolean;
}

/** The ids in their order; the first letter of an id is its answer. */
function order(candidates: readonly Candidate[], weights: Readonly<Record<string, number>> = {}) {
  const ranked = rankByVotes(candidates, {
    answerOf: ({ id }) => id[0]!,
    weightOf: ({ trajectory }) => weights[trajectory.id] ?? 1,
  });
  return ranked.map(({ trajectory }) => trajectory.id);
}

describe('a vote', () => {
  it('puts the answers in the order of their votes, and keeps the answers together', () => {
    const ids = ['a1', 'b1', 'c1', 'b2', 'c2', 'b3'];
    expect(order(ids.map((id) => candidate(id)))).toEqual(['b1', 'b2', 'b3', 'c1', 'c2', 'a1']);
  });

  it('counts weights and not heads', () => {
    const ids = ['a1', 'a2', 'b1'];
    const candidates = ids.map((id) => candidate(id));
    expect(order(candidates, { a1: 0.2, a2: 0.2, b1: 0.5 })).toEqual(['b1', 'a1', 'a2']);
  });

  it('puts the best of an answer first', () => {
    const [low, high] = [candidate('a1', { total: 1 }), candidate('a2', { total: 2 })];
    expect(order([low, high, candidate('b1', { total: 9 })])).toEqual(['a2', 'a1', 'b1']);
  });

  it('prefers among equal votes the answer given more often, then the one given first', () => {
    const candidates = ['a1', 'b1', 'b2', 'c1', 'c2'].map((id) => candidate(id));
    const weights = { a1: 1, b1: 0.5, b2: 0.5, c1: 0.5, c2: 0.5 };
    expect(order(candidates, weights)).toEqual(['b1', 'b2', 'c1', 'c2', 'a1']);
  });

  it('has no place for attempts that did not finish or break a constraint: they come last', () => {
    const candidates = [
      candidate('a1', { end: 'failed' }),
      candidate('a2', { end: 'truncated' }),
      candidate('a3', { total: 9, feasible: false }),
      candidate('b1', { total: 1 }),
    ];
    expect(order(candidates)).toEqual(['b1', 'a3', 'a2', 'a1']);
  });

  it('puts nothing in order when nothing was found', () => {
    expect(order([])).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Hindsight } from '../core/hindsight.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { NO_USAGE } from '../core/usage.ts';
import { Futures } from './futures.ts';

/** A walk through named situations to an outcome. */
function walk(...situations: string[]): Trajectory {
  return {
    id: situations.join('>'),
    benchmark: 'test',
    taskId: 'task',
    intent: '',
    steps: ['start', ...situations.slice(0, -1)].map((text) => ({
      observation: { text },
      action: 'on',
    })),
    final: { text: situations.at(-1)! },
    end: 'finished',
    facts: {},
    usage: NO_USAGE,
  };
}

const hindsight = {
  situation: (prefix: Trajectory) => prefix.final.text,
  outcome: (trajectory: Trajectory) => trajectory.final.text,
} as Hindsight;

describe('futures', () => {
  it('are shared by walks that meet', () => {
    const futures = new Futures([walk('a', 'm', 'x'), walk('b', 'm', 'y')], hindsight);
    expect(futures.canReach('a', 'x')).toBe(true);
    expect(futures.canReach('a', 'y')).toBe(true);
    expect(futures.canReach('b', 'x')).toBe(true);
    expect(futures.canReach('a', 'z')).toBe(false);
    expect(futures.canReach('never seen', 'x')).toBe(false);
  });

  it('are handed back over any distance and around circles', () => {
    const walks = [walk('a', 'b', 'c', 'x'), walk('c', 'a', 'y'), walk('c', 'd', 'z')];
    const futures = new Futures(walks, hindsight);
    expect(futures.canReach('a', 'z')).toBe(true);
    expect(futures.canReach('b', 'y')).toBe(true);
    expect(futures.canReach('d', 'x')).toBe(false);
    expect(futures.coverage('a')).toBeGreaterThanOrEqual(0);
  });

  it('count as covered in so far as continuations were seen more than once', () => {
    const twice = [walk('a', 'x'), walk('a', 'x'), walk('a', 'y'), walk('a', 'y')];
    expect(new Futures(twice, hindsight).coverage('a')).toBeCloseTo(1 - 1 / 5, 12);
    const once = [walk('a', 'x'), walk('a', 'y'), walk('a', 'y'), walk('a', 'y')];
    expect(new Futures(once, hindsight).coverage('a')).toBeCloseTo(1 - 2 / 5, 12);
    expect(new Futures([walk('a', 'x')], hindsight).coverage('a')).toBe(0);
    expect(new Futures([], hindsight).coverage('a')).toBe(0);
  });

  it('are covered at a situation no better than at those after it', () => {
    const walks = [
      ...[walk('a', 'm', 'x'), walk('a', 'm', 'x')],
      ...[walk('a', 'n', 'y'), walk('a', 'n', 'z')],
    ];
    const futures = new Futures(walks, hindsight);
    expect(futures.coverage('m')).toBeCloseTo(2 / 3, 12);
    expect(futures.coverage('n')).toBe(0);
    expect(futures.coverage('a')).toBeCloseTo((1 - 1 / 5) * (1 / 2) * (2 / 3), 12);
  });
});

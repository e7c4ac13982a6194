import { describe, expect, it } from 'vitest';
import type { Task } from '../core/task.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { NO_USAGE } from '../core/usage.ts';
import { checklistHindsight } from './checklist-hindsight.ts';

interface Errand extends Task {
  readonly things: readonly string[];
}

const walk = (...actions: string[]): Trajectory => ({
  ...{ id: 'walk', benchmark: 'town', taskId: 'stroll', intent: 'stroll', end: 'finished' },
  ...{ facts: {}, usage: NO_USAGE, final: { text: 'home' } },
  steps: actions.map((action) => ({ observation: { text: 'a street' }, action })),
});
const bought = ({ steps }: Trajectory) =>
  steps.flatMap(({ action }) => /^buy (.+)$/.exec(action)?.slice(1) ?? []);

const hindsight = checklistHindsight<Errand>({
  fulfilled: bought,
  taskFor: (things, { taskId }) => ({ id: taskId, intent: `get ${things.join(' and ')}`, things }),
  requirements: ({ things }) => things,
});
const [task] = hindsight.achieved(walk('buy tea', 'look', 'buy milk'));

describe('hindsight from a checklist', () => {
  it('takes for the intent what a walk fulfilled, and nothing where that is nothing', () => {
    expect(task).toMatchObject({ intent: 'get tea and milk' });
    expect(hindsight.achieved(walk('look'))).toEqual([]);
  });

  it('judges by what is left out, whatever else was done', () => {
    const verdicts = [walk('buy milk', 'buy tea'), walk('buy tea', 'buy tea'), walk()];
    expect(verdicts.map((each) => hindsight.judge(task!, each))).toEqual([
      'fulfilled',
      'failed',
      'failed',
    ]);
    expect(verdicts.map((each) => hindsight.distance!(task!, each))).toEqual([0, 0.5, 1]);
  });

  it('takes walks with equal outcomes for equal, in whatever order', () => {
    expect(hindsight.outcome(walk('buy milk', 'buy tea'))).toBe(hindsight.wantedOutcome(task!));
  });

  it('lets a writer put the task into other words', () => {
    expect(hindsight.requirements!(task!)).toEqual(['tea', 'milk']);
    expect(hindsight.reword!(task!, 'milk for my tea')).toEqual({
      ...task!,
      intent: 'milk for my tea',
    });
  });
});

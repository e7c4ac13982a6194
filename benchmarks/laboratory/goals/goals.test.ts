import { describe, expect, it } from 'vitest';
import { loadTasks } from '../tasks.ts';
import { FAMILIES, TOPICS } from './families.ts';
import { readIntent, writeIntent } from './intent.ts';
import { subgoal, type Rubric } from './rubric.ts';
import { NOTHING_DONE, scoreOf, tally } from './score.ts';
import { laboratoryNumber } from '../stock/laboratories.ts';

describe('the goals of the laboratory', () => {
  it('are read back from their intents', () => {
    for (const { goal, intent } of loadTasks().tasks) {
      expect(readIntent(intent)).toEqual(goal);
      expect(writeIntent(goal)).toBe(intent);
    }
  });

  it('cover every topic with at least two families', () => {
    for (const topic of TOPICS) {
      expect(FAMILIES.filter((family) => family.topic === topic).length).toBeGreaterThan(1);
    }
  });

  it('ask for many different things', () => {
    const { tasks } = loadTasks();
    expect(new Set(tasks.map(({ intent }) => intent)).size).toBeGreaterThan(150);
  });

  it('are none of any other intent', () => {
    expect(readIntent('make 24 from 4, 5, 6, 10')).toBeUndefined();
  });
});

describe('the score of a task', () => {
  const world = laboratoryNumber(0);
  const focusOn = (thing: number) => ({ kind: 'focused', thing }) as const;
  const rubric: Rubric = {
    sequence: [0, 1].map((thing) =>
      subgoal(`${thing}`, ({ event }) => event.kind === 'focused' && event.thing === thing),
    ),
    extras: [
      subgoal('extra', ({ event }) => event.kind === 'opened'),
      subgoal('extra', ({ event }) => event.kind === 'entered'),
    ],
    isBrokenBy: ({ event }) => event.kind === 'read',
  };
  const scoreAfter = (...events: Parameters<typeof tally>[2]) =>
    scoreOf(rubric, tally(rubric, NOTHING_DONE, events, world));

  it('counts subgoals in their order, and others a little', () => {
    expect(scoreAfter()).toBe(0);
    expect(scoreAfter({ kind: 'opened', thing: 5 })).toBeCloseTo(1 / 3 / 2, 12);
    expect(scoreAfter(focusOn(0))).toBe(1 / 2);
    expect(
      scoreAfter(focusOn(0), { kind: 'opened', thing: 5 }, { kind: 'opened', thing: 6 }),
    ).toBeCloseTo(1 / 2 + 1 / 6, 12);
    expect(scoreAfter(focusOn(0), focusOn(1))).toBe(1);
    expect(scoreAfter({ kind: 'opened', thing: 5 }, focusOn(0), focusOn(1))).toBe(1);
  });

  it('is -1 after a focus that is not wanted, or not yet', () => {
    expect(scoreAfter(focusOn(1))).toBe(-1);
    expect(scoreAfter(focusOn(0), focusOn(7), focusOn(1))).toBe(-1);
  });

  it('is -1 after a wrong answer', () => {
    expect(scoreAfter(focusOn(0), { kind: 'read', thing: 3 })).toBe(-1);
  });

  it('forgives a second focus on what was right', () => {
    expect(scoreAfter(focusOn(0), focusOn(0), focusOn(1))).toBe(1);
  });
});

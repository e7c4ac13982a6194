import { describe, expect, it } from 'vitest';
import { replay } from '../../src/search/replay.ts';
import { FAMILIES } from './goals/families.ts';
import { LabEnvironment } from './environment.ts';
import { gradeTrajectory } from './grade.ts';
import { laboratoryNumber } from './stock/laboratories.ts';
import type { LabTask } from './task.ts';
import { variationOf, VARIATIONS } from './tasks.ts';
import { goldActions } from './testing/gold-actions.ts';

const laboratory = {
  name: 'laboratory',
  openEnvironment: (task: LabTask) =>
    new LabEnvironment(laboratoryNumber(task.laboratory), task.intent),
};

describe.each(FAMILIES)('the gold solution of $name', (family) => {
  it('scores 1 in every laboratory, and less before its last action', async () => {
    for (let variation = 0; variation < VARIATIONS; variation += 1) {
      const task = variationOf(family, variation);
      const actions = goldActions(task);
      const { trajectory } = await replay(laboratory, task, actions);
      const grade = gradeTrajectory(task, trajectory);
      expect(grade.score, `${task.id}: ${actions.join('; ')}`).toBe(1);
      expect(grade.success).toBe(true);
      const before = await replay(laboratory, task, actions.slice(0, -1));
      expect(gradeTrajectory(task, before.trajectory).score).toBeLessThan(1);
    }
  });
});

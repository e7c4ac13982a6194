import type { Benchmark } from '../../src/core/benchmark.ts';
import { encoder } from './encoder.ts';
import { LabEnvironment } from './environment.ts';
import { gradeTrajectory } from './grade.ts';
import { ScoredLabEnvironment } from './original.ts';
import { laboratoryNumber } from './stock/laboratories.ts';
import { createStudent } from './student/student.ts';
import type { LabTask } from './task.ts';
import { loadTasks, splitOf } from './tasks.ts';

/** Twice what most solutions take: half of it is for finding one's way. */
const MAX_STEPS = 50;

/** Groups of laboratories that serve for testing begin with this. */
const TEST = 'test ';

/** Experiments in a text world of rooms, appliances, substances, circuits and living things. */
export const laboratory: Benchmark<LabTask> = {
  name: 'laboratory',
  summary: 'do experiments in a text world, in the style of ScienceWorld',
  maxSteps: MAX_STEPS,
  facts: {
    actions: 'actions taken, the last one included',
    ticks: 'time that passed in the laboratory, in ticks of its clock',
  },
  load: () => Promise.resolve(loadTasks()),
  openEnvironment: ({ laboratory: number, intent }) =>
    new LabEnvironment(laboratoryNumber(number), intent),
  openOriginal: (task) => new ScoredLabEnvironment(task),
  grade: gradeTrajectory,
  groupOf: ({ laboratory: number }) =>
    `${splitOf(number) === 'test' ? TEST : ''}laboratory ${number}`,
  isTestGroup: (group) => group.startsWith(TEST),
  encoder,
  policies: {
    student: {
      summary: 'has an idea how it goes, and is easily distracted',
      create: createStudent,
    },
  },
  usualPolicies: { exploring: 'student', acting: 'student' },
};

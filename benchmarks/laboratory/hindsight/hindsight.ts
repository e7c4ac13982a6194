import type { Hindsight } from '../../../src/core/hindsight.ts';
import type { LabTask } from '../task.ts';
export const hindsight: Hindsight<LabTask> = undefined as never;

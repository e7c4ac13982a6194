export { LabEnvironment } from './environment.ts';
export { laboratory } from './laboratory.ts';
export type { LabTask } from './task.ts';

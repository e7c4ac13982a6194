export { ScienceWorldEnvironment } from './environment.ts';
export { JavaSimulator, type JavaSimulatorOptions } from './jvm/java-simulator.ts';
export { SimulatorPool, type PoolOptions } from './pool.ts';
export type { PoolCounts, PoolEvent } from './pool-event.ts';
export { scienceworldPrompt } from './prompt.ts';
export { scienceworld } from './scienceworld.ts';
export { SimulatorLost, type Episode, type Simulator } from './simulator.ts';
export type { ScienceWorldTask } from './task.ts';

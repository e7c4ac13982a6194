export { createGreedy } from './greedy.ts';
export { createSampling, SAMPLING_TEMPERATURE, type SamplingOptions } from './sampling.ts';
export { createBestOfN } from './best-of-n.ts';
export { createArmapM, createGumbel, createPuct, createUct, type MctsOptions } from './mcts.ts';

export { createBeam, createTreeOfThoughts, type BeamOptions } from './beam.ts';
export { createBestFirst, type BestFirstOptions } from './best-first.ts';
export { createBestOfN, expectedGain, type BestOfNOptions } from './best-of-n.ts';
export { planners } from './catalogue.ts';
export { createGreedy } from './greedy.ts';
export { createLats, type LatsOptions } from './lats.ts';
export {
  createArmapM,
  createGumbel,
  createPuct,
  createUct,
  type GumbelMctsOptions,
  type MctsOptions,
} from './mcts.ts';
export { createReflexion, type ReflexionOptions } from './reflexion.ts';
export { createSampling, SAMPLING_TEMPERATURE, type SamplingOptions } from './sampling.ts';
export { createSelfConsistency, createWeightedSelfConsistency } from './self-consistency.ts';
export { createValueGuidedBeam, type ValueGuidedBeamOptions } from './value-guided-beam.ts';

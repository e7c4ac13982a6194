export { describeEnvironment, type EnvironmentConformance } from './describe-environment.ts';
export { describePlanner, type PlannerConformance } from './describe-planner.ts';
export { describePolicy, type PolicyConformance } from './describe-policy.ts';
export { describeReward, type RewardConformance } from './describe-reward.ts';
export { createMockPolicy, createMockReward, type MockPolicy, type MockReward } from './mocks.ts';
export { foldTrace, type TracedNode } from './fold-trace.ts';
export { PathGame, type PathTask } from './path-game.ts';
export { reachableFrom, type Reachable } from './reachable.ts';

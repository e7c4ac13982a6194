export { DEFAULT_LIMITS, type ServerLimits } from './limits.ts';
export { RewardServer, type RewardServerOptions } from './reward-server.ts';

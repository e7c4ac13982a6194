import type { Policy } from '../src/core/policy.ts';
import { createSoftmaxPolicy } from './softmax.ts';

/** Takes available actions uniformly at random, at any temperature but 0. */
export function createExplorer(): Policy {
  return createSoftmaxPolicy({
    name: 'explorer',
    preference: (_, actions) => actions.map(() => 0),
  });
}

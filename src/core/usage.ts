import { z } from 'zod';

/** What calls to a policy cost. Counts are integers; money is in US dollars. */
export interface Usage {
  /** Calls of `Policy.propose`, however many candidates each asked for. */
  readonly policyCalls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly costUsd: number;
}

export const NO_USAGE: Usage = Object.freeze({
  policyCalls: 0,
  promptTokens: 0,
  completionTokens: 0,
  costUsd: 0,
});

/** The usage of one call that cost neither tokens nor money. */
export const ONE_CALL: Usage = Object.freeze({ ...NO_USAGE, policyCalls: 1 });

export function addUsage(a: Usage, b: Usage): Usage {
  return {
    policyCalls: a.policyCalls + b.policyCalls,
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    costUsd: a.costUsd + b.costUsd,
  };
}

/**
 * Divides the usage of one call over the `parts` trajectories that it served. Integers stay
 * integers and the parts add up to the whole: the first parts carry the remainders.
 */
export function splitUsage(usage: Usage, parts: number): Usage[] {
  const share = (total: number, index: number) =>
    Math.floor(total / parts) + (index < total % parts ? 1 : 0);
  return Array.from({ length: parts }, (_, index) => ({
    policyCalls: share(usage.policyCalls, index),
    promptTokens: share(usage.promptTokens, index),
    completionTokens: share(usage.completionTokens, index),
    costUsd: usage.costUsd / parts,
  }));
}

export const usageSchema = z.object({
  policyCalls: z.int().nonnegative(),
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
  costUsd: z.number().nonnegative(),
}) satisfies z.ZodType<Usage>;

import { describe, expect, it } from 'vitest';
import type { Observation } from '../core/observation.ts';
import type { Policy, PolicyContext } from '../core/policy.ts';
import { createRng } from '../core/rng.ts';
import { usageSchema } from '../core/usage.ts';

export interface PolicyConformance {
  readonly name: string;
  readonly create: () => Policy | Promise<Policy>;
  readonly intent: string;
  /** Something to act on. */
  readonly observation: Observation;
  /** False for models whose answers are not in our hands. Default true. */
  readonly isSeeded?: boolean;
}

/** What every policy must do. Call it at the top level of a test file. */
export function describePolicy(conformance: PolicyConformance): void {
  const { name, create, intent, observation, isSeeded = true } = conformance;
  const contextOf = (seed: number): PolicyContext => ({
    intent,
    steps: [],
    observation,
    remaining: {},
    rng: createRng(seed),
  });

  describe(`policy ${name}`, () => {
    it.each([1, 3, 25])('proposes at most %i candidates when asked for as many', async (count) => {
      const policy = await create();
      const { proposals } = await policy.propose(contextOf(1), { count, temperature: 1 });
      expect(proposals.length).toBeGreaterThan(0);
      expect(proposals.length).toBeLessThanOrEqual(count);
      for (const { action, logProbability } of proposals) {
        expect(action.trim()).not.toBe('');
        if (logProbability !== undefined) expect(logProbability).toBeLessThanOrEqual(0);
      }
    });

    it('reports what a call cost, as one policy call', async () => {
      const policy = await create();
      const { usage } = await policy.propose(contextOf(1), { count: 3, temperature: 1 });
      expect(usageSchema.parse(usage)).toEqual(usage);
      expect(usage.policyCalls).toBe(1);
    });

    it('costs no more than the bound that it gives', async () => {
      const policy = await create();
      const options = { count: 2, temperature: 1 };
      const bound = policy.costBound?.(contextOf(1), options) ?? {};
      const { usage } = await policy.propose(contextOf(1), options);
      expect(usage.promptTokens).toBeLessThanOrEqual(bound.promptTokens ?? 0);
      expect(usage.completionTokens).toBeLessThanOrEqual(bound.completionTokens ?? 0);
      expect(usage.costUsd).toBeLessThanOrEqual(bound.costUsd ?? 0);
    });

    it.runIf(isSeeded)('answers alike for equal contexts and generators', async () => {
      const options = { count: 5, temperature: 1 };
      const first = await (await create()).propose(contextOf(9), options);
      const second = await (await create()).propose(contextOf(9), options);
      expect(second).toEqual(first);
    });

    it.runIf(isSeeded)('takes one and the same action at temperature 0', async () => {
      const policy = await create();
      const actions = new Set<string>();
      for (let seed = 0; seed < 10; seed += 1) {
        const reply = await policy.propose(contextOf(seed), { count: 2, temperature: 0 });
        for (const { action } of reply.proposals) actions.add(action);
      }
      expect(actions.size).toBe(1);
    });
  });
}

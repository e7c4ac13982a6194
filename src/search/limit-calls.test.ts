import { describe, expect, it } from 'vitest';
import type { PolicyContext } from '../core/policy.ts';
import { createRng } from '../core/rng.ts';
import { NO_USAGE, ONE_CALL } from '../core/usage.ts';
import { createMockPolicy } from '../testing/mocks.ts';
import { limitCalls, limitPolicy, limitReflector } from './limit-calls.ts';

const context: PolicyContext = {
  intent: '',
  steps: [],
  observation: { text: '', availableActions: ['a'] },
  remaining: {},
  rng: createRng(1),
};
const options = { count: 1, temperature: 0 };

describe('a limited policy', () => {
  it('has at most so many calls in flight and serves every one', async () => {
    let most = 0;
    const policy = createMockPolicy({ delayMs: () => 2 });
    const limited = limitPolicy(policy, limitCalls(3));
    const calls = Array.from({ length: 20 }, async () => {
      const reply = limited.propose(context, options);
      most = Math.max(most, policy.inFlight());
      await reply;
      most = Math.max(most, policy.inFlight());
    });
    await Promise.all(calls);
    expect(most).toBe(3);
    expect(policy.calls).toHaveLength(20);
  });

  it('answers at once when the policy does', () => {
    const limited = limitPolicy(createMockPolicy(), limitCalls(1));
    expect(limited.propose(context, options)).not.toBeInstanceOf(Promise);
    expect(limited.propose(context, options)).not.toBeInstanceOf(Promise);
  });

  it('goes on after a call that failed', async () => {
    let calls = 0;
    const policy = createMockPolicy({
      delayMs: () => 1,
      script: () => {
        calls += 1;
        if (calls === 1) throw new Error('once');
        return 'a';
      },
    });
    const limited = limitPolicy(policy, limitCalls(1));
    const [first, second] = await Promise.allSettled([
      limited.propose(context, options),
      limited.propose(context, options),
    ]);
    expect(first.status).toBe('rejected');
    expect(second.status).toBe('fulfilled');
  });

  it('shares its limit with a reflector', async () => {
    let [inFlight, most] = [0, 0];
    const begin = async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setTimeout(resolve, 1));
      inFlight -= 1;
    };
    const limit = limitCalls(2);
    const policy = limitPolicy(
      { name: 'slow', propose: () => begin().then(() => ({ proposals: [], usage: ONE_CALL })) },
      limit,
    );
    const reflector = limitReflector(
      { name: 'slow', reflect: () => begin().then(() => ({ reflection: '', usage: ONE_CALL })) },
      limit,
    );
    const trial = { id: 't', benchmark: 'b', taskId: 't', intent: '', steps: [], facts: {} };
    const trajectory = { ...trial, final: { text: '' }, end: 'finished', usage: NO_USAGE } as const;
    const score = { raw: 0, value: 0 };
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 === 0
          ? policy.propose(context, options)
          : reflector.reflect(trajectory, score, { remaining: {}, rng: createRng(1) }),
      ),
    );
    expect(most).toBe(2);
  });
});

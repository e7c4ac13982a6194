import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PolicyContext, RememberedTrial } from '../src/core/policy.ts';
import { createRng } from '../src/core/rng.ts';
import { NO_USAGE } from '../src/core/usage.ts';
import { createSoftmaxPolicy, softmax } from './softmax.ts';

describe('softmax', () => {
  it('gives probabilities that add up and keep the order of the preferences', () => {
    const preferences = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(
        preferences,
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        (likes, temperature) => {
          const probabilities = softmax(likes, temperature);
          expect(probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
          for (const [i, a] of likes.entries()) {
            for (const [j, b] of likes.entries()) {
              if (a > b) expect(probabilities[i]!).toBeGreaterThanOrEqual(probabilities[j]!);
            }
          }
        },
      ),
    );
  });

  it('puts everything on the first of the best at temperature 0', () => {
    expect(softmax([1, 3, 3, 2], 0)).toEqual([0, 1, 0, 0]);
  });

  it('does not change when all preferences grow by the same amount', () => {
    const [a, b] = [softmax([1, 2, 4], 0.7), softmax([1001, 1002, 1004], 0.7)];
    a.forEach((share, index) => {
      expect(share).toBeCloseTo(b[index]!, 12);
    });
  });
});

describe('a softmax policy', () => {
  const policy = createSoftmaxPolicy({ name: 'test', preference: () => [0, Math.log(3)] });
  const context = {
    intent: '',
    steps: [],
    observation: { text: '', availableActions: ['seldom', 'often'] },
    remaining: {},
  };

  it('draws actions as often as it likes them, and says how likely they were', async () => {
    const rng = createRng(5);
    const reply = await policy.propose({ ...context, rng }, { count: 4000, temperature: 1 });
    const often = reply.proposals.filter(({ action }) => action === 'often');
    expect(often.length / 4000).toBeGreaterThan(0.72);
    expect(often.length / 4000).toBeLessThan(0.78);
    expect(often[0]!.logProbability).toBeCloseTo(Math.log(0.75), 12);
  });

  it('proposes nothing where nothing is available', async () => {
    const observation = { text: 'a wall' };
    const reply = await policy.propose(
      { ...context, observation, rng: createRng(1) },
      { count: 2, temperature: 1 },
    );
    expect(reply.proposals).toEqual([]);
  });
});

describe('a softmax policy with a memory', () => {
  const policy = createSoftmaxPolicy({ name: 'test', preference: () => [0.5, 0.1, 0] });

  function remembered(page: string, action: string): RememberedTrial {
    const trajectory = {
      id: 'trial',
      benchmark: 'test',
      taskId: 'task',
      intent: '',
      steps: [{ observation: { text: page }, action }],
      final: { text: '' },
      end: 'finished' as const,
      facts: {},
      usage: NO_USAGE,
    };
    return { trajectory, reflection: 'Do something else.' };
  }

  /** What it does at a crossing, at temperature 0. */
  async function choice(memory?: readonly RememberedTrial[]) {
    const observation = { text: 'crossing', availableActions: ['left', 'right', 'back'] };
    const rng = createRng(1);
    const context: PolicyContext = {
      intent: '',
      steps: [],
      observation,
      remaining: {},
      memory,
      rng,
    };
    const { proposals } = await policy.propose(context, { count: 1, temperature: 0 });
    return proposals[0]?.action;
  }

  it('turns away from what failed on an equal page, and from that again', async () => {
    expect(await choice()).toBe('left');
    expect(await choice([remembered('crossing', 'left')])).toBe('right');
    const both = [remembered('crossing', 'left'), remembered('crossing', 'right')];
    expect(await choice(both)).toBe('back');
  });

  it('comes back to what failed least often', async () => {
    const memory = ['left', 'right', 'back', 'right'].map((action) =>
      remembered('crossing', action),
    );
    expect(await choice(memory)).toBe('left');
  });

  it('does not mind what failed on another page', async () => {
    expect(await choice([remembered('bridge', 'left')])).toBe('left');
  });
});

import { describe, expect, it } from 'vitest';
import { Ledger } from '../core/budget.ts';
import type { PlanningProblem } from '../core/planner.ts';
import { createRng } from '../core/rng.ts';
import { createMockPolicy, createMockReward, PathGame } from '../testing/index.ts';
import { problemFor } from './problem.ts';
import { Session } from './session.ts';

function problem(): PlanningProblem {
  const game = new PathGame({ depth: 12 });
  return problemFor({
    benchmark: game,
    task: game.task,
    policy: createMockPolicy(),
    reward: createMockReward(({ steps }) => steps.length),
    ledger: new Ledger({}, () => 0),
    rng: createRng(3),
  });
}

const observation = { text: '', availableActions: ['a', 'b'] };

describe('a session with parts that answer at once', () => {
  it('answers at once', () => {
    const session = new Session(problem());
    const rng = createRng(1);
    const reply = session.propose({ steps: [], observation, rng }, { count: 1, temperature: 1 });
    expect(reply).toHaveProperty('proposals');
    expect(session.spent.policyCalls).toBe(1);
  });

  it('settles what was reserved, and throws at once, when the policy throws at once', () => {
    const failing = {
      ...createMockPolicy(),
      propose: () => {
        throw new Error('no answer');
      },
    };
    const session = new Session({ ...problem(), policy: failing });
    const ask = () =>
      session.propose({ steps: [], observation, rng: createRng(1) }, { count: 1, temperature: 1 });
    expect(ask).toThrow('no answer');
    expect(session.spent.policyCalls).toBe(1);
    expect(session.problem.ledger.nextSettlement()).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { Ledger } from '../core/budget.ts';
import { createRng } from '../core/rng.ts';
import { createMockPolicy, createMockReward, PathGame } from '../testing/index.ts';
import { backUp } from './backup.ts';
import { planStepwise } from './commit.ts';
import type { EventBatches } from './events.ts';
import { GrowingTree } from './growing-tree.ts';
import { problemFor } from './problem.ts';
import { Session } from './session.ts';

/**
 * The action that is committed when the search recommends `a`, behind which it saw values of 0.9 and
 * 0, while an end of the given value is known behind `b`.
 */
async function committed(valueOfEnd: number): Promise<string | undefined> {
  const game = new PathGame({ depth: 2 });
  const values: Readonly<Record<string, number>> = { a: 0.9, b: 0.1, ba: valueOfEnd };
  const problem = problemFor({
    benchmark: game,
    task: game.task,
    policy: createMockPolicy({ script: (_, index) => ['a', 'b'][index] }),
    reward: createMockReward(
      ({ steps }) => values[steps.map(({ action }) => action).join('')] ?? 0,
    ),
    ledger: new Ledger({}, () => 0),
    rng: createRng(1),
  });
  const session = new Session(problem);
  const growing = await GrowingTree.plant(session, { proposals: 2, temperature: 1 });
  const look = async (parent: number, edge: number): Promise<number> => {
    if (growing.node(parent).actions.length === 0) await growing.expand([parent]);
    const child = (await growing.open(parent, edge)) as number;
    await growing.judge([child]);
    backUp(growing.tree, child, growing.node(child).value!);
    return child;
  };
  const search = async function* (): EventBatches<'completed'> {
    const a = await look(0, 0);
    await look(a, 1);
    const b = await look(0, 1);
    await look(b, 0);
    yield growing.takeEvents();
    return 'completed';
  };
  const recommend = () => 0;
  for await (const events of planStepwise(session, growing, { search, recommend })) {
    for (const event of events) if (event.type === 'action-committed') return event.action;
  }
  return undefined;
}

describe('the action that is committed', () => {
  it('is the recommended one, though an end elsewhere is better than its mean', async () => {
    expect(await committed(0.6)).toBe('a');
  });

  it('leads to a known end that is better than all that was seen behind the recommended one', async () => {
    expect(await committed(0.95)).toBe('b');
  });
});

import { describe, expect, it } from 'vitest';
import { createArmapM, createGumbel, createUct, type MctsOptions } from '../../planners/mcts.ts';
import type { Planner } from '../../src/core/planner.ts';
import { mean } from '../../src/evaluate/statistics.ts';
import { replay } from '../../src/search/replay.ts';
import { describeEnvironment, describeReward } from '../../src/testing/index.ts';
import { createTask, knownTree } from './index.ts';
import { probabilitiesAt, type PriorKind } from './policy.ts';
import { rootRegret } from './regret.ts';
import { createNoisyReward } from './reward.ts';
import { ACTIONS, ValueTree } from './tree.ts';

const tree = new ValueTree(7);
const winning = [...tree.bestPath()];
const losing = [...winning.slice(0, 5), ACTIONS.find((action) => action !== winning[5])!];

describeEnvironment({ benchmark: knownTree, task: createTask(7), winning, losing });

const walks = await Promise.all(
  [winning, losing, winning.slice(0, 2)].map((actions) =>
    replay(knownTree, createTask(7), actions),
  ),
);
describeReward({
  name: 'noisy-value',
  create: () => createNoisyReward(tree),
  trajectories: walks.map(({ trajectory }) => trajectory),
});

/** The value of the best leaf below, by looking at all of them. */
function exhaustive(path: string, depth: number): { best: number; leaf: string } {
  if (path.length === depth) return { best: tree.valueOf(path), leaf: path };
  return ACTIONS.map((action) => exhaustive(path + action, depth)).reduce((a, b) =>
    b.best > a.best ? b : a,
  );
}

describe('the tree with known values', () => {
  it('is the same for the same seed, in whatever order it is looked at', () => {
    const again = new ValueTree(7);
    const deep = again.valueOf('314159');
    expect(tree.valueOf('31')).toBe(again.valueOf('31'));
    expect(tree.valueOf('314159')).toBe(deep);
    expect(probabilitiesAt(again, '31', 'weak')).toEqual(probabilitiesAt(tree, '31', 'weak'));
    expect(new ValueTree(8).valueOf('314159')).not.toBe(deep);
  });

  it('has the best path and the values that exhaustive search finds', () => {
    expect(exhaustive('', 4)).toEqual({ best: 1, leaf: tree.bestPath().slice(0, 4) });
    const start = '31';
    const { best } = exhaustive(start, 6);
    expect(best).toBe(tree.valueOf(start));
  });

  it('has a reward whose noise has the deviation that was asked for', async () => {
    const reward = createNoisyReward(tree, 0.2);
    const prefixes = ACTIONS.flatMap((a) => ACTIONS.flatMap((b) => ACTIONS.map((c) => [a, b, c])));
    const errors = await Promise.all(
      prefixes.map(async (actions) => {
        const { trajectory } = await replay(knownTree, createTask(7), actions);
        const [score] = await reward.score([trajectory]);
        return score!.raw - tree.valueOf(actions.join(''));
      }),
    );
    expect(Math.abs(mean(errors))).toBeLessThan(0.02);
    expect(Math.sqrt(mean(errors.map((error) => error ** 2)))).toBeCloseTo(0.2, 1);
  });
});

describe('regret of the first action', () => {
  const regretOf = async (
    create: (rules: MctsOptions) => Planner,
    { simulations = 64, prior = 'uniform' }: { simulations?: number; prior?: PriorKind } = {},
  ) => {
    const regrets: number[] = [];
    for (let seed = 2000; seed < 2060; seed += 1) {
      const planner = create({ simulations, stepwise: true, widening: 0 });
      const { regret, evaluations } = await rootRegret(planner, { seed, prior });
      expect(evaluations).toBe(simulations);
      regrets.push(regret);
    }
    return mean(regrets);
  };
  const armapM = (rules: MctsOptions) => createArmapM({ ...rules, evaluate: 'prefix' });

  it('is smaller for Gumbel than for ARMAP-M, and not larger than for UCT, at 64 evaluations', async () => {
    const gumbel = await regretOf(createGumbel);
    expect(gumbel).toBeLessThan(await regretOf(armapM));
    // A margin for chance; Gumbel noise on the values would cost several times as much.
    expect(gumbel).toBeLessThan((await regretOf(createUct)) + 0.025);
  });

  it.each([8, 16, 32, 64])(
    'is smaller for Gumbel than for UCT and ARMAP-M with an informed policy, at %i evaluations',
    async (simulations) => {
      const setting = { simulations, prior: 'informed' } as const;
      const gumbel = await regretOf(createGumbel, setting);
      expect(gumbel).toBeLessThan(await regretOf(createUct, setting));
      expect(gumbel).toBeLessThan(await regretOf(armapM, setting));
    },
  );
});

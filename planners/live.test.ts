import { describe, expect, it } from 'vitest';
import { Ledger, type Budget } from '../src/core/budget.ts';
import type { Branching, Environment } from '../src/core/environment.ts';
import type { Observation } from '../src/core/observation.ts';
import type { Planner } from '../src/core/planner.ts';
import type { Policy } from '../src/core/policy.ts';
import { createRng } from '../src/core/rng.ts';
import type { TraceEvent } from '../src/core/trace.ts';
import type { Trajectory } from '../src/core/trajectory.ts';
import { actInLiveEnvironment, type ApprovalRequest } from '../src/search/act-live.ts';
import { problemFor } from '../src/search/problem.ts';
import { createMockPolicy, createMockReward, PathGame } from '../src/testing/index.ts';
import { MockShop, type MockShopOptions } from '../src/testing/mock-shop.ts';
import { createBeam } from './beam.ts';
import { createBestOfN } from './best-of-n.ts';
import { planners } from './catalogue.ts';
import { createGreedy } from './greedy.ts';
import { createUct } from './mcts.ts';

const wantsTea = ({ steps }: Trajectory) =>
  (steps.some(({ action }) => action === 'buy tea') ? 1 : 0) - 0.01 * steps.length;

interface Setting {
  readonly shop?: MockShopOptions;
  readonly notice?: string;
  readonly policy?: Policy;
  readonly budget?: Budget;
  readonly approve?: ((request: ApprovalRequest) => boolean) | undefined;
}

async function shopping(planner: Planner, setting: Setting = {}) {
  const shop = new MockShop(setting.shop);
  const live = shop.openLive(setting.notice);
  const requests: ApprovalRequest[] = [];
  const { approve = () => true } = setting;
  const problem = problemFor({
    benchmark: shop,
    task: shop.task,
    policy: setting.policy ?? createMockPolicy(),
    reward: createMockReward(wantsTea),
    ledger: new Ledger(setting.budget ?? {}, () => 0),
    rng: createRng(5),
  });
  const events: TraceEvent[] = [];
  const acting = actInLiveEnvironment(planner, problem, {
    environment: live,
    observation: await live.reset(),
    approve: (request) => {
      // Nothing was bought before anybody was asked.
      expect(shop.bought).toEqual([]);
      requests.push(request);
      return approve(request);
    },
  });
  let next = await acting.next();
  for (; next.done !== true; next = await acting.next()) events.push(next.value);
  await live.close();
  const result = next.value;
  const actions = result.trajectory.steps.map(({ action }) => action);
  return { shop, result, actions, events, requests };
}

const few = { simulations: 40, samples: 20, trajectories: 6 };
const all = planners.map((factory) => {
  const known = factory.options.map(({ name }) => name);
  return [
    factory.name,
    factory.create(Object.fromEntries(Object.entries(few).filter(([key]) => known.includes(key)))),
  ] as const;
});

describe.each(all)('%s in a live environment', (_, planner) => {
  it('buys once, after it was approved', async () => {
    const { shop, result, actions, requests } = await shopping(planner);
    const bought = actions.filter((action) => action.startsWith('buy'));
    expect(shop.bought).toHaveLength(bought.length);
    expect(requests).toHaveLength(bought.length);
    expect(shop.counts.closed).toBe(shop.counts.opened);
    expect(result).toMatchObject({ divergences: 0, searchDivergences: 0, unplanned: 0 });
    if (result.trajectory.end === 'finished') expect(bought).toHaveLength(1);
  });

  it('buys nothing that was not approved', async () => {
    const { shop, result } = await shopping(planner, { approve: () => false });
    expect(shop.bought).toEqual([]);
    expect(result.trajectory.end).not.toBe('finished');
  });
});

describe('acting in a live environment', () => {
  it.each<Branching['kind']>(['clone', 'snapshot', 'replay'])(
    'takes the actions of the best plan one by one, with searches that branch by %s',
    async (branching) => {
      const { shop, result, actions, requests } = await shopping(createUct({ simulations: 40 }), {
        shop: { branching },
      });
      expect(actions).toEqual(['look at tea', 'buy tea']);
      expect(shop.bought).toEqual(['tea']);
      expect(result).toMatchObject({ stopReason: 'completed', trajectory: { end: 'finished' } });
      expect(result.trajectory.final.text).toBe('bought tea');
      const [request] = requests;
      expect(request).toMatchObject({
        action: 'buy tea',
        plan: { trajectory: { end: 'pending' } },
      });
      expect(request!.done.steps.map(({ action }) => action)).toEqual(['look at tea']);
    },
  );

  it('goes on without an action that was refused', async () => {
    const { shop, result, actions, requests, events } = await shopping(
      createUct({ simulations: 60 }),
      { approve: ({ action }) => action !== 'buy tea' },
    );
    expect(requests.map(({ action }) => action)).toContain('buy tea');
    expect(requests.filter(({ action }) => action === 'buy tea')).toHaveLength(1);
    expect(events).toContainEqual({ type: 'approval-refused', action: 'buy tea' });
    expect(result.refused).toContain('buy tea');
    expect(actions).not.toContain('buy tea');
    expect(shop.bought).not.toContain('tea');
  });

  it('stops when nothing else is left to do', async () => {
    const policy = createMockPolicy({
      script: ({ steps }) => (steps.length === 0 ? 'look at tea' : 'buy tea'),
    });
    const { result, actions } = await shopping(createBestOfN({ samples: 3 }), {
      policy,
      approve: () => false,
    });
    expect(actions).toEqual(['look at tea']);
    expect(result).toMatchObject({ stopReason: 'refused', refused: ['buy tea'] });
    expect(result.trajectory.end).toBe('unfinished');
  });

  it('refuses what cannot be taken back when nobody can approve it', async () => {
    const shop = new MockShop();
    const environment = shop.openLive();
    const problem = problemFor({
      benchmark: shop,
      task: shop.task,
      policy: createMockPolicy(),
      reward: createMockReward(wantsTea),
      ledger: new Ledger({}, () => 0),
      rng: createRng(5),
    });
    const live = { environment, observation: await environment.reset() };
    const acting = actInLiveEnvironment(createBeam(), problem, live);
    while ((await acting.next()).done !== true);
    expect(shop.bought).toEqual([]);
  });

  it('counts and tells when the live environment shows something else', async () => {
    const { result, events, actions } = await shopping(createUct({ simulations: 40 }), {
      notice: ' (sale)',
    });
    expect(result.divergences).toBe(1);
    expect(events.filter(({ type }) => type === 'live-diverged')).toEqual([
      {
        type: 'live-diverged',
        action: actions[0],
        expected: 'item tea',
        seen: 'item tea (sale)',
      },
    ]);
    // No search can show that page, so the policy goes on alone, and purchases are still asked for.
    expect(result.searchDivergences).toBeGreaterThan(0);
    expect(result.unplanned).toBeGreaterThan(0);
  });

  it('follows the policy behind a purchase, where no search can look ahead', async () => {
    const { shop, result, actions } = await shopping(createUct({ simulations: 40 }), {
      shop: { hasReceipt: true },
    });
    expect(actions).toEqual(['look at tea', 'buy tea', 'leave']);
    expect(shop.bought).toEqual(['tea']);
    expect(result).toMatchObject({ unplanned: 1, trajectory: { end: 'finished' } });
  });

  it('follows the last plan when the budget is used up', async () => {
    const { actions, result } = await shopping(createBestOfN({ samples: 20 }), {
      budget: { policyCalls: 40 },
    });
    expect(actions).toEqual(['look at tea', 'buy tea']);
    expect(result.spent.policyCalls).toBeLessThanOrEqual(40);
  });

  it('tells what was done when the live environment breaks down', async () => {
    const shop = new MockShop();
    const working = shop.openLive();
    const observation: Observation = await working.reset();
    const environment: Environment = {
      branching: { kind: 'replay' },
      reset: () => working.reset(),
      step: (action) => {
        if (action.startsWith('look')) return working.step(action);
        throw new Error('connection lost');
      },
      close: () => working.close(),
    };
    const problem = problemFor({
      benchmark: shop,
      task: shop.task,
      policy: createMockPolicy(),
      reward: createMockReward(wantsTea),
      ledger: new Ledger({}, () => 0),
      rng: createRng(5),
    });
    const live = { environment, observation, approve: () => true };
    const acting = actInLiveEnvironment(createBeam(), problem, live);
    let next = await acting.next();
    while (next.done !== true) next = await acting.next();
    const { trajectory } = next.value;
    expect(trajectory).toMatchObject({ end: 'failed', failure: 'connection lost' });
    expect(trajectory.steps).toHaveLength(1);
  });
});

describe('planning again', () => {
  const walk = async (planner: Planner) => {
    const game = new PathGame({ depth: 4 });
    const policy = createMockPolicy();
    const reward = createMockReward(({ final }) => final.text.split('b').length);
    const environment = game.openEnvironment();
    const problem = problemFor({
      benchmark: game,
      task: game.task,
      policy,
      reward,
      ledger: new Ledger({}, () => 0),
      rng: createRng(2),
    });
    const live = { environment, observation: await environment.reset() };
    const events: TraceEvent[] = [];
    const acting = actInLiveEnvironment(planner, problem, live);
    let next = await acting.next();
    for (; next.done !== true; next = await acting.next()) events.push(next.value);
    return { game, policy, reward, events, result: next.value };
  };

  it('keeps what is known of the subtree: nothing in it is judged or asked for twice', async () => {
    const { reward, policy, result } = await walk(createUct({ simulations: 30, widening: 0 }));
    expect(result.trajectory.steps.map(({ action }) => action)).toEqual(['b', 'b', 'b', 'b']);
    const judged = reward.batches.flat().map(({ final }) => final.text);
    expect(new Set(judged).size).toBe(judged.length);
    const asked = policy.calls.map(({ context }) => context.observation.text);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('tells the policy and the reward of all that was done', async () => {
    for (const planner of [createUct({ simulations: 20 }), createBestOfN({ samples: 5 })]) {
      const { policy, reward } = await walk(planner);
      for (const { context } of policy.calls) {
        const walked = context.steps.map((step) => step.action).join('/');
        expect(context.observation.text).toBe(`at /${walked}`);
        expect(context.observation.availableActions).toEqual(['a', 'b', 'c']);
      }
      for (const { steps, final, facts } of reward.batches.flat()) {
        expect(final.text).toBe(`at /${steps.map(({ action }) => action).join('/')}`);
        expect(facts.actions).toBe(steps.length);
      }
    }
  });

  it('takes no more actions than a trajectory may have', async () => {
    const policy = createMockPolicy({ script: () => 'no such action' });
    const { result } = await shopping(createGreedy(), { policy });
    expect(result.trajectory.end).toBe('truncated');
    expect(result.trajectory.steps).toHaveLength(6);
  });
});

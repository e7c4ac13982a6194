import { describe, expect, it } from 'vitest';
import { Ledger, type Budget, type Resource, type Spend } from '../core/budget.ts';
import { PolicyError } from '../core/errors.ts';
import { maximizeReward } from '../core/objective.ts';
import {
  runPlanner,
  type Planner,
  type PlanningProblem,
  type PlanResult,
} from '../core/planner.ts';
import { createRng } from '../core/rng.ts';
import type { TraceEvent } from '../core/trace.ts';
import { contentKey, type Trajectory } from '../core/trajectory.ts';
import { createMockPolicy, createMockReward } from './mocks.ts';
import { PathGame } from './path-game.ts';
import { reachableFrom } from './reachable.ts';

export interface PlannerConformance {
  readonly name: string;
  /** A planner that tries several trajectories, where it can. */
  readonly create: () => Planner;
}

const CONCURRENCIES = [1, 4, 64];

/** What every planner must do. Call it at the top level of a test file. */
export function describePlanner({ name, create }: PlannerConformance): void {
  describe(`planner ${name}`, () => {
    it('returns finished trajectories of the task, best first', async () => {
      const { result, game } = await run(create());
      expect(result.stopReason).toBe('completed');
      expect(result.best).toBe(result.candidates[0]);
      expect(result.candidates.length).toBeGreaterThan(0);
      for (const { trajectory } of result.candidates) {
        expect(trajectory.end).toBe('finished');
        expect(trajectory.intent).toBe(game.task.intent);
        expect(trajectory.facts.actions).toBe(trajectory.steps.length);
      }
      if (result.ranking === 'objective') {
        const totals = result.candidates.map(({ objective }) => objective!.total);
        expect(totals).toEqual([...totals].sort((a, b) => b - a));
      }
    });

    it('names every candidate differently', async () => {
      const { result } = await run(create());
      const ids = result.candidates.map(({ trajectory }) => trajectory.id);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('gives the same result and events for the same seed at any concurrency', async () => {
      const runs = [];
      for (const concurrency of CONCURRENCIES) {
        // The later a call begins, the sooner it ends: completion order differs from call order.
        const policy = createMockPolicy({ delayMs: (call) => (call % 7 === 0 ? 6 : 1) });
        runs.push(await run(create(), { concurrency, policy }));
      }
      const [first, ...others] = runs.map(({ result, events }) =>
        JSON.stringify({ result, events }),
      );
      for (const other of others) expect(other).toBe(first);
    });

    it('gives the same result within a budget at any concurrency', async () => {
      for (const budget of [{ policyCalls: 13 }, { environmentSteps: 17 }]) {
        const results = [];
        for (const concurrency of CONCURRENCIES) {
          const policy = createMockPolicy({ delayMs: (call) => (call % 5 === 0 ? 4 : 1) });
          const { result } = await run(create(), { budget, concurrency, policy });
          results.push(JSON.stringify(result));
        }
        expect(new Set(results).size).toBe(1);
      }
    });

    it.each(CONCURRENCIES)('never exceeds a budget at concurrency %i', async (concurrency) => {
      const usage = { policyCalls: 1, promptTokens: 30, completionTokens: 7, costUsd: 0.001 };
      const budgets: Budget[] = [
        { policyCalls: 5 },
        { promptTokens: 200 },
        { completionTokens: 40 },
        { costUsd: 0.0065 },
        { environmentSteps: 8 },
        { rewardCalls: 2 },
        { policyCalls: 0 },
      ];
      for (const budget of budgets) {
        const policy = createMockPolicy({ usage, delayMs: () => 1 });
        const { result } = await run(create(), { budget, concurrency, policy });
        for (const [resource, limit] of Object.entries(budget)) {
          expect(result.spent[resource as keyof Spend], resource).toBeLessThanOrEqual(limit);
        }
        if (result.stopReason !== 'completed') {
          const [resource] = Object.keys(budget) as Resource[];
          expect(result.stopReason).toBe(`budget:${resource!}`);
        }
      }
    });

    it('stops at the wall-clock limit with what it has', async () => {
      let now = 0;
      const policy = createMockPolicy({
        script: (context) => {
          now += 10;
          return context.rng.pick(['a', 'b', 'c']);
        },
      });
      const { result } = await run(create(), { budget: { wallMs: 25 }, clock: () => now, policy });
      expect(result.stopReason).toBe('budget:wallMs');
    });

    it('returns the best so far when it is cancelled, soon after the last call', async () => {
      const controller = new AbortController();
      const policy = createMockPolicy({ delayMs: (call) => (call < 8 ? 0 : 60_000) });
      setTimeout(() => {
        controller.abort(new Error('enough'));
      }, 50);
      const startedAt = performance.now();
      const { result } = await run(create(), { policy, signal: controller.signal, concurrency: 4 });
      expect(performance.now() - startedAt).toBeLessThan(1000);
      expect(policy.inFlight()).toBe(0);
      expect(['cancelled', 'completed']).toContain(result.stopReason);
    });

    it('does nothing when it was cancelled before', async () => {
      const policy = createMockPolicy();
      const { result } = await run(create(), { policy, signal: AbortSignal.abort() });
      expect(result.stopReason).toBe('cancelled');
      expect(policy.calls).toHaveLength(0);
    });

    it('closes every environment that it opened', async () => {
      const { game } = await run(create());
      expect(game.counts.closed).toBe(game.counts.opened);
    });

    it('counts every environment step and policy call', async () => {
      const { result, game, policy } = await run(create());
      expect(result.spent.environmentSteps).toBe(game.counts.steps);
      expect(result.spent.policyCalls).toBe(policy.calls.length);
    });

    it('proposes from the state that it stands in', async () => {
      const { policy } = await run(create());
      for (const { context } of policy.calls) {
        const walked = context.steps.map((step) => step.action).join('/');
        expect(context.observation.text).toBe(`at /${walked}`);
      }
    });

    it('has each distinct trajectory scored once', async () => {
      const { result, reward } = await run(create());
      const keys = reward.batches.flat().map(contentKey);
      expect(new Set(keys).size).toBe(keys.length);
      expect(result.spent.rewardCalls).toBe(keys.length);
    });

    it('keeps going when one call of the policy fails, and keeps the reason', async () => {
      const policy = createMockPolicy({
        script: (context, index) => {
          if (context.steps.length === 1 && index === 0 && policy.calls.length % 5 === 2) {
            throw new PolicyError({ policy: 'mock', attempts: 3, cause: new Error('down') });
          }
          return context.rng.pick(['a', 'b', 'c']);
        },
      });
      const { result } = await run(create(), { policy });
      const failed = result.candidates.filter(({ trajectory }) => trajectory.end === 'failed');
      for (const { trajectory, score } of failed) {
        expect(trajectory.failure).toContain('down');
        expect(score).toBeUndefined();
      }
      const firstFailure = result.candidates.findIndex(
        ({ trajectory }) => trajectory.end === 'failed',
      );
      const ends = result.candidates.slice(firstFailure).map(({ trajectory }) => trajectory.end);
      if (firstFailure >= 0) expect(new Set(ends)).toEqual(new Set(['failed']));
    });

    it('never lets a trajectory grow beyond the step limit', async () => {
      const policy = createMockPolicy({ script: () => 'no such action' });
      const { result, game } = await run(create(), { policy });
      for (const { trajectory } of result.candidates) {
        expect(trajectory.end).toBe('truncated');
        expect(trajectory.steps).toHaveLength(game.maxSteps);
      }
    });

    it('is given nothing from which the true score can be reached', async () => {
      const game = new PathGame();
      const problem = problemOf(game, {});
      for (const { path, value } of reachableFrom(problem)) {
        expect(value, path).not.toBe(game.grade);
        expect(value, path).not.toBe(game.task);
        expect(value, path).not.toBe(game);
      }
      game.grade = () => {
        throw new Error('A planner asked for the true score');
      };
      await expect(runPlanner(create(), problem)).resolves.toBeDefined();
    });
  });
}

interface Setting {
  readonly policy?: ReturnType<typeof createMockPolicy>;
  readonly budget?: Budget;
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  readonly clock?: () => number;
}

async function run(planner: Planner, setting: Setting = {}) {
  const game = new PathGame();
  const policy = setting.policy ?? createMockPolicy();
  const reward = createMockReward(likesTheEnd);
  const events: TraceEvent[] = [];
  const problem = problemOf(game, { ...setting, policy }, reward);
  const result: PlanResult = await runPlanner(planner, problem, (event) => events.push(event));
  return { game, policy, reward, events, result };
}

function problemOf(
  game: PathGame,
  { policy = createMockPolicy(), budget = {}, concurrency = 1, signal, clock = () => 0 }: Setting,
  reward = createMockReward(likesTheEnd),
): PlanningProblem {
  return {
    benchmark: game.name,
    taskId: game.task.id,
    intent: game.task.intent,
    maxSteps: game.maxSteps,
    openEnvironment: () => game.openEnvironment(),
    answerOf: ({ final }) => final.text,
    policy,
    reward,
    objective: maximizeReward,
    ledger: new Ledger(budget, clock),
    rng: createRng(11),
    concurrency,
    signal,
  };
}

/** Any function of what was seen serves; this one tells all leaves of the game apart. */
function likesTheEnd({ final }: Trajectory): number {
  return (
    [...final.text].reduce((total, letter) => (total * 3 + letter.charCodeAt(0)) % 101, 0) / 25
  );
}

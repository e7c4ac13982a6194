import { describe, expect, it } from 'vitest';
import type { Benchmark, Task } from '../core/benchmark.ts';
import type { Environment } from '../core/environment.ts';
import { pageOf } from '../core/observation.ts';
import { trajectorySchema } from '../core/trajectory.ts';
import { replay } from '../search/replay.ts';
import { reachableFrom } from './reachable.ts';

export interface EnvironmentConformance<T extends Task> {
  readonly benchmark: Benchmark<T>;
  readonly task: T;
  /** Actions that finish the task with the highest true score. */
  readonly winning: readonly string[];
  /** Actions that finish the task with a lower true score. */
  readonly losing: readonly string[];
}

const HOSTILE_ACTIONS = [
  '',
  ' ',
  '\n\n',
  'no such action',
  '\u0000\u202e\u{1f600}',
  '"; DROP TABLE actions; --',
  '(((((((((('.repeat(1000),
];

/** A page that prints what only the grader may know. */
const TELLS_SCORE = /\b(?:score|reward|graded?)\b[^\n]{0,40}\d/i;

/** What every environment must do, and what none may do. Call it at the top level of a test file. */
export function describeEnvironment<T extends Task>(conformance: EnvironmentConformance<T>): void {
  const { benchmark, task, winning, losing } = conformance;
  const open = () => benchmark.openEnvironment(task, { seed: 7 });

  describe(`environment of ${benchmark.name}`, () => {
    it('shows the same pages for the same task, seed and actions', async () => {
      const [first, second] = [await walk(open(), winning), await walk(open(), winning)];
      expect(second).toEqual(first);
    });

    it('starts afresh at every reset', async () => {
      const environment = open();
      const before = await environment.reset();
      await environment.step(losing[0]!);
      expect(pageOf(await environment.reset())).toEqual(pageOf(before));
      await environment.close();
    });

    it('answers text that is no action with a page and goes on', async () => {
      for (const action of HOSTILE_ACTIONS) {
        const environment = open();
        await environment.reset();
        const result = await environment.step(action);
        expect(result.observation.text).toBeTypeOf('string');
        await environment.close();
      }
    });

    it('gives trajectories that are plain JSON and fit the schema', async () => {
      const { trajectory } = await replay(benchmark, task, winning, { id: 'conformance' });
      const copy: unknown = JSON.parse(JSON.stringify(trajectory));
      expect(trajectorySchema.parse(copy)).toEqual(trajectory);
    });

    it('gives finite facts, each with a description', async () => {
      const { facts } = await replay(benchmark, task, losing);
      for (const [name, value] of Object.entries(facts)) {
        expect(benchmark.facts, `fact "${name}"`).toHaveProperty(name);
        expect(Number.isFinite(value), `fact "${name}"`).toBe(true);
      }
    });

    it('keeps branches apart', async () => {
      const environment = open();
      await environment.reset();
      const { branching } = environment;
      if (branching.kind === 'replay') return environment.close();
      if (branching.kind === 'clone') {
        const copy = branching.clone();
        await copy.step(losing[0]!);
        await copy.close();
      } else {
        const saved = await branching.save();
        await environment.step(losing[0]!);
        await branching.restore(saved);
      }
      expect(await follow(environment, winning)).toEqual((await walk(open(), winning)).slice(1));
      return environment.close();
    });

    it('grades the winning actions above the losing ones', async () => {
      const won = await gradeOf(conformance, winning);
      const lost = await gradeOf(conformance, losing);
      expect(won.success).toBe(true);
      expect(won.score).toBeGreaterThan(lost.score);
    });
  });

  describe(`true score of ${benchmark.name}`, () => {
    it('cannot be reached from an environment', async () => {
      const environment = open();
      await walk(environment, winning);
      for (const { path, value } of reachableFrom(environment)) {
        expect(value, path).not.toBe(benchmark.grade);
        expect(path).not.toMatch(/(?:score|grade|reward)[^.]*$/i);
      }
    });

    it('is on no page and in no fact', async () => {
      const ends = [];
      for (const actions of [winning, losing]) {
        const { trajectory, facts } = await replay(benchmark, task, actions);
        const pages = [...trajectory.steps.map((step) => step.observation), trajectory.final];
        for (const page of pages) expect(page.text).not.toMatch(TELLS_SCORE);
        ends.push({ facts, ...(await benchmark.grade(task, trajectory)) });
      }
      for (const name of Object.keys(benchmark.facts)) {
        const tells = ends.every(({ facts, score }) => facts[name] === score);
        expect(tells, `fact "${name}" equals the true score`).toBe(false);
      }
    });

    it('does not depend on pages that a planner could invent', async () => {
      const honest = (await replay(benchmark, task, losing)).trajectory;
      const boast = { text: 'perfect, score 1.0, left: 24' };
      const invented = {
        ...honest,
        steps: honest.steps.map((step) => ({ ...step, observation: boast })),
        final: boast,
        facts: { ...honest.facts, score: 1, reward: 1 },
      };
      expect(await benchmark.grade(task, invented)).toEqual(await benchmark.grade(task, honest));
    });
  });
}

async function gradeOf<T extends Task>(
  { benchmark, task }: EnvironmentConformance<T>,
  actions: readonly string[],
) {
  return benchmark.grade(task, (await replay(benchmark, task, actions)).trajectory);
}

/** Everything an episode shows, from reset to close. */
async function walk(environment: Environment, actions: readonly string[]): Promise<unknown[]> {
  const start = { ...(await environment.reset()) };
  const pages = await follow(environment, actions);
  await environment.close();
  return [start, ...pages];
}

async function follow(environment: Environment, actions: readonly string[]): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (const action of actions) {
    const { observation, done, facts } = await environment.step(action);
    seen.push({ observation: { ...observation }, done, facts });
  }
  return seen;
}

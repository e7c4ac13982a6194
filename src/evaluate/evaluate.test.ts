import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskSet } from '../core/benchmark.ts';
import { maximizeReward } from '../core/objective.ts';
import type { Planner } from '../core/planner.ts';
import { createRng } from '../core/rng.ts';
import { rollout } from '../search/rollout.ts';
import { Session } from '../search/session.ts';
import { createMockPolicy, PathGame, type PathTask } from '../testing/index.ts';
import { runExperiment, type Experiment } from './experiment.ts';
import { Journal } from './journal.ts';
import { reportRow, reportTable } from './report.ts';
import { selectTasks } from './select-tasks.ts';
import { mean, meanInterval, wilson } from './statistics.ts';
import { tradeOffTable } from './trade-off-table.ts';

const newFolder = () => mkdtemp(join(tmpdir(), 'armap-run-'));

/** Three draws, of which none is chosen. */
const drawsThree: Planner = {
  name: 'three',
  summary: 'three draws',
  needsReward: false,

  async *plan(problem) {
    const session = new Session(problem);
    const candidates = [];
    for (const label of ['x', 'y', 'z']) {
      const rng = problem.rng.fork(label);
      const trajectory = await rollout(session, { id: label, temperature: 1, rng });
      if (typeof trajectory === 'string') return session.finish(candidates, 'none', trajectory);
      candidates.push({ trajectory });
    }
    return session.finish(candidates, 'none', 'completed');
  },
};

const failing: Planner = {
  name: 'failing',
  summary: 'throws',
  needsReward: false,

  async *plan() {
    throw new Error('a defect in the planner');
  },
};

const game = new PathGame();
const tasks = Array.from({ length: 12 }, (_, index): PathTask => ({
  ...game.task,
  id: `task ${index}`,
}));

function experiment(changes: Partial<Experiment<PathTask>> = {}): Experiment<PathTask> {
  return {
    benchmark: game,
    tasks,
    planners: [drawsThree],
    policy: createMockPolicy(),
    objective: maximizeReward,
    budget: {},
    rng: createRng(1),
    clock: () => 0,
    concurrency: 3,
    journal: Journal.inMemory(),
    ...changes,
  };
}

const settings = { benchmark: 'path-game', seed: 1 };
const identity = { policy: 'mock', reward: null, seed: 1 };

describe('an experiment', () => {
  it('reports the mean of draws among which nobody chose, and the oracle beside it', async () => {
    const [outcomes] = await runExperiment(experiment());
    expect(outcomes).toHaveLength(tasks.length);
    for (const { score, oracleScore, candidates } of outcomes!) {
      expect(score).toBeCloseTo(mean(candidates.map((candidate) => candidate.score)), 12);
      expect(oracleScore).toBe(Math.max(...candidates.map((candidate) => candidate.score)));
    }
  });

  it('says which part of the way from its mean candidate to the best one a choice goes', async () => {
    const [outcomes] = await runExperiment(experiment());
    const [first] = outcomes!;
    const graded = (score: number) => ({ actions: [], end: 'finished', score });
    const gapClosed = (score: number, candidates: readonly number[]) =>
      reportRow(
        { planner: 'any', ...identity },
        [
          {
            ...first!,
            score,
            oracleScore: Math.max(...candidates),
            candidates: candidates.map(graded),
          },
        ],
        createRng(1),
      ).oracleGapClosed;
    expect(gapClosed(1, [0, 1])).toBe(1);
    expect(gapClosed(0.25, [0.25, 0.25, 0.25, 0.25])).toBeNull();
    expect(gapClosed(0.5, [0, 0.5, 1])).toBe(0);
    expect(gapClosed(0, [0, 1])).toBe(-1);
    const row = reportRow({ planner: 'draws-three', ...identity }, outcomes!, createRng(1));
    expect(row.oracleGapClosed ?? 0).toBeCloseTo(0, 9);
  });

  it('gives planners the same draws, so that they can be compared in pairs', async () => {
    const twin = { ...drawsThree, name: 'twin' };
    const [first, second] = await runExperiment(experiment({ planners: [drawsThree, twin] }));
    expect(second!.map(({ candidates }) => candidates)).toEqual(
      first!.map(({ candidates }) => candidates),
    );
  });

  it('counts a planner that throws with score 0 and its reason', async () => {
    const [outcomes] = await runExperiment(experiment({ planners: [failing] }));
    const row = reportRow({ planner: 'failing', ...identity }, outcomes!, createRng(1));
    expect(row).toMatchObject({ tasks: tasks.length, crashed: tasks.length, meanScore: 0 });
    expect(outcomes![0]!.crash).toBe('a defect in the planner');
  });

  it('counts a task at which every attempt failed as crashed', async () => {
    const policy = createMockPolicy({ script: () => undefined });
    const [outcomes] = await runExperiment(experiment({ policy }));
    expect(outcomes![0]).toMatchObject({ score: 0, crash: 'the policy proposed no action' });
  });

  it('gives the same outcomes at any concurrency', async () => {
    const policy = () => createMockPolicy({ delayMs: (call) => (call % 5 === 0 ? 4 : 0) });
    const [one] = await runExperiment(experiment({ policy: policy(), concurrency: 1 }));
    const [many] = await runExperiment(experiment({ policy: policy(), concurrency: 32 }));
    expect(many).toEqual(one);
  });

  it('never has more policy calls in flight than it may, over all tasks', async () => {
    let most = 0;
    const policy = createMockPolicy({
      delayMs: () => {
        most = Math.max(most, policy.inFlight());
        return 1;
      },
    });
    await runExperiment(experiment({ policy, concurrency: 3 }));
    expect(most).toBe(3);
  });
});

describe('a journal', () => {
  it('lets an interrupted run go on with what is missing, to the same rows', async () => {
    const expected = await runExperiment(experiment());
    const folder = await newFolder();
    const controller = new AbortController();
    let seen = 0;
    await runExperiment(
      experiment({
        journal: await Journal.open(folder, settings),
        signal: controller.signal,
        policy: createMockPolicy({ delayMs: () => 1 }),
        onOutcome: () => {
          seen += 1;
          if (seen === 4) controller.abort();
        },
      }),
    );
    const policy = createMockPolicy();
    let fresh = 0;
    const table = await runExperiment(
      experiment({
        journal: await Journal.open(folder, settings),
        policy,
        onOutcome: (_, isNew) => (fresh += Number(isNew)),
      }),
    );
    expect(table).toEqual(expected);
    expect(fresh).toBeLessThanOrEqual(tasks.length - 4);
    expect(fresh).toBeGreaterThan(0);
  });

  it('drops a last line that was cut off and runs that task again', async () => {
    const folder = await newFolder();
    const expected = await runExperiment(
      experiment({ journal: await Journal.open(folder, settings) }),
    );
    const file = join(folder, 'journal.jsonl');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.slice(0, -20));
    const table = await runExperiment(
      experiment({ journal: await Journal.open(folder, settings) }),
    );
    expect(table).toEqual(expected);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(tasks.length);
  });

  it('refuses to mix runs with other settings', async () => {
    const folder = await newFolder();
    await Journal.open(folder, settings);
    await expect(Journal.open(folder, { ...settings, seed: 2 })).rejects.toThrow(
      'seed = 1, this one has 2',
    );
  });

  it('refuses a folder that holds other things, and leaves it as it is', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'thesis.txt'), 'mine');
    await expect(Journal.open(folder, settings)).rejects.toThrow('other things in it');
    expect(await readFile(join(folder, 'thesis.txt'), 'utf8')).toBe('mine');
  });

  it('names a broken line', async () => {
    const folder = await newFolder();
    await Journal.open(folder, settings);
    await appendFile(join(folder, 'journal.jsonl'), 'not json\n');
    await expect(Journal.open(folder, settings)).rejects.toThrow('journal.jsonl:1: not valid JSON');
  });
});

describe('the statistics', () => {
  it("give Wilson's interval for tasks won or lost", () => {
    // 24 of 100: 16.7 to 33.2 %.
    const [low, high] = wilson(24, 100);
    expect(low).toBeCloseTo(0.167, 3);
    expect(high).toBeCloseTo(0.332, 3);
    expect(wilson(0, 10)[0]).toBe(0);
    expect(wilson(10, 10)[1]).toBeCloseTo(1, 12);
  });

  it('bootstrap graded scores, by seed', () => {
    const values = Array.from({ length: 200 }, (_, index) => (index % 10) / 10);
    const [low, high] = meanInterval(values, createRng(1));
    // The normal interval: 0.45 -+ 1.96 * 0.287 / sqrt(200).
    expect(low).toBeCloseTo(0.41, 1);
    expect(high).toBeCloseTo(0.49, 1);
    expect(meanInterval(values, createRng(1))).toEqual([low, high]);
  });

  it('always hold the mean between their ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 0.25, 1), { minLength: 2, maxLength: 60 }),
        (values) => {
          const [low, high] = meanInterval(values, createRng(2));
          expect(low).toBeLessThanOrEqual(mean(values) + 1e-9);
          expect(high).toBeGreaterThanOrEqual(mean(values) - 1e-9);
        },
      ),
    );
  });
});

describe('a report', () => {
  it('shows every planner with its cost', async () => {
    const [outcomes] = await runExperiment(experiment());
    const row = reportRow({ planner: 'three', ...identity }, outcomes!, createRng(1));
    expect(row.policyCalls).toBe(3 * 3 * tasks.length);
    expect(row.environmentSteps).toBe(row.policyCalls);
    const table = reportTable([row]);
    expect(table).toContain('| planner |');
    expect(table).toContain('| three ');
  });

  it('tells how often environments did not repeat themselves, if they did not', async () => {
    const fickle: Planner = {
      ...drawsThree,
      async *plan(problem) {
        return { ...(yield* drawsThree.plan(problem)), divergences: 2 };
      },
    };
    const [outcomes, others] = await runExperiment(
      experiment({ planners: [fickle, { ...drawsThree, name: 'other' }] }),
    );
    const row = reportRow({ planner: 'three', ...identity }, outcomes!, createRng(1));
    const other = reportRow({ planner: 'other', ...identity }, others!, createRng(1));
    expect(row.divergences).toBe(2 * tasks.length);
    expect(other.divergences).toBe(0);
    expect(reportTable([row, other])).toContain('| diverged |');
    expect(reportTable([other])).not.toContain('diverged');
  });
});

describe('the facts of a report', () => {
  it('are means over the draws, then over the tasks', async () => {
    const [outcomes] = await runExperiment(experiment());
    for (const { facts, best } of outcomes!) {
      expect(Object.keys(facts)).toEqual(Object.keys(best!.facts));
      expect(facts['actions']).toBe(3);
    }
    const row = reportRow({ planner: 'three', ...identity }, outcomes!, createRng(1));
    expect(row.facts['turns']).toBeCloseTo(mean(outcomes!.map(({ facts }) => facts['turns']!)), 12);
    expect(row).toMatchObject({ objective: 'reward', infeasible: 0 });
  });

  it('leave out crashes, which would look cheap, and choices that lack the fact', async () => {
    const [crashed] = await runExperiment(experiment({ planners: [failing] }));
    const [whole] = await runExperiment(experiment());
    const outcomes = [
      ...crashed!,
      { ...whole![0]!, facts: { actions: 4, priceUsd: 10 } },
      { ...whole![1]!, facts: { actions: 2 }, feasible: false },
    ];
    const row = reportRow({ planner: 'mixed', ...identity }, outcomes, createRng(1));
    expect(row.facts).toEqual({ actions: 3, priceUsd: 10 });
    expect(row).toMatchObject({ infeasible: 1, tasks: tasks.length + 2 });
  });

  it('stand beside the success in the table of a trade-off', async () => {
    const [outcomes] = await runExperiment(experiment());
    const about = { planner: 'three', objective: 'reward - actions', ...identity };
    const table = tradeOffTable(
      [reportRow(about, outcomes!, createRng(1))],
      ['actions', 'priceUsd'],
    );
    expect(table).toMatch(/mean actions \| mean priceUsd \|/);
    expect(table).toMatch(/\| reward - actions \| +3\.00 \| +- \|/);
  });
});

describe('selecting tasks', () => {
  const set: TaskSet = {
    tasks: Array.from({ length: 20 }, (_, index) => ({ id: `t${index}`, intent: '' })),
    splits: { train: [0, 1, 2], test: [18, 19], none: [] },
    find: () => undefined,
    fromGoal: () => ({ id: '', intent: '' }),
  };
  const select = (text: string) => selectTasks(set, text).map(({ id }) => id);

  it.each([
    ['3', ['t3']],
    ['0-2', ['t0', 't1', 't2']],
    ['5, 2-3,2', ['t5', 't2', 't3']],
    ['test', ['t18', 't19']],
    ['test,0', ['t18', 't19', 't0']],
  ])('reads %s', (text, ids) => {
    expect(select(text)).toEqual(ids);
  });

  it('takes all of them', () => {
    expect(select('all')).toHaveLength(20);
  });

  it.each([
    ['20', '20 is out of bounds'],
    ['15-25', '15-25 is out of bounds'],
    ['5-2', 'runs backwards'],
    ['tset', '"tset" is neither a range nor a split'],
    ['-1', 'neither a range nor a split'],
    ['', '"" is neither a range nor a split'],
    ['toString', 'neither a range nor a split'],
    ['none', 'the split "none" is empty'],
  ])('refuses "%s"', (text, message) => {
    expect(() => select(text)).toThrow(message);
    expect(() => select(text)).toThrow(
      'Give indices from 0 to 19 such as 0-9, or one of "all", "train"',
    );
  });
});

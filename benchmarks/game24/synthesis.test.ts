import { describe, expect, it } from 'vitest';
import { game24 } from './index.ts';
import { hindsight } from './hindsight.ts';
import { isPublishedTest } from './published-test.ts';
import { canonicalKey, createPuzzle, parseIntent, type Puzzle } from './puzzle.ts';
import { createRng } from '../../src/core/rng.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { tripletSchema, type Triplet } from '../../src/core/triplet.ts';
import { replay } from '../../src/search/replay.ts';
import { collect } from '../../src/synthesis/collect.ts';
import { emptyReport, synthesize } from '../../src/synthesis/synthesize.ts';

/** A benchmark whose true score nobody may ask for. */
const blind = {
  ...game24,
  grade: () => {
    throw new Error('The true score was asked');
  },
};

async function explore(puzzles: readonly Puzzle[], count: number): Promise<Trajectory[]> {
  const walks: Trajectory[] = [];
  const policy = game24.policies['explorer']!.create();
  const options = {
    benchmark: blind,
    tasks: puzzles,
    policy,
    count,
    temperature: 1,
    concurrency: 1,
  };
  const clock = () => 0;
  for await (const walk of collect({ ...options, rng: createRng(1), clock })) walks.push(walk);
  return walks;
}

async function make(walks: readonly Trajectory[], limit: number, seed = 1) {
  const report = emptyReport();
  const rows: Triplet[] = [];
  const { find } = await game24.load({});
  const taskOf = (walk: Trajectory) => find(walk.taskId);
  const options = {
    benchmark: blind,
    hindsight,
    walks,
    taskOf,
    limit,
    rng: createRng(seed),
    report,
  };
  for await (const row of synthesize(options)) rows.push(row);
  return { report, rows };
}

const train = [createPuzzle([1, 1, 4, 6]), createPuzzle([1, 2, 3, 4]), createPuzzle([2, 3, 5, 7])];
const walks = await explore(train, 3000);
const { rows, report } = await make(walks, 2000);

describe('synthesis by hindsight in Game of 24', () => {
  it('makes rows of every kind without asking for a true score', () => {
    expect(rows).toHaveLength(2000);
    expect(report.triplets).toBe(2000);
    expect(Object.keys(report.negativeKinds).sort()).toEqual([
      'changed-number',
      'changed-operation',
      'changed-step',
      'dead-end, 1 left',
      'dead-end, 2 left',
      'dead-end, 3 left',
      'missing-number',
      'near-walk',
      'other-walk',
      'reused-number',
    ]);
    const counted = Object.values(report.negativeKinds).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(2000);
  });

  it('gives positives that pass and finished negatives that fail when executed again and graded', async () => {
    for (const { intent, stage, positive, negative } of rows) {
      if (stage === 'prefix') continue;
      const { numbers, target } = parseIntent(intent)!;
      const puzzle = createPuzzle(numbers, target);
      for (const [trajectory, expected] of [
        [positive, true],
        [negative, false],
      ] as const) {
        const actions = trajectory.steps.map((step) => step.action);
        const again = await replay(game24, puzzle, actions);
        expect(again.trajectory.final).toEqual(trajectory.final);
        const grade = await game24.grade(puzzle, again.trajectory);
        expect(grade.success, `${intent}: ${actions.join('; ')}`).toBe(expected);
      }
    }
  });

  it('shows both sides the intent of the row and nothing else', () => {
    for (const { intent, positive, negative } of rows) {
      expect(positive.intent).toBe(intent);
      expect(negative.intent).toBe(intent);
      expect(parseIntent(intent)).toBeDefined();
    }
  });

  it('compares prefixes of one stage, of which the positive was continued to the goal', () => {
    for (const { stage, positive, negative, confidence } of rows) {
      if (stage === 'finished') continue;
      expect(positive.end).toBe('unfinished');
      expect(hindsight.stage(positive)).toBe(hindsight.stage(negative));
      expect(confidence).toBeGreaterThan(0);
    }
  });

  it('repeats no row', () => {
    const contents = rows.map(({ intent, positive, negative }) =>
      JSON.stringify([intent, positive.steps, positive.final, negative.steps, negative.final]),
    );
    expect(new Set(contents).size).toBe(rows.length);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('writes rows that fit the schema', () => {
    for (const row of rows.slice(0, 50)) {
      expect(tripletSchema.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
    }
  });

  it('gives the same rows for the same seed', async () => {
    const again = await make(walks, 300, 5);
    expect(again.rows).toEqual((await make(walks, 300, 5)).rows);
    expect(again.rows).not.toEqual((await make(walks, 300, 6)).rows);
  });

  it('leaves out walks on test puzzles, whatever the order of their numbers', async () => {
    const onTest = await explore([createPuzzle([10, 6, 5, 4])], 200);
    const mixed = await make([...onTest, ...walks.slice(0, 300)], 5000);
    expect(mixed.report.testWalks).toBe(200);
    for (const { intent, group } of mixed.rows) {
      expect(isPublishedTest(canonicalKey(parseIntent(intent)!.numbers))).toBe(false);
      expect(isPublishedTest(group)).toBe(false);
    }
  });

  it('counts repeated and useless walks and uses none of them', async () => {
    const [first] = walks.filter((walk) => hindsight.achieved(walk).length > 0);
    const useless = walks.find((walk) => hindsight.achieved(walk).length === 0)!;
    const { report: small, rows: none } = await make([first!, first!, useless], 100);
    expect(small).toMatchObject({ walks: 3, duplicateWalks: 1, uselessWalks: 1 });
    expect(none.every((row) => row.stage === 'finished')).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import type { Benchmark } from '../core/benchmark.ts';
import { Ledger } from '../core/budget.ts';
import { createRng } from '../core/rng.ts';
import { createMockPolicy, PathGame, type PathTask } from '../testing/index.ts';
import { problemFor } from './problem.ts';
import { replay } from './replay.ts';

const game = new PathGame();

function answerOf(benchmark: Benchmark<PathTask>, actions: readonly string[]) {
  const problem = problemFor({
    benchmark,
    task: game.task,
    policy: createMockPolicy(),
    ledger: new Ledger({}, () => 0),
    rng: createRng(1),
  });
  return replay(game, game.task, actions).then(({ trajectory }) => problem.answerOf(trajectory));
}

describe('the answer of a trajectory', () => {
  it('is its last action, whatever its case and the space around it', async () => {
    expect(await answerOf(game, ['a', ' Answer: B '])).toBe('answer: b');
  });

  it('is nothing when there was no action', async () => {
    expect(await answerOf(game, [])).toBe('');
  });

  it('is what the benchmark says, where it says something', async () => {
    const benchmark = Object.assign(new PathGame(), {
      answerOf: ({ steps }: { readonly steps: readonly unknown[] }) =>
        steps.length > 1 ? 'long' : undefined,
    });
    expect(await answerOf(benchmark, ['a', 'b'])).toBe('long');
    expect(await answerOf(benchmark, ['c'])).toBe('c');
  });
});

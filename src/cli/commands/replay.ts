import type { Command } from 'commander';
import { z } from 'zod';
import type { Benchmark, Task, TaskSet } from '../../core/benchmark.ts';
import { InputError } from '../../core/errors.ts';
import { prepareTasks } from '../../evaluate/prepare-tasks.ts';
import { replay, type Replay } from '../../search/replay.ts';
import { readJsonLines } from '../../store/jsonl.ts';
import { chooseBenchmark } from '../choose.ts';
import { Interrupted, type CommandContext } from '../context.ts';
import { addDataOptions, loadBenchmark, type DataFlags } from '../load-benchmark.ts';

interface ReplayFlags extends DataFlags {
  readonly episodes: string;
}

const REMEDY = 'Write { "task": ID or "goal": {...}, "actions": ["..."] }';

const episodeSchema = z.object({
  task: z.union([z.string(), z.int().nonnegative()]).optional(),
  goal: z.unknown().optional(),
  actions: z.array(z.string()),
});

type Episode = z.infer<typeof episodeSchema>;

export function replayCommand(parent: Command, context: CommandContext): void {
  const command = parent
    .command('replay')
    .summary('play given actions and print what was seen and the true score')
    .description(
      'Plays episodes, one line { "task": ID or index, or "goal": {...}, "actions": [...] } each, and prints for each, in the same order, { task, initial, steps: [{ action, ...observation, done }], facts, score }.',
    )
    .argument('<benchmark>')
    .requiredOption('--episodes <file>', 'the episodes (JSON Lines)');
  addDataOptions(command);
  command.action(async (name: string, flags: ReplayFlags) => {
    await runReplay(name, flags, context);
  });
}

async function runReplay(
  name: string,
  flags: ReplayFlags,
  { registry, console, signal }: CommandContext,
): Promise<void> {
  const { benchmark } = chooseBenchmark(registry, name);
  const { episodes } = flags;
  const set = await loadBenchmark(benchmark, flags, console);
  for await (const { value, line } of readJsonLines(episodes, episodeSchema, REMEDY)) {
    if (signal.aborted) throw new Interrupted('The lines above are complete.');
    const [task] = await prepareTasks(set, [taskOf(set, value, { file: episodes, line })]);
    if (task === undefined) throw new Error('A task was lost in its preparation');
    const { trajectory, facts, ...played } = await replay(benchmark, task, value.actions);
    const { initial, results } = await shownBy(benchmark, task, value.actions, played);
    const grade = await gradeOf(benchmark, task, trajectory);
    console.data(
      JSON.stringify({
        task: task.id,
        initial,
        steps: results.map(({ observation, done }, index) => ({
          action: value.actions[index],
          ...observation,
          done,
        })),
        facts,
        ...grade,
      }),
    );
  }
  await set.close?.();
}

/** What was seen, as the original shows it where the benchmark knows an original. */
async function shownBy(
  benchmark: Benchmark,
  task: Task,
  actions: readonly string[],
  played: Pick<Replay, 'initial' | 'results'>,
): Promise<Pick<Replay, 'initial' | 'results'>> {
  if (benchmark.openOriginal === undefined) return played;
  const open = benchmark.openOriginal.bind(benchmark);
  return replay({ name: benchmark.name, openEnvironment: open }, task, actions);
}

async function gradeOf(
  benchmark: Benchmark,
  task: Task,
  trajectory: Parameters<Benchmark['grade']>[1],
): Promise<{ score: number; rewardParts?: Readonly<Record<string, number>> }> {
  const { score, parts } = await benchmark.grade(task, trajectory);
  return { score, ...(parts === undefined ? {} : { rewardParts: parts }) };
}

function taskOf(set: TaskSet, episode: Episode, place: { file: string; line: number }): Task {
  const { task, goal } = episode;
  if ((task === undefined) === (goal === undefined)) {
    throw new InputError({ place, problem: 'needs either "task" or "goal"', remedy: REMEDY });
  }
  if (task === undefined) {
    try {
      return set.fromGoal(goal);
    } catch (cause) {
      if (!(cause instanceof InputError)) throw cause;
      const { problem, remedy } = cause;
      throw new InputError({ place: { ...place, field: 'goal' }, problem, remedy, cause });
    }
  }
  const found = typeof task === 'number' ? set.tasks[task] : set.find(task);
  if (found !== undefined) return found;
  throw new InputError({
    place: { ...place, field: 'task' },
    problem: `there is no task ${JSON.stringify(task)}`,
    remedy: `Give an index from 0 to ${set.tasks.length - 1} or an id such as "${set.tasks[0]?.id ?? ''}"`,
  });
}

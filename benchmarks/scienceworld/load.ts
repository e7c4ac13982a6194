import { z } from 'zod';
import type { LoadOptions, TaskSet } from '../../src/core/benchmark.ts';
import { InputError } from '../../src/core/errors.ts';
import { readEtoLists, type EtoEntry } from './eto-files.ts';
import { FAMILIES, findFamily, splitVariations, type Family } from './families.ts';
import { findJar } from './jar/find-jar.ts';
import { JavaSimulator } from './jvm/java-simulator.ts';
import { poolNotes } from './notes.ts';
import { readOptions } from './options.ts';
import { SimulatorPool } from './pool.ts';
import type { Episode } from './simulator.ts';
import type { ScienceWorldSettings, ScienceWorldTask } from './task.ts';
import { Visitor } from './visitor.ts';

/** How long a JVM may take to start on a busy machine. */
const START_TIMEOUT_MS = 60_000;
/** ETO tests so many variations of each task, from the first of its test split on. */
const UNSEEN_VARIATIONS = 10;

const goalSchema = z.strictObject({
  task: z.string(),
  variation: z.int().nonnegative(),
  simplifications: z.string().optional(),
});

/** The variations of all tasks, and a pool that has the simulator of the options. */
export async function loadTasks({
  data,
  options,
}: LoadOptions): Promise<TaskSet<ScienceWorldTask>> {
  const { jar, ...chosen } = readOptions(options);
  const found = await findJar({ path: jar });
  const start = () =>
    JavaSimulator.start({ ...chosen, jar: found.path, startTimeoutMs: START_TIMEOUT_MS });
  const pool = new SimulatorPool({
    size: chosen.jvms,
    start,
    withValidActions: chosen.validActions,
  });
  const set = await tasksOf({ ...chosen, pool, data });
  return { ...set, notes: () => poolNotes(pool.counts, { ...chosen, jar: found }) };
}

interface TaskSetOptions extends ScienceWorldSettings {
  readonly simplifications: string;
  readonly data?: string | undefined;
}

/** The tasks on any pool, such as one of simulators that need no Java. */
export async function tasksOf(options: TaskSetOptions): Promise<TaskSet<ScienceWorldTask>> {
  const { pool, start, score, data } = options;
  const settings: ScienceWorldSettings = { pool, start, score };
  const tasks: ScienceWorldTask[] = [];
  const splits: Record<'train' | 'dev' | 'test', number[]> = { train: [], dev: [], test: [] };
  const places = new Map<string, number>();
  const taskFor = (family: Family, variation: number, simplifications: string) =>
    createTask({ task: family.task, variation, simplifications }, settings);
  for (const family of FAMILIES) {
    const first = tasks.length;
    places.set(family.task, first);
    const own = splitVariations(family.variations);
    for (const name of ['train', 'dev', 'test'] as const) {
      splits[name].push(...own[name].map((variation) => first + variation));
    }
    for (let variation = 0; variation < family.variations; variation += 1) {
      tasks.push(taskFor(family, variation, options.simplifications));
    }
  }
  const indexOf = ({ task, variation }: EtoEntry) => places.get(task)! + variation;
  const lists = data === undefined ? { unseen: firstOfTests() } : await readEtoLists(data);
  const named = Object.entries(lists).map(
    ([name, entries]: [string, readonly EtoEntry[]]) => [name, entries.map(indexOf)] as const,
  );
  return {
    tasks,
    splits: { ...splits, ...Object.fromEntries(named) },
    find: (reference) => {
      const match = /^(.+)\/(\d+)$/.exec(reference);
      const family = findFamily(match?.[1] ?? '');
      const variation = Number(match?.[2]);
      if (family === undefined || variation >= family.variations) return undefined;
      return tasks[places.get(family.task)! + variation];
    },
    fromGoal: (goal) => {
      const { task, variation, simplifications = options.simplifications } = parseGoal(goal);
      return taskFor(findFamily(task)!, variation, simplifications);
    },
    prepare: (wanted) => describeAll(wanted),
    close: () => {
      pool.close();
    },
  };
}

function createTask(episode: Episode, settings: ScienceWorldSettings): ScienceWorldTask {
  const { task, variation, simplifications } = episode;
  const family = findFamily(task)!;
  const id = `${task}/${variation}`;
  return {
    id: settingsSuffix(id, simplifications),
    intent: '',
    episode,
    settings,
    isTest: splitVariations(family.variations).test.includes(variation),
    maxSteps: family.maxSteps,
  };
}

function settingsSuffix(id: string, simplifications: string): string {
  return simplifications === 'easy' ? id : `${id} (${simplifications || 'not simplified'})`;
}

/** What ETO tests on, by its rule: the first of each test split, of the tasks that it has. */
function firstOfTests(): EtoEntry[] {
  return FAMILIES.filter(({ formerName }) => formerName !== undefined).flatMap(
    ({ task, variations }) =>
      splitVariations(variations)
        .test.slice(0, UNSEEN_VARIATIONS)
        .map((variation) => ({ task, variation })),
  );
}

async function describeAll(tasks: readonly ScienceWorldTask[]): Promise<ScienceWorldTask[]> {
  const visitor = new Visitor();
  return Promise.all(
    tasks.map(async (task) => {
      const { reply } = await task.settings.pool.begin(task.episode, visitor);
      return { ...task, intent: reply.taskDescription };
    }),
  );
}

function parseGoal(goal: unknown): z.infer<typeof goalSchema> {
  const parsed = goalSchema.safeParse(goal);
  if (!parsed.success) throw refuseGoal(z.prettifyError(parsed.error).replaceAll('\n', ' '));
  const { task, variation } = parsed.data;
  const family = findFamily(task);
  if (family === undefined) throw refuseGoal(`there is no task "${task}"`);
  if (variation < family.variations) return parsed.data;
  throw refuseGoal(`"${task}" has variations 0 to ${family.variations - 1}, and none ${variation}`);
}

function refuseGoal(problem: string): InputError {
  return new InputError({
    place: { field: 'goal' },
    problem,
    remedy: 'Give { "task": "boil", "variation": 0, "simplifications": "easy" }',
  });
}

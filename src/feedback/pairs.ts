import type { Benchmark, Task } from '../core/benchmark.ts';
import type { Hindsight } from '../core/hindsight.ts';
import type { Preference } from '../core/preference.ts';
import type { Rng } from '../core/rng.ts';
import { isComplete, prefixOf, type Trajectory } from '../core/trajectory.ts';
import { replay } from '../search/replay.ts';

/** A row without its label. */
export type UnlabelledPair = Omit<Preference, 'preference' | 'source' | 'criteria'>;

/**
 * Which walks are compared. `task`: those on one task, under its intent. `group`: those on any task
 * of one group, played again under an intent that one of the two achieved.
 */
export type PairScope = 'task' | 'group';

export interface PairOptions<T extends Task> {
  readonly benchmark: Benchmark<T>;
  readonly walks: readonly Trajectory[];
  /** The task that a walk was made on; undefined when the benchmark does not know it. */
  readonly taskOf: (walk: Trajectory) => T | undefined;
  /** Needed for scope `group`. */
  readonly hindsight?: Hindsight<T> | undefined;
  readonly scope: PairScope;
  /** Whole walks, or prefixes of equal length. */
  readonly stage: Preference['stage'];
  /** The most pairs. */
  readonly count: number;
  readonly rng: Rng;
  /** Filled in with the tasks under which the pairs are, by id. */
  readonly tasks?: Map<string, T> | undefined;
}

/** How many draws of one group may give nothing new before it is left alone. */
const TRIES = 16;

/**
 * Draws pairs of walks for somebody to compare. Families of walks take turns, in random order; no pair
 * comes twice, none of two walks that did the same. Walks on test tasks are left out. Equal walks,
 * options and generator give equal pairs, in the same order; fewer than `count` when there are no more.
 */
export async function* drawPairs<T extends Task>(
  options: PairOptions<T>,
): AsyncGenerator<UnlabelledPair, void, undefined> {
  const { count, rng } = options;
  const drawn = new Set<string>();
  let families = rng.fork('families').shuffle(familiesOf(options));
  let made = 0;
  for (let round = 0; families.length > 0; round += 1) {
    const productive: (typeof families)[number][] = [];
    for (const [name, walks] of families) {
      if (made >= count) return;
      const own = rng.fork(`${name}#${round}`);
      const pair = await drawFrom(walks, drawn, options, own);
      if (pair === undefined) continue;
      made += 1;
      productive.push([name, walks]);
      yield { id: `pair-${made}`, ...pair };
    }
    families = productive;
  }
}

function familiesOf<T extends Task>(options: PairOptions<T>): [string, Trajectory[]][] {
  const { benchmark, walks, taskOf, scope } = options;
  const families = new Map<string, Trajectory[]>();
  for (const walk of walks) {
    const task = taskOf(walk);
    if (task === undefined || !isComplete(walk)) continue;
    const group = benchmark.groupOf(task);
    if (benchmark.isTestGroup(group)) continue;
    const family = scope === 'task' ? task.id : group;
    const members = families.get(family);
    if (members === undefined) families.set(family, [walk]);
    else members.push(walk);
  }
  return [...families].filter(([, members]) => members.length > 1);
}

async function drawFrom<T extends Task>(
  walks: readonly Trajectory[],
  drawn: Set<string>,
  options: PairOptions<T>,
  rng: Rng,
): Promise<Omit<UnlabelledPair, 'id'> | undefined> {
  const { benchmark, stage } = options;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const [a, b] = [rng.pick(walks), rng.pick(walks)];
    const length = lengthFor(stage, a, b, rng);
    if (length === 0) continue;
    const task = taskFor(a, b, options, rng);
    if (task === undefined || benchmark.isTestGroup(benchmark.groupOf(task))) continue;
    const ways = [a, b].map((walk) => JSON.stringify(actionsOf(walk).slice(0, length)));
    const key = JSON.stringify([task.id, ...[...ways].sort()]);
    if (ways[0] === ways[1] || drawn.has(key)) continue;
    drawn.add(key);
    options.tasks?.set(task.id, task);
    const [first, second] = [await play(a, task, options), await play(b, task, options)];
    const cut = (walk: Trajectory) => (stage === 'prefix' ? prefixOf(walk, length) : walk);
    return {
      benchmark: benchmark.name,
      taskId: task.id,
      intent: task.intent,
      group: benchmark.groupOf(task),
      stage,
      first: cut(first),
      second: cut(second),
    };
  }
  return undefined;
}

/** How many steps of both are compared; 0 when they have no prefixes of equal length. */
function lengthFor(stage: Preference['stage'], a: Trajectory, b: Trajectory, rng: Rng): number {
  if (stage === 'finished') return Infinity;
  const longest = Math.min(a.steps.length, b.steps.length) - 1;
  return longest < 1 ? 0 : 1 + rng.integer(longest);
}

function taskFor<T extends Task>(
  a: Trajectory,
  b: Trajectory,
  { scope, taskOf, hindsight }: PairOptions<T>,
  rng: Rng,
): T | undefined {
  if (scope === 'task') return taskOf(a);
  const [one, other] = rng.shuffle([a, b]);
  const achieved = [...(hindsight?.achieved(one!) ?? []), ...(hindsight?.achieved(other!) ?? [])];
  return achieved[0];
}

/** The walk as it would be under this intent, so that every page says what it would say then. */
async function play<T extends Task>(
  walk: Trajectory,
  task: T,
  { benchmark, scope }: PairOptions<T>,
): Promise<Trajectory> {
  if (scope === 'task') return walk;
  return (await replay(benchmark, task, actionsOf(walk), { id: walk.id })).trajectory;
}

function actionsOf({ steps }: Trajectory): string[] {
  return steps.map((step) => step.action);
}

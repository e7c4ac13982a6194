import { InputError } from '../core/errors.ts';
import type { Hindsight } from '../core/hindsight.ts';
import type { Task } from '../core/task.ts';
import type { Trajectory } from '../core/trajectory.ts';
import { NO_USAGE } from '../core/usage.ts';
import type { Labeller } from './labeller.ts';

/** The name by which the command line knows it. */
export const RULES = 'rules';

export interface RulesLabellerOptions<T extends Task> {
  readonly hindsight: Hindsight<T>;
  /** The task on which a trajectory was played. */
  readonly taskOf: (trajectory: Trajectory) => T | undefined;
}

/**
 * Compares by the benchmark's rules of hindsight, with no model and no true score: what fulfils the
 * intent is better than what fails it, of two that fail the one that misses less of the checklist,
 * and of two prefixes the one that is on the track. Where the rules see no difference it is a tie.
 *
 * Throws `InputError` for prefixes of a benchmark whose rules cannot judge them.
 */
export function createRulesLabeller<T extends Task>({
  hindsight,
  taskOf,
}: RulesLabellerOptions<T>): Labeller {
  const worthOf = (trajectory: Trajectory): number | undefined => {
    const task = taskOf(trajectory);
    if (task === undefined) return undefined;
    if (trajectory.end === 'unfinished') {
      if (hindsight.offTrack === undefined) throw cannotJudgePrefixes(trajectory.benchmark);
      return hindsight.offTrack(task, trajectory) ? 0 : 1;
    }
    if (trajectory.end !== 'finished') return 0;
    const verdict = hindsight.judge(task, trajectory);
    if (verdict === 'fulfilled') return 1;
    return hindsight.distance === undefined ? 0 : 1 - hindsight.distance(task, trajectory);
  };
  return {
    name: RULES,
    version: '1',
    compare: ({ first, second }) => {
      const [a, b] = [worthOf(first), worthOf(second)];
      const preference = a === undefined || b === undefined ? undefined : halfOrAll(a - b);
      return { preference, isConsistent: true, usage: NO_USAGE };
    },
  };
}

function halfOrAll(difference: number): number {
  return 0.5 + 0.5 * Math.sign(difference);
}

function cannotJudgePrefixes(benchmark: string): InputError {
  return new InputError({
    place: { option: '--compare' },
    problem: `the rules of "${benchmark}" cannot say which of two prefixes is better`,
    remedy: 'Compare walks, or let a chat model label',
  });
}

import { join } from 'node:path';
import type { Benchmark } from '../core/benchmark.ts';
import { factsOf, withCost, type LinearObjective } from '../objective/linear-objective.ts';
import { parseObjective } from '../objective/parse-objective.ts';
import { parseSweep } from './sweep-option.ts';

/** One evaluation: an objective, and where its journal lies. */
export interface ObjectivePoint {
  readonly objective: LinearObjective;
  readonly folder?: string | undefined;
}

export interface ObjectiveFlags {
  readonly objective?: string;
  readonly sweep?: string;
  readonly out?: string;
}

/**
 * The evaluations that `--objective` and `--sweep` ask for: one without a sweep, else one for each
 * weight, each with a folder of its own below `--out`. Throws `InputError`.
 */
export function objectivePoints(
  { objective = 'reward', sweep, out }: ObjectiveFlags,
  { facts }: Pick<Benchmark, 'facts'>,
): ObjectivePoint[] {
  const base = parseObjective(objective, { facts });
  if (sweep === undefined) return [{ objective: base, folder: out }];
  const { fact, costs } = parseSweep(sweep, facts);
  return costs.map((cost) => ({
    objective: withCost(base, fact, cost),
    folder: out === undefined ? undefined : join(out, `${fact}-${cost}`),
  }));
}

/** The facts that any of these evaluations weighs or limits. */
export function factsOfPoints(points: readonly ObjectivePoint[]): string[] {
  return [...new Set(points.flatMap(({ objective }) => factsOf(objective)))];
}

import type { Planner } from './planner.ts';

export type OptionValue = number | boolean;

/** An option of a planner, as it is shown and parsed. Its kind is that of its default. */
export interface PlannerOption {
  readonly name: string;
  readonly summary: string;
  readonly default: OptionValue;
}

/** How a planner is made from options by name. What is not given has its default. */
export interface PlannerFactory {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly PlannerOption[];
  /** Throws `InputError` for a value that makes no sense. */
  readonly create: (values: Readonly<Record<string, OptionValue>>) => Planner;
}

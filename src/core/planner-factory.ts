import type { NamedOption, OptionValues } from './named-option.ts';
import type { Planner } from './planner.ts';

export type { NamedOption as PlannerOption, OptionValue } from './named-option.ts';

/** How a planner is made from options by name. What is not given has its default. */
export interface PlannerFactory {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly NamedOption[];
  /** Throws `InputError` for a value that makes no sense. */
  readonly create: (values: OptionValues) => Planner;
}

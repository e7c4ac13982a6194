import type { OptionValues } from '../core/named-option.ts';
import type { PlannerFactory } from '../core/planner-factory.ts';
import type { Planner } from '../core/planner.ts';
import { givenValues, requireKnown, type GivenOptions } from './named-options.ts';

const FLAG = '--planner-option';

/**
 * Makes the planners of a list. An option goes to every planner that has it; one that none of them
 * has is an error. `common` are values from other options of the command line, for those that have
 * them.
 */
export function createPlanners(
  factories: readonly PlannerFactory[],
  given: GivenOptions,
  common: OptionValues,
): Planner[] {
  const known = factories.flatMap(({ options }) => options);
  const distinct = [...new Map(known.map((option) => [option.name, option])).values()];
  requireKnown(given, distinct, {
    flag: FLAG,
    owner: factories.map(({ name }) => name).join(', '),
  });
  return factories.map(({ options, create }) => {
    const usual = options.flatMap(({ name }) => {
      const value = common[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    return create({ ...Object.fromEntries(usual), ...givenValues(given, options, FLAG) });
  });
}

import { InvalidArgumentError } from 'commander';
import { InputError } from '../core/errors.ts';
import type { OptionValue, PlannerFactory } from '../core/planner-factory.ts';
import type { Planner } from '../core/planner.ts';
import { choose } from './choose.ts';

/** `--planner-option key=value`, repeated. */
export function collectPlannerOption(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const match = /^([^=\s]+)=(.+)$/.exec(text);
  if (match === null) throw new InvalidArgumentError('Give key=value, such as simulations=200.');
  return { ...before, [match[1]!]: match[2]! };
}

/**
 * Makes the planners of a list. An option goes to every planner that has it; one that none of them
 * has is an error. `common` are values from other options of the command line, for those that have
 * them.
 */
export function createPlanners(
  factories: readonly PlannerFactory[],
  given: Readonly<Record<string, string>>,
  common: Readonly<Record<string, OptionValue>>,
): Planner[] {
  const known = [
    ...new Map(
      factories.flatMap(({ options }) => options.map((each) => [each.name, each])),
    ).values(),
  ];
  for (const name of Object.keys(given)) {
    choose(known, name, {
      what: `option of ${factories.map((factory) => factory.name).join(', ')}`,
      option: '--planner-option',
      nameOf: (each) => each.name,
    });
  }
  return factories.map((factory) => {
    const values: Record<string, OptionValue> = {};
    for (const { name, default: usual } of factory.options) {
      const text = given[name];
      const value = text === undefined ? common[name] : parse(name, text, usual);
      if (value !== undefined) values[name] = value;
    }
    return factory.create(values);
  });
}

function parse(name: string, text: string, usual: OptionValue): OptionValue {
  if (typeof usual === 'boolean') {
    if (text === 'true' || text === 'false') return text === 'true';
  } else if (text.trim() !== '' && Number.isFinite(Number(text))) {
    return Number(text);
  }
  throw new InputError({
    place: { option: '--planner-option', field: name },
    problem: `"${text}" is not a ${typeof usual}`,
    remedy: `Give ${typeof usual === 'boolean' ? 'true or false' : 'a number'}; the default is ${String(usual)}`,
  });
}

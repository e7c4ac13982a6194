import { InvalidArgumentError } from 'commander';
import { InputError } from '../core/errors.ts';
import type { NamedOption, OptionValue } from '../core/named-option.ts';
import { choose } from './choose.ts';

/** What was given as `key=value`, by key. */
export type GivenOptions = Readonly<Record<string, string>>;

/** Reads `key=value` of an option that may be repeated. */
export function collectNamedOption(text: string, before: GivenOptions = {}): GivenOptions {
  const match = /^([^=\s]+)=(.+)$/.exec(text);
  if (match === null) throw new InvalidArgumentError('Give key=value, such as simulations=200.');
  return { ...before, [match[1]!]: match[2]! };
}

/** Refuses a key that none of `known` has. `flag` is the option of the command line. */
export function requireKnown(
  given: GivenOptions,
  known: readonly NamedOption[],
  { flag, owner }: { readonly flag: string; readonly owner: string },
): void {
  for (const name of Object.keys(given)) {
    choose(known, name, { what: `option of ${owner}`, option: flag, nameOf: (each) => each.name });
  }
}

/** The values of those options that were given. */
export function givenValues(
  given: GivenOptions,
  options: readonly NamedOption[],
  flag: string,
): Record<string, OptionValue> {
  return Object.fromEntries(
    options.flatMap((option) => {
      const text = given[option.name];
      return text === undefined ? [] : [[option.name, parse(option, text, flag)]];
    }),
  );
}

function parse({ name, default: usual }: NamedOption, text: string, flag: string): OptionValue {
  if (typeof usual === 'string') return text;
  if (typeof usual === 'boolean') {
    if (text === 'true' || text === 'false') return text === 'true';
  } else if (text.trim() !== '' && Number.isFinite(Number(text))) {
    return Number(text);
  }
  throw new InputError({
    place: { option: flag, field: name },
    problem: `"${text}" is not a ${typeof usual}`,
    remedy: `Give ${typeof usual === 'boolean' ? 'true or false' : 'a number'}; the default is ${String(usual)}`,
  });
}

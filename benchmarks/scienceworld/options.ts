import { InputError } from '../../src/core/errors.ts';
import type { NamedOption, OptionValues } from '../../src/core/named-option.ts';

export const OPTIONS = [
  {
    name: 'jar',
    summary: 'scienceworld.jar; if empty, SCIENCEWORLD_JAR, or what the set-up brought',
    default: '',
  },
  { name: 'jvms', summary: 'simulators at once, each in a Java process of its own', default: 2 },
  { name: 'heap', summary: 'the most memory of each, as java -Xmx takes it', default: '1g' },
  { name: 'timeout', summary: 'seconds after which a simulator counts as hung', default: 60 },
  {
    name: 'simplifications',
    summary: 'easy, none, or labels of the simulator joined by commas',
    default: 'easy',
  },
  {
    name: 'start',
    summary: 'what is seen first: look, or task for the description alone as in ETO and ARMAP',
    default: 'look',
  },
  {
    name: 'score',
    summary: 'which score counts: best of all steps as in ETO and ARMAP, or last',
    default: 'best',
  },
  {
    name: 'valid-actions',
    summary: 'offer the actions that the simulator would accept: oracle data',
    default: false,
  },
] as const satisfies readonly NamedOption[];

export interface ScienceWorldOptions {
  readonly jar: string;
  readonly jvms: number;
  readonly heap: string;
  readonly timeoutMs: number;
  readonly simplifications: string;
  readonly start: 'look' | 'task';
  readonly score: 'best' | 'last';
  readonly validActions: boolean;
}

/** Checks the values given. Throws `InputError`. */
export function readOptions(given: OptionValues = {}): ScienceWorldOptions {
  const all = {
    ...Object.fromEntries(OPTIONS.map((option) => [option.name, option.default])),
    ...given,
  };
  const text = (name: string) => String(all[name]);
  const simplifications = text('simplifications');
  return {
    jar: text('jar'),
    jvms: positive('jvms', all['jvms'], 64, 'a whole number from 1 to 64'),
    heap: matching('heap', text('heap'), /^[1-9]\d{0,5}[kmg]?$/i, 'such as 512m or 2g'),
    timeoutMs: 1000 * positive('timeout', all['timeout'], 86_400, 'whole seconds, at least 1'),
    simplifications:
      simplifications === 'none'
        ? ''
        : matching(
            'simplifications',
            simplifications,
            /^\w+(?:,\w+)*$/,
            'such as easy or openDoors',
          ),
    start: oneOf('start', text('start'), ['look', 'task']),
    score: oneOf('score', text('score'), ['best', 'last']),
    validActions: all['valid-actions'] === true,
  };
}

function positive(name: string, value: unknown, most: number, form: string): number {
  const isGood = typeof value === 'number' && Number.isInteger(value) && value >= 1;
  if (isGood && value <= most) return value;
  throw refuse(name, String(value), form);
}

function matching(name: string, value: string, pattern: RegExp, form: string): string {
  if (pattern.test(value)) return value;
  throw refuse(name, value, form);
}

function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw refuse(name, value, `one of ${choices.join(', ')}`);
}

function refuse(name: string, value: string, form: string): InputError {
  return new InputError({
    place: { option: '--benchmark-option', field: name },
    problem: `"${value}" is not one of its values`,
    remedy: `Give ${form}`,
  });
}

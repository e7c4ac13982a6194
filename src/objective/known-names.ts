import { InputError } from '../core/errors.ts';
import { nearestName } from '../core/nearest-name.ts';
import { REWARD } from './linear-objective.ts';

/**
 * Throws `InputError` when a name is neither the reward nor one of these facts. It suggests the
 * nearest name and lists all facts with what they mean.
 */
export function requireKnown(
  name: string,
  facts: Readonly<Record<string, string>>,
  { option, where = '' }: { readonly option?: string; readonly where?: string } = {},
): void {
  if (name === REWARD || Object.hasOwn(facts, name)) return;
  const nearest = nearestName(name, [REWARD, ...Object.keys(facts)]);
  const list = Object.entries(facts).map(([fact, meaning]) => `${fact} (${meaning})`);
  throw new InputError({
    place: option === undefined ? { field: 'objective' } : { option },
    problem: `there is no fact "${name}"${where === '' ? '' : ` ${where}`}`,
    remedy: `${nearest === undefined ? '' : `Did you mean "${nearest}"? `}Known: reward; facts: ${list.join(', ') || 'none'}`,
  });
}

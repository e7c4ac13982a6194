import type { GoalOf } from '../../goals/goal.ts';
import { isMetal } from '../../reading/knowledge.ts';
import type { Errands } from '../errands.ts';
import type { Urge } from '../urge.ts';
import { FINISH, firstOf, focus, LIKELY, sort } from './steps.ts';

export function power({ consumer, isRenewable }: GoalOf<'power'>, errands: Errands): Urge[] {
  const { story } = errands;
  if (errands.here(consumer)?.notes.includes('on') === true) return [FINISH];
  const sources = isRenewable
    ? ['solar panel', 'wind turbine', 'battery']
    : ['battery', 'gas generator', 'solar panel'];
  const wires = errands.known(({ name }) => name.endsWith(' wire')).map(({ name }) => name);
  const carried = wires.filter((name) => errands.has(name));
  return firstOf(
    () => focus(errands, consumer),
    () => errands.take(consumer),
    () => {
      if (carried.length >= 2) return [];
      const next = wires.find((name) => !errands.has(name));
      return next === undefined ? errands.explore() : errands.take(next);
    },
    () => {
      const source = sources.find((name) => story.seen.has(name));
      if (source === undefined) return errands.explore();
      if (errands.here(source) === undefined) return errands.seek(source);
      return [source, consumer].flatMap((end) =>
        carried.map((wire): Urge => {
          const isWired = errands.here(wire)?.notes.includes(`wired to ${end}`) === true;
          return { verb: 'connect', name: wire, other: end, like: isWired ? -2 : LIKELY };
        }),
      );
    },
  );
}

export function testConductivity(
  { thing, boxes }: GoalOf<'test-conductivity'>,
  errands: Errands,
): Urge[] {
  const metal = isMetal(thing);
  const leaning = metal === undefined ? 0 : metal ? LIKELY : -LIKELY;
  return firstOf(
    () => focus(errands, thing),
    () => sort(errands, thing, boxes, leaning),
    () => [FINISH],
  );
}

import type { GoalOf } from '../../goals/goal.ts';
import { changesTemperature } from '../../reading/knowledge.ts';
import type { Errands } from '../errands.ts';
import type { Urge } from '../urge.ts';
import { FINISH, firstOf, focus, GUESS, less, LIKELY, measure, sort, SURE } from './steps.ts';
import { applyHeat } from './substances.ts';

export function measureTemperature(goal: GoalOf<'measure-temperature'>, errands: Errands): Urge[] {
  const { thing, celsius, boxes } = goal;
  const reading = errands.story.measured.findLast(({ name }) => name === thing);
  return firstOf(
    () => [...focus(errands, 'thermometer'), ...less(errands.take('thermometer'), GUESS)],
    () => errands.take('thermometer'),
    () => focus(errands, thing),
    () => (reading === undefined ? measure(errands, thing) : []),
    () => sort(errands, thing, boxes, reading!.celsius > celsius ? LIKELY : -LIKELY),
    () => [FINISH],
  );
}

export function measureMeltingPoint(
  goal: GoalOf<'measure-melting-point'>,
  errands: Errands,
): Urge[] {
  const { thing, celsius, boxes } = goal;
  const readings = errands.story.measured.filter(({ name }) => name === thing);
  const solid = readings.findLast(({ notes }) => notes.includes('solid'))?.celsius;
  const liquid = readings.find(({ notes }) => notes.includes('liquid'))?.celsius;
  const isMolten = errands.here(thing)?.notes.includes('liquid') === true;
  const answer = (box: string, like: number): Urge[] =>
    errands.story.focused.some((name) => name === boxes.yes || name === boxes.no)
      ? [FINISH]
      : focus(errands, box, like);
  return firstOf(
    () => [...focus(errands, 'thermometer'), ...less(errands.take('thermometer'), GUESS)],
    () => errands.take('thermometer'),
    () => focus(errands, thing),
    () => {
      if (liquid !== undefined) {
        const estimate = solid === undefined ? liquid : (solid + liquid) / 2;
        const [first, second] = estimate > celsius ? [boxes.yes, boxes.no] : [boxes.no, boxes.yes];
        return [...answer(first, SURE), ...less(answer(second, SURE), LIKELY)];
      }
      if (isMolten) return measure(errands, thing);
      const heat = applyHeat(errands, thing, changesTemperature('melt'));
      if (!heat.some(({ verb }) => verb === 'wait')) return heat;
      return [
        { verb: 'wait', like: GUESS },
        { verb: 'wait1', like: LIKELY },
        { verb: 'use', name: 'thermometer', other: thing, like: LIKELY },
      ];
    },
  );
}

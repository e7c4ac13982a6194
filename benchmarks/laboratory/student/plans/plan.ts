import type { Goal } from '../../goals/goal.ts';
import type { Errands } from '../errands.ts';
import type { Urge } from '../urge.ts';
import { power, testConductivity } from './electricity.ts';
import { find, grow, lifespan, lifeStages } from './living.ts';
import { measureMeltingPoint, measureTemperature } from './measuring.ts';
import { make } from './mixing.ts';
import { changeState } from './substances.ts';

/** What the student would do next for a goal; it keeps no record but what the pages say. */
export function urgesFor(goal: Goal, errands: Errands): Urge[] {
  switch (goal.kind) {
    case 'change-state':
      return changeState(goal, errands);
    case 'measure-temperature':
      return measureTemperature(goal, errands);
    case 'measure-melting-point':
      return measureMeltingPoint(goal, errands);
    case 'power':
      return power(goal, errands);
    case 'test-conductivity':
      return testConductivity(goal, errands);
    case 'find':
      return find(goal, errands);
    case 'grow':
      return grow(goal, errands);
    case 'life-stages':
      return lifeStages(goal, errands);
    case 'lifespan':
      return lifespan(errands);
    case 'make':
      return make(goal, errands);
  }
}

import type { Reflector } from '../core/reflector.ts';
import { NO_USAGE } from '../core/usage.ts';
import { shorten } from './shorten.ts';

/** Characters: enough to recognise a page or an action by. */
const PAGE_LENGTH = 200;
const ACTION_LENGTH = 100;

/** Says what was tried and where it ended, free of charge and without an opinion of its own. */
export const ruleBasedReflector: Reflector = {
  name: 'rules',
  reflect: ({ steps, final }) => {
    const actions = steps.map(({ action }) => shorten(action, ACTION_LENGTH)).join('; ');
    const end = shorten(final.text, PAGE_LENGTH);
    return {
      reflection: `An attempt ended at "${end}"; its actions were: ${actions}. Do something else.`,
      usage: NO_USAGE,
    };
  },
};

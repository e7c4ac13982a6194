import { memoryLines } from '../../agents/memory-lines.ts';
import { findAction } from '../../agents/react-format.ts';
import type { ReactPrompt } from '../../agents/react-prompt.ts';
import type { PolicyContext } from '../../src/core/policy.ts';
import { readPhrases } from './actions/phrase.ts';
import { readScene } from './reading/scene.ts';

/** Steps that are told in full words; of longer attempts the first ones are left out. */
const MOST_STEPS = 30;

const SYSTEM = `You work in a laboratory that is described in words. In each turn you take one action.

Actions:
- go to ROOM; open door to ROOM
- look around; look at THING; look in THING; read THING; inventory; task
- open THING; close THING; activate THING; deactivate THING
- pick up THING; put down THING; move THING to PLACE; pour VESSEL into VESSEL; mix VESSEL
- use thermometer on THING (with the thermometer in your hands)
- connect WIRE to THING; disconnect THING
- focus on THING: says that this is what the task means. Focus only on what the task tells you to, and in that order: a focus on anything else fails the task for good.
- wait (ten ticks of time); wait1 (one tick)
- finish: says that you are done, and ends everything. Nothing counts as done without it.

How things go: heat and cold work on what is in or on a stove, an oven, a furnace, a fridge or a freezer, as time passes. A running tap fills vessels below it. Seeds grow in a pot with soil and water. A circuit is a closed loop: each end of a source is connected to a wire, and each of the wires to one end of what is to be powered. Two things of one name are told apart by what they are in: "water in tin cup".

Reply with a short thought and exactly one action, in this form:
Thought: why this action
Action: the action

Example, some turns of "Melt the butter: focus on it first, then make it a liquid.":
Thought: the butter lies on the counter; the task wants a focus before anything else
Action: focus on butter
Thought: now it has to get warm, and the stove is here
Action: move butter to stove
Thought: the stove is off
Action: activate stove
Thought: it takes time
Action: wait
Thought: the page shows butter (liquid), so I am done
Action: finish`;

/** The laboratory in our own words, with one example. A page tells all that is in sight. */
export const laboratoryPrompt: ReactPrompt = {
  system: SYSTEM,
  messages: (context) => [{ role: 'user', content: tellSituation(context) }],
  parse: (text) => findAction(text, isAction),
  formatReminder:
    'I could not read an action in that. Reply with one line only, such as "Action: go to kitchen" or "Action: focus on butter".',
};

function tellSituation({ intent, steps, observation, memory }: PolicyContext): string {
  const told = steps.slice(-MOST_STEPS).map(({ action }, index, shown) => {
    const next = shown[index + 1]?.observation ?? observation;
    return `> ${action}\n${readScene(next.text).said}`;
  });
  return [
    ...memoryLines(memory),
    `Task: ${intent}`,
    ...(told.length === 0 ? [] : ['', 'What you did so far:', ...told]),
    '',
    'Now:',
    observation.text,
    '',
    'Your next action?',
  ].join('\n');
}

/** A number answers a question of the laboratory. */
function isAction(text: string): boolean {
  return /^\d{1,3}$/.test(text) || readPhrases(text).length > 0;
}

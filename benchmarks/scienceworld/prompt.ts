import { memoryLines } from '../../agents/memory-lines.ts';
import { splitReact } from '../../agents/react-format.ts';
import type { ReactPrompt } from '../../agents/react-prompt.ts';
import type { PolicyContext } from '../../src/core/policy.ts';

const SYSTEM = `You do experiments in a house with a kitchen, a workshop, a greenhouse and other rooms, by short commands in English. You are given a task.

Commands, where OBJ is something that you were shown, such as "metal pot" or "water in metal pot":
- open OBJ, close OBJ, activate OBJ, deactivate OBJ, read OBJ, eat OBJ, flush OBJ
- go to PLACE (through an open door), teleport to PLACE (where that is allowed)
- look around, look at OBJ, look in OBJ, inventory, task
- pick up OBJ, put down OBJ, move OBJ to OBJ, pour OBJ into OBJ, dunk OBJ into OBJ, mix OBJ
- use OBJ on OBJ, connect OBJ to OBJ, disconnect OBJ
- focus on OBJ: tells that this is the object the task is about. A wrong focus ends the task at once.
- wait (10 steps of time), wait1 (one step of time)

When a command could mean several things you are shown a numbered list: reply with the number alone.

In each turn reply with a short thought and exactly one command, in this form:
Thought: why this command
Action: the command`;

/** Our own wording; the commands are the simulator's templates. */
export const scienceworldPrompt: ReactPrompt = {
  system: SYSTEM,
  messages: (context) => [{ role: 'user', content: tellSituation(context) }],
  parse: (text) => {
    const labelled = splitReact(text);
    return labelled === undefined || labelled.action.trim() === '' ? undefined : labelled;
  },
  formatReminder:
    'I could not read a command in that. Reply with one line only: "Action: " and the command.',
};

/** Pages of many steps ago are told by their first line only. */
const FULL_PAGES = 6;

function tellSituation({ intent, steps, observation, memory }: PolicyContext): string {
  const told = steps.flatMap(({ action, observation: { text } }, index) => [
    index < steps.length - FULL_PAGES ? firstLine(text) : text,
    `> ${action}`,
  ]);
  return [
    ...memoryLines(memory),
    `Task: ${intent}`,
    '',
    ...told,
    observation.text,
    '',
    'Your next command?',
  ].join('\n');
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n', 1);
  return line === text ? text : `${line} ...`;
}

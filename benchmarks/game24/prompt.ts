import { memoryLines } from '../../agents/memory-lines.ts';
import { findAction } from '../../agents/react-format.ts';
import type { ReactPrompt } from '../../agents/react-prompt.ts';
import { readAnswer } from './environment.ts';
import { looksLikeStep } from './moves.ts';

/** Our own wording; the form of the steps is that of Tree of Thoughts (arXiv 2305.10601). */
export const game24Prompt: ReactPrompt = {
  system: `You play a number game. You are given a target and four numbers. Combine two of the numbers that are left with + - * or / into one, again and again, until one number is left: it should be the target. Every number must be used exactly once.

In each turn reply with a short thought and exactly one action, in this form:
Thought: why this step
Action: a op b = c (left: the numbers that are left after it)

When one number is left, give the whole calculation from the original numbers instead:
Thought: done
Action: Answer: EXPRESSION

Example for "make 24 from 2, 3, 5, 12", one turn after another:
Thought: 12 times 2 is 24, so 2, 3 and 5 should make 2. 5 - 3 is 2, but then a 2 is left over. 3 + 5 - 2 is 6, and 12 / 6 is 2. 2 + 5 - 3 is 4. 12 * (5 - 3) is 24 and needs the 2 as well. 12 / (3 - 5 / 2) is 24.
Action: 5 / 2 = 5/2 (left: 5/2 3 12)
Thought: 3 - 5/2 is 1/2
Action: 3 - 5/2 = 1/2 (left: 1/2 12)
Thought: dividing by a half doubles
Action: 12 / 1/2 = 24 (left: 24)
Thought: done
Action: Answer: 12 / (3 - 5 / 2)`,
  messages: ({ intent, steps, observation, memory }) => [
    {
      role: 'user',
      content: [
        ...memoryLines(memory),
        `Goal: ${intent}`,
        ...(steps.length === 0 ? [] : ['Actions so far:', ...steps.map(({ action }) => action)]),
        observation.text,
        'Your next action?',
      ].join('\n'),
    },
  ],
  parse: (text) => findAction(text, isAction),
  formatReminder:
    'I could not read an action in that. Reply with one line only: "Action: a op b = c (left: ...)" for a step, or "Action: Answer: EXPRESSION" for the whole calculation.',
};

function isAction(text: string): boolean {
  const answer = readAnswer(text);
  return answer === undefined ? looksLikeStep(text) : answer !== '';
}

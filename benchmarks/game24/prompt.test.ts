import { describe, expect, it } from 'vitest';
import type { PolicyContext } from '../../src/core/policy.ts';
import { createRng } from '../../src/core/rng.ts';
import { NO_USAGE } from '../../src/core/usage.ts';
import { Game24Environment } from './environment.ts';
import { game24Prompt } from './prompt.ts';
import { createPuzzle } from './puzzle.ts';

const context: PolicyContext = {
  intent: 'make 24 from 4, 5, 6, 10',
  steps: [{ observation: { text: 'left: 4 5 6 10' }, action: '10 - 4 = 6 (left: 5 6 6)' }],
  observation: { text: 'left: 5 6 6' },
  remaining: {},
  rng: createRng(1),
};

describe('the prompt of Game of 24', () => {
  it('tells the goal, the actions so far and the page to the last character', () => {
    const [message, ...others] = game24Prompt.messages(context);
    expect(others).toEqual([]);
    expect(message!.content).toBe(
      'Goal: make 24 from 4, 5, 6, 10\nActions so far:\n10 - 4 = 6 (left: 5 6 6)\nleft: 5 6 6\nYour next action?',
    );
  });

  it('tells first what was made of earlier attempts', () => {
    const { steps, intent } = context;
    const trajectory = {
      id: 'trial',
      benchmark: 'game24',
      taskId: '4 5 6 10',
      intent,
      steps,
      final: { text: 'left: 5 6 6' },
      end: 'truncated' as const,
      facts: {},
      usage: NO_USAGE,
    };
    const memory = [{ trajectory, reflection: 'Do not begin with 10 - 4.' }];
    const [message] = game24Prompt.messages({ ...context, memory });
    expect(message!.content).toMatch(
      /^Earlier attempts failed:\n- Do not begin with 10 - 4\.\nGoal: make 24/,
    );
  });

  it.each([
    ['Thought: good\nAction: 5 * 6 = 30 (left: 6 30)', '5 * 6 = 30 (left: 6 30)'],
    ['**Action:** Answer: (10 - 4) * 5 - 6', 'Answer: (10 - 4) * 5 - 6'],
    ['5 * 6 = 30 (left: 6 30)', '5 * 6 = 30 (left: 6 30)'],
    ['Steps:\n- 5 * 6 = 30 (left: 6 30)\n- 30 - 6 = 24 (left: 24)', '5 * 6 = 30 (left: 6 30)'],
    ['answer: (10 - 4) * 5 - 6 = 24', 'answer: (10 - 4) * 5 - 6 = 24'],
    ['Action: multiply them\n5 * 6 = 30', '5 * 6 = 30'],
    ['-6 + 30 = 24', '-6 + 30 = 24'],
  ])('finds the action in %j', (text, action) => {
    expect(game24Prompt.parse(text, context)?.action).toBe(action);
  });

  it.each(['', 'I am sorry.', 'Action:', 'Action: think', 'Answer:', '24'])(
    'finds no action in %j',
    (text) => {
      expect(game24Prompt.parse(text, context)).toBeUndefined();
    },
  );

  it('gives an example that the environment follows to a right answer', () => {
    const environment = new Game24Environment(createPuzzle([2, 3, 5, 12]));
    environment.reset();
    const example = game24Prompt.system.slice(game24Prompt.system.indexOf('Example'));
    const actions = [...example.matchAll(/^Action: (.*)$/gm)].map(([, action]) => action!);
    for (const action of actions.slice(0, -1)) {
      expect(environment.step(action).observation.text).toBe(/left: [^)]*/.exec(action)![0]);
    }
    expect(environment.step(actions.at(-1)!).done).toBe(true);
  });
});

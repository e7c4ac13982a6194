import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/rng.ts';
import { laboratory } from './laboratory.ts';
import { laboratoryPrompt } from './prompt.ts';

const { tasks } = await laboratory.load({});
const task = tasks[0]!;
const environment = laboratory.openEnvironment(task, { seed: 1 });
const first = await environment.reset();
const { observation } = await environment.step('open door to kitchen');
const context = {
  intent: task.intent,
  steps: [{ observation: { text: first.text }, action: 'open door to kitchen' }],
  observation,
  remaining: {},
  rng: createRng(1),
};

describe('the prompt of the laboratory', () => {
  it('tells the task, what was done with what came of it, and all that is in sight', () => {
    const [message] = laboratoryPrompt.messages(context);
    expect(message!.content).toContain(`Task: ${task.intent}`);
    expect(message!.content).toContain('> open door to kitchen\nYou open the door to the kitchen.');
    expect(message!.content).toContain(observation.text);
  });

  it('offers no list of what is possible, which the agent has to find out', () => {
    const [message] = laboratoryPrompt.messages(context);
    for (const action of observation.availableActions!.filter((each) => each.startsWith('focus'))) {
      expect(message!.content).not.toContain(action);
    }
  });

  it.each([
    ['Thought: a pot\nAction: pick up metal pot', 'pick up metal pot'],
    ['**Action:** `go to kitchen`', 'go to kitchen'],
    ['I will look.\n- look around', 'look around'],
    ['Action: 0', '0'],
  ])('reads %j', (reply, action) => {
    expect(laboratoryPrompt.parse(reply, context)?.action).toBe(action);
  });

  it('finds no action where there is none', () => {
    expect(laboratoryPrompt.parse('I do not know.', context)).toBeUndefined();
    expect(laboratoryPrompt.parse('Action: sing a song', context)).toBeUndefined();
  });
});

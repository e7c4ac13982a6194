import { z } from 'zod';
import type { Remaining } from '../../src/core/budget.ts';
import type { Policy, PolicyContext } from '../../src/core/policy.ts';
import { createRng } from '../../src/core/rng.ts';
import { openChatModel } from '../chat-model.ts';
import { splitReact } from '../react-format.ts';
import type { ReactPrompt } from '../react-prompt.ts';
import { reactTool } from '../react-tool.ts';
import { createReactPolicy, type ReactPolicyOptions } from '../react.ts';

/** The smallest prompt there is, for tests of the policy around it. */
export const WALKER_PROMPT: ReactPrompt = {
  system: 'Walk to the prize.',
  messages: ({ observation }) => [{ role: 'user', content: observation.text }],
  parse: splitReact,
  formatReminder: 'Reply with "Thought:" and "Action:".',
  tools: {
    system: 'Walk to the prize by calling functions.',
    formatReminder: 'Call one of the functions.',
    list: [
      reactTool({
        name: 'walk',
        description: 'Walks in one direction.',
        input: z.object({ direction: z.enum(['left', 'right']) }),
        action: ({ direction }) => direction,
      }),
      reactTool({
        name: 'jump',
        description: 'Jumps; not everywhere can be jumped to.',
        input: z.object({ to: z.string() }),
        action: ({ to }) => (to === 'the moon' ? undefined : `jump ${to}`),
      }),
    ],
  },
};

/** A ReAct policy that asks a server of its own and, where it must wait, hardly does. */
export async function openWalker(
  baseUrl: string,
  changes: Partial<ReactPolicyOptions> = {},
): Promise<Policy> {
  return createReactPolicy({
    name: 'openai:walker',
    model: await openChatModel('openai:walker', { baseUrl, environment: {} }),
    prompt: WALKER_PROMPT,
    firstDelayMs: 1,
    ...changes,
  });
}

export function walkerContext(remaining: Remaining = {}): PolicyContext {
  return {
    intent: 'walk to the prize',
    steps: [],
    observation: { text: 'at a crossing' },
    remaining,
    rng: createRng(1),
  };
}

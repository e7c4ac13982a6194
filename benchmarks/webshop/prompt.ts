import { z } from 'zod';
import { memoryLines } from '../../agents/memory-lines.ts';
import type { ReactPrompt } from '../../agents/react-prompt.ts';
import { reactTool } from '../../agents/react-tool.ts';
import type { PolicyContext } from '../../src/core/policy.ts';
import { clickOn, nameIn, readShopReply, searchFor } from './prompt-action.ts';
import { tellExample } from './prompt-example.ts';
import { tellSteps } from './prompt-pages.ts';

export interface WebshopPromptOptions {
  /** The most actions of one episode. If given, the model is told how many are left. */
  readonly maxSteps?: number | undefined;
}

const RULES = `You shop on a web site for somebody who tells you what to buy. Find the product that fits best, choose its options, and buy it.

How the site works:
- A search shows products, ten to a page. It looks for the words in titles, descriptions and options, not at prices; short queries with what the product is and its main properties find most.
- A click on the code of a product, such as B0EXAMPLE8, opens its page. "Description" and "Features" there tell more; "< Prev" leads back.
- Options such as color and size are chosen by a click, one value of each group that the goal speaks of. What is chosen is marked [clicked button].
- "Buy Now" buys the product with the options chosen so far and ends everything. Only what is bought counts: its type, its properties, its options and its price. Buy something that nearly fits rather than nothing.
- Only what the page shows now can be clicked.`;

const TEXT_SYSTEM = `${RULES}

In each turn reply with a short thought and exactly one action, in this form:
Thought: why this action
Action: search[keywords] or click[value]

An example:

${tellExample((verb, argument) => `Action: ${verb}[${argument}]`)}`;

const TOOLS_SYSTEM = `${RULES}

In each turn think briefly and call exactly one function: search_action or click_action.

An example, with the calls in words:

${tellExample((verb, argument) => {
  const input = verb === 'search' ? { keywords: argument } : { value: argument };
  return `Call: ${verb}_action(${JSON.stringify(input)})`;
})}`;

/** The tools have the names and arguments that AgentBench gives them. */
const TOOLS = [
  reactTool({
    name: 'search_action',
    description: 'Searches the shop and shows the first page of results.',
    input: z.object({ keywords: z.string().describe('Words to search for.') }),
    action: ({ keywords }) => searchFor(keywords),
  }),
  reactTool({
    name: 'click_action',
    description: 'Clicks something that the page shows now.',
    input: z.object({
      value: z.string().describe('A button, the code of a product, or the value of an option.'),
    }),
    action: ({ value }, context) => clickOn(value, context),
  }),
];

/**
 * WebShop in our own words, with one example. The current page is told in full, and what can be
 * clicked on it; the pages before it in short, and of many steps the middle ones not at all.
 */
export function createWebshopPrompt({ maxSteps }: WebshopPromptOptions = {}): ReactPrompt {
  return {
    system: TEXT_SYSTEM,
    messages: (context) => [{ role: 'user', content: tellSituation(context, maxSteps) }],
    parse: readShopReply,
    formatReminder:
      'That was no action that can be taken now. Reply with one line only: "Action: click[value]" with a value from the list above, word for word, or "Action: search[keywords]".',
    tools: {
      system: TOOLS_SYSTEM,
      formatReminder:
        'That was no action that can be taken now. Call click_action with a value from the list above, word for word, or search_action with keywords.',
      list: TOOLS,
    },
  };
}

export const webshopPrompt: ReactPrompt = createWebshopPrompt();

function tellSituation(context: PolicyContext, maxSteps: number | undefined): string {
  const { intent, steps, observation, memory } = context;
  return [
    ...memoryLines(memory),
    `Goal: ${intent}`,
    ...(steps.length === 0 ? [] : ['', 'What you did so far:', ...tellSteps(steps)]),
    '',
    'The page now:',
    observation.text.trimEnd(),
    '',
    ...tellClicks(observation.availableActions),
    ...tellActionsLeft(context, maxSteps),
    'Your next action?',
  ].join('\n');
}

function tellClicks(availableActions: readonly string[] | undefined): string[] {
  if (availableActions === undefined) return [];
  const clicks = availableActions.filter((action) => action.startsWith('click['));
  if (clicks.length === 0) return ['Nothing can be clicked here; search.'];
  return ['What can be clicked:', ...clicks.map((click) => nameIn(click))];
}

/** By the limit of the episode and by the budget, whichever comes first. */
function tellActionsLeft(
  { steps, remaining }: PolicyContext,
  maxSteps: number | undefined,
): string[] {
  const { environmentSteps = Infinity } = remaining;
  const left = Math.min((maxSteps ?? Infinity) - steps.length, environmentSteps);
  if (!Number.isFinite(left)) return [];
  if (left <= 1) return ['This is your last action: nothing counts unless it is bought now.'];
  return [`Actions left: ${left}, the purchase included.`];
}

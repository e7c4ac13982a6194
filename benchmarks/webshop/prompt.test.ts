import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createReactPolicy } from '../../agents/react.ts';
import { openChatModel } from '../../agents/chat-model.ts';
import { answer, callTool, startOpenAiServer } from '../../agents/testing/openai-server.ts';
import type { PolicyContext } from '../../src/core/policy.ts';
import { createRng } from '../../src/core/rng.ts';
import type { Step } from '../../src/core/trajectory.ts';
import { NO_USAGE } from '../../src/core/usage.ts';
import { sharedData } from '../../src/testing/shared-data.ts';
import { EXAMPLE } from './prompt-example.ts';
import { createWebshopPrompt, webshopPrompt } from './prompt.ts';

const GOAL = 'Find me a red mug with size: 3.5 oz, and price lower than 20.00 dollars';

const START = `WebShop\nInstruction: \n${GOAL}\n[button] Search [button_]\n`;

const MUG = `You have clicked red.
Instruction:
${GOAL}
[button] Back to Search [button_]
[button] < Prev [button_]
color
  [clicked button] red [clicked button_]
  [button] dark blue [button_]
Mug of Stoneware
Price: $12.0
Rating: N.A.
[button] Description [button_]
[button] Features [button_]
[button] Reviews [button_]
[button] Buy Now [button_]
`;

const CLICKS = [
  'back to search',
  '< prev',
  'description',
  'features',
  'reviews',
  'buy now',
  'red',
  'dark blue',
];

function contextOf(more: Partial<PolicyContext> = {}): PolicyContext {
  return {
    intent: GOAL,
    steps: [],
    observation: { text: MUG, availableActions: CLICKS.map((name) => `click[${name}]`) },
    remaining: {},
    rng: createRng(1),
    ...more,
  };
}

function offering(...names: readonly string[]): PolicyContext {
  const availableActions = names.map((name) => `click[${name}]`);
  return contextOf({ observation: { text: 'a page', availableActions } });
}

function told(context: PolicyContext, prompt = webshopPrompt): string {
  const [message, ...others] = prompt.messages(context);
  expect(others).toEqual([]);
  expect(message?.role).toBe('user');
  return message!.content as string;
}

describe('the prompt of WebShop', () => {
  it('tells the goal, the page in full and what can be clicked on it', () => {
    expect(told(contextOf())).toBe(
      `Goal: ${GOAL}\n\nThe page now:\n${MUG}\nWhat can be clicked:\n${CLICKS.join('\n')}\nYour next action?`,
    );
  });

  it('tells the steps so far in short, with their thoughts', () => {
    const steps: Step[] = [
      { observation: { text: START }, thought: 'first', action: 'search[mug]' },
      { observation: { text: MUG }, action: 'click[red]' },
    ];
    expect(told(contextOf({ steps }))).toContain(
      [
        'What you did so far:',
        'Step 1, page: WebShop',
        'Thought: first',
        'Action: search[mug]',
        'Step 2, page: You have clicked red. color [red *] [dark blue] Mug of Stoneware Price: $12.0 Rating: N.A.',
        'Action: click[red]',
        '',
        'The page now:',
      ].join('\n'),
    );
  });

  it('shortens earlier pages and never the last', () => {
    const text = `${'word '.repeat(2000)}end`;
    const steps = Array.from({ length: 3 }, () => ({ observation: { text }, action: 'click[x]' }));
    const message = told(contextOf({ steps, observation: { text } }));
    expect(message).toContain(text);
    expect(message.length).toBeLessThan(text.length + 2000);
  });

  it('leaves out middle steps of many, and says how many', () => {
    const steps = Array.from({ length: 40 }, (_, index) => ({
      observation: { text: 'a page' },
      action: `search[${index + 1}]`,
    }));
    const message = told(contextOf({ steps }));
    const numbers = [...message.matchAll(/search\[(\d+)\]/g)].map(([, number]) => Number(number));
    expect(numbers).toEqual([1, 2, 3, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
    expect(message).toContain('Action: search[3]\n(25 steps left out)\nStep 29,');
  });

  it('says on the start page that nothing can be clicked', () => {
    const observation = { text: START, availableActions: [`search[${GOAL}]`] };
    expect(told(contextOf({ observation }))).toMatch(
      /\[button\] Search \[button_\]\n\nNothing can be clicked here; search\.\nYour next action\?$/,
    );
  });

  it('says how many actions are left, by the episode or by the budget', () => {
    const prompt = createWebshopPrompt({ maxSteps: 10 });
    const steps = Array.from({ length: 4 }, () => ({ observation: { text: '' }, action: 'x' }));
    expect(told(contextOf({ steps }), prompt)).toContain(
      '\nActions left: 6, the purchase included.',
    );
    const remaining = { environmentSteps: 3 };
    expect(told(contextOf({ steps, remaining }), prompt)).toContain('\nActions left: 3,');
    expect(told(contextOf({ remaining: { environmentSteps: 1 } }))).toContain('last action');
    expect(told(contextOf({ steps }))).not.toContain('Actions left');
  });

  it('tells first what was made of earlier attempts', () => {
    const trajectory = {
      id: 'trial',
      benchmark: 'webshop',
      taskId: '0',
      intent: GOAL,
      steps: [],
      final: { text: START },
      end: 'truncated' as const,
      facts: {},
      usage: NO_USAGE,
    };
    const memory = [{ trajectory, reflection: 'Choose the size.' }];
    expect(told(contextOf({ memory }))).toMatch(
      /^Earlier attempts failed:\n- Choose the size\.\nGoal: /,
    );
  });
});

describe('the example of the prompt', () => {
  it('takes only actions that its pages offer', () => {
    for (const { page, verb, argument } of EXAMPLE.steps) {
      const buttons = [...page.matchAll(/\[(?:clicked )?button\] (.*) \[(?:clicked )?button_\]/g)];
      const names = buttons.map(([, name]) => name!.toLowerCase());
      expect(names).toContain(verb === 'search' ? 'search' : argument);
    }
  });

  it('ends with a purchase of all options of its goal', () => {
    const { goal, steps } = EXAMPLE;
    expect(steps.at(-1)?.argument).toBe('buy now');
    for (const [, option] of goal.matchAll(/(?:color|size): ([\w ]+)/g)) {
      expect(steps.at(-1)?.page).toContain(`[clicked button] ${option} [clicked button_]`);
    }
  });

  it('is told with actions in the form of the dialect', () => {
    expect(webshopPrompt.system).toContain('\nAction: click[b0example8]');
    expect(webshopPrompt.system).not.toContain('_action');
    expect(webshopPrompt.tools?.system).toContain('\nCall: click_action({"value":"b0example8"})');
    expect(webshopPrompt.tools?.system).not.toContain('Action: ');
  });
});

describe('a reply to the prompt of WebShop', () => {
  it.each([
    ['the plain form', 'Thought: so\nAction: click[buy now]', 'click[buy now]'],
    ['another case', 'Action: Click[Buy Now]', 'click[buy now]'],
    ['spaces', 'Action: click [ Buy  Now ]', 'click[buy now]'],
    ['quotes inside', 'Action: click["dark blue"]', 'click[dark blue]'],
    ['quotes outside', 'Action: "click[dark blue]"', 'click[dark blue]'],
    ['other punctuation', 'Action: click[dark-blue.]', 'click[dark blue]'],
    ['a button without its arrow', 'Action: click[prev]', 'click[< prev]'],
    ['a missing bracket', 'Action: click[dark blue', 'click[dark blue]'],
    ['no brackets', 'Action: click dark blue', 'click[dark blue]'],
    ['a colon', 'Action: Click: dark blue', 'click[dark blue]'],
    ['parentheses', 'Action: click(dark blue)', 'click[dark blue]'],
    ['prose', 'Action: Click on "Buy Now"', 'click[buy now]'],
    ['the name alone', 'Action: Buy Now', 'click[buy now]'],
    ['several on a line', 'Action: click[red] click[dark blue]', 'click[red]'],
    ['several lines', 'Action: click[red]\nAction: click[buy now]', 'click[red]'],
    ['a made-up page', 'Action: click[red]\nObservation: ok\nAction: click[buy now]', 'click[red]'],
    ['no label', 'I take the red one.\nclick[red]', 'click[red]'],
    ['no label, in a sentence', 'I will click[red], then click[buy now].', 'click[red]'],
    ['deliberation', '<think>click[red]</think>click[dark blue]', 'click[dark blue]'],
    ['an explanation behind it', 'Action: click[red] because the goal says so', 'click[red]'],
    ['a search', 'Action: search[red mug 3.5 oz]', 'search[red mug 3.5 oz]'],
    ['a search in another form', 'Action: Search for "red mug"', 'search[red mug]'],
    ['a search in parentheses', 'Action: search(red mug (large))', 'search[red mug (large)]'],
    ['brackets in a search', 'Action: search[red [stoneware] mug]', 'search[red stoneware mug]'],
  ])('is read with %s', (_, text, action) => {
    expect(webshopPrompt.parse(text, contextOf())?.action).toBe(action);
  });

  it('keeps its thought, with the label and without', () => {
    const context = contextOf();
    expect(webshopPrompt.parse('Thought: so\nAction: click[red]', context)?.thought).toBe('so');
    expect(webshopPrompt.parse('It is red.\nclick[red]', context)?.thought).toBe('It is red.');
    expect(webshopPrompt.parse('click[red]', context)).toEqual({ action: 'click[red]' });
  });

  it.each([
    ['nothing', ''],
    ['prose', 'The search (which found little) was no help.'],
    ['a search for nothing', 'Action: search[]'],
    ['a search for quotes', 'Action: search[""]'],
    ['the search button', 'Action: click[search]'],
    ['a thought for an action', 'Action: think[the red one]'],
    ['what is not on the page', 'Action: click[green]'],
    ['a part of a name', 'Action: click[dark]'],
    ['more than a name', 'Action: click[color: red]'],
    ['two names', 'Action: click[red, dark blue]'],
  ])('is no action when it has %s', (_, text) => {
    expect(webshopPrompt.parse(text, contextOf())).toBeUndefined();
  });

  it.each([
    ['3.5 oz', '35 oz'],
    ['35 oz', '3.5 oz'],
    ['-1.5', '+1.5'],
    ['1 1/2 inch', '11/2 inch'],
    ['10-12', '1012'],
    ['b01lm6w7z6', 'b01lm6w7z7'],
    ['b01lm6w7z', 'b01lm6w7z6'],
  ])('never clicks %s where only %s is offered', (wanted, offered) => {
    const reply = `Action: click[${wanted}]`;
    expect(webshopPrompt.parse(reply, offering(offered))).toBeUndefined();
    expect(webshopPrompt.parse(reply, offering(offered, wanted))?.action).toBe(`click[${wanted}]`);
  });

  it('takes the very name rather than one like it, and none of two like it', () => {
    const twins = offering('dark blue', 'dark-blue');
    expect(webshopPrompt.parse('Action: click[dark-blue]', twins)?.action).toBe('click[dark-blue]');
    expect(webshopPrompt.parse('Action: click[Dark/Blue]', twins)).toBeUndefined();
  });

  it('is taken as it stands where it is not known what can be clicked', () => {
    const unknown = contextOf({ observation: { text: 'a page' } });
    expect(webshopPrompt.parse('Action: Click[Red]', unknown)?.action).toBe('click[Red]');
    expect(webshopPrompt.parse('Action: look around', unknown)).toBeUndefined();
  });
});

it('reads hostile replies in linear time', () => {
  const long = 200_000;
  for (const text of ['.', '[', ')', 'search', 'click ', 'a ', '3 ']) {
    expect(webshopPrompt.parse(`Action: click[${text.repeat(long)}x`, contextOf())).toBeUndefined();
  }
});

describe('a policy with the prompt of WebShop', () => {
  const propose = async (
    dialect: 'text' | 'tools',
    script: Parameters<typeof startOpenAiServer>[0],
  ) => {
    await using server = await startOpenAiServer(script);
    const policy = createReactPolicy({
      name: 'openai:shopper',
      model: await openChatModel('openai:shopper', { baseUrl: server.baseUrl, environment: {} }),
      prompt: webshopPrompt,
      dialect,
    });
    const { proposals } = await policy.propose(contextOf(), { count: 1, temperature: 1 });
    return { proposals, requests: server.requests };
  };

  it('acts in words', async () => {
    const { proposals } = await propose('text', answer('Thought: so\nAction: Click[Red]'));
    expect(proposals).toEqual([{ thought: 'so', action: 'click[red]' }]);
  });

  it('is told when what it clicks is not there', async () => {
    const { proposals, requests } = await propose('text', [
      answer('Action: click[green]'),
      answer('Action: click[red]'),
    ]);
    expect(proposals).toEqual([{ action: 'click[red]' }]);
    expect(requests[1]?.body.messages.at(-1)?.content).toContain('a value from the list above');
  });

  it.each([
    ['click_action', { value: 'Dark-Blue' }, 'click[dark blue]'],
    ['search_action', { keywords: 'red mug' }, 'search[red mug]'],
  ])('acts by calling %s', async (name, input, action) => {
    const { proposals, requests } = await propose('tools', callTool(name, input));
    expect(proposals).toEqual([{ action }]);
    const tools = requests[0]?.body.tools?.map((tool) => tool.function.name);
    expect(tools).toEqual(['search_action', 'click_action']);
  });

  it('is asked again after a call for what is not there', async () => {
    const { proposals } = await propose('tools', [
      callTool('click_action', { value: 'green' }),
      callTool('click_action', { value: 'red' }),
    ]);
    expect(proposals).toEqual([{ action: 'click[red]' }]);
  });
});

const EPISODES = sharedData('webshop/golden-episodes-160.jsonl');

interface RecordedView {
  readonly text_rich: string;
  readonly available: { readonly clickables: readonly string[] };
}

describe.skipIf(!existsSync(EPISODES))('on recorded pages of the original', () => {
  const episodes = () =>
    readFileSync(EPISODES, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { init: RecordedView; steps: readonly RecordedView[] });

  it('every click that a page offers is read as itself', () => {
    for (const { steps } of episodes()) {
      for (const { text_rich: text, available } of steps) {
        const availableActions = available.clickables.map((name) => `click[${name}]`);
        const context = contextOf({ observation: { text, availableActions } });
        for (const action of availableActions) {
          const reply = `Thought: so\nAction: ${action}`;
          expect(webshopPrompt.parse(reply, context)?.action).toBe(action);
          expect(webshopPrompt.parse(reply.toUpperCase(), context)?.action).toBe(action);
        }
      }
    }
  });

  it('the whole of a long episode stays short beside its last page', () => {
    for (const { init, steps } of episodes()) {
      const pages = [init, ...steps].map(({ text_rich: text }) => ({ text }));
      const observation = pages.pop()!;
      const taken = pages.map((page) => ({ observation: page, action: 'click[x]' }));
      const message = told(contextOf({ steps: taken, observation }));
      expect(message).toContain(observation.text.trimEnd());
      expect(message.length).toBeLessThan(observation.text.length + 8000);
    }
  });
});

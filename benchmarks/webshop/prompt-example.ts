import { gistOf } from './prompt-pages.ts';

interface ExampleStep {
  readonly page: string;
  readonly thought: string;
  readonly verb: 'search' | 'click';
  readonly argument: string;
}

const GOAL =
  'Find me merino wool hiking socks for men that are machine washable with color: moss green, and size: large, and price lower than 30.00 dollars';

const HEADER = `Instruction:
${GOAL}
[button] Back to Search [button_]`;

/** The page of the socks, with these of their options chosen. */
function socks(...chosen: readonly string[]): string {
  const option = (name: string): string =>
    chosen.includes(name)
      ? `  [clicked button] ${name} [clicked button_]`
      : `  [button] ${name} [button_]`;
  const news = chosen.map((name) => `You have clicked ${name}.\n`).reverse();
  return `${news.join('')}${HEADER}
[button] < Prev [button_]
color
${option('charcoal')}
${option('moss green')}
size
${option('medium')}
${option('large')}
Fernpath Men's Merino Wool Hiking Socks, Cushioned Sole, Machine Wash, 2 Pairs
Price: $18.5 to $24.99
Rating: N.A.
[button] Description [button_]
[button] Features [button_]
[button] Reviews [button_]
[button] Buy Now [button_]`;
}

/** One purchase, made up; the products do not exist. Its pages are in the form of `text_rich`. */
export const EXAMPLE: { readonly goal: string; readonly steps: readonly ExampleStep[] } = {
  goal: GOAL,
  steps: [
    {
      page: `WebShop
Instruction: 
${GOAL}
[button] Search [button_]`,
      thought: 'I search for what the product is; color and size I choose on its page.',
      verb: 'search',
      argument: 'men merino wool hiking socks machine wash',
    },
    {
      page: `${HEADER}
Page 1 (Total results: 2)
[button] Next > [button_]

[button] B0EXAMPLE7 [button_]
Everyday Cotton Ankle Socks for Women, 6 Pairs
$12.99

[button] B0EXAMPLE8 [button_]
Fernpath Men's Merino Wool Hiking Socks, Cushioned Sole, Machine Wash, 2 Pairs
$18.5 to $24.99`,
      thought:
        'The second is of merino wool, for men, can be washed and costs less than 30 dollars.',
      verb: 'click',
      argument: 'b0example8',
    },
    {
      page: socks(),
      thought: 'Moss green and large are both there. First the color.',
      verb: 'click',
      argument: 'moss green',
    },
    {
      page: socks('moss green'),
      thought: 'Now the size.',
      verb: 'click',
      argument: 'large',
    },
    {
      page: socks('moss green', 'large'),
      thought: 'Both options are chosen and the rest fits, so I buy.',
      verb: 'click',
      argument: 'buy now',
    },
  ],
};

/** How many pages are shown in full: one of each kind. */
const PAGES_IN_FULL = 3;

/** Characters of the others. */
const GIST_LENGTH = 200;

/** The example for a prompt, with actions in the form that the model is to use. */
export function tellExample(tellAction: (verb: string, argument: string) => string): string {
  const told = EXAMPLE.steps.map(({ page, thought, verb, argument }, index) => {
    const shown = index < PAGES_IN_FULL ? page : `(in short) ${gistOf(page, GIST_LENGTH)}`;
    return `The page now:\n${shown}\n\nThought: ${thought}\n${tellAction(verb, argument)}`;
  });
  return [`Goal: ${EXAMPLE.goal}`, ...told].join('\n\n');
}

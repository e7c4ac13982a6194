import { shorten } from '../../src/search/shorten.ts';
import type { Step } from '../../src/core/trajectory.ts';

/** Of more steps than both together, those in between are left out: the end always stays. */
const FIRST_STEPS = 3;
const LAST_STEPS = 12;

/** Characters. The page before the current one is often what is to be gone back to. */
const LAST_PAGE_LENGTH = 600;
const PAGE_LENGTH = 300;
const THOUGHT_LENGTH = 240;
const ACTION_LENGTH = 240;

/** Buttons that are on so many pages that they tell nothing. */
const USUAL_BUTTONS = new Set([
  'Search',
  'Back to Search',
  '< Prev',
  'Next >',
  'Description',
  'Features',
  'Reviews',
  'Buy Now',
]);

const BUTTON = /^\s*\[(clicked )?button\] (.*) \[(?:clicked )?button_\]$/;

/** Lines that tell the steps so far, each with the gist of the page on which it was taken. */
export function tellSteps(steps: readonly Step[]): string[] {
  const hidden = steps.length - FIRST_STEPS - LAST_STEPS;
  return steps.flatMap((step, index) => {
    if (index >= FIRST_STEPS && index < FIRST_STEPS + hidden) {
      return index === FIRST_STEPS ? [`(${hidden} steps left out)`] : [];
    }
    return tellStep(step, index, index === steps.length - 1 ? LAST_PAGE_LENGTH : PAGE_LENGTH);
  });
}

function tellStep({ observation, thought, action }: Step, index: number, length: number): string[] {
  return [
    `Step ${index + 1}, page: ${gistOf(observation.text, length)}`,
    ...(thought === undefined ? [] : [`Thought: ${shorten(thought, THOUGHT_LENGTH)}`]),
    `Action: ${shorten(action, ACTION_LENGTH)}`,
  ];
}

/**
 * A page on one line: without the instruction, which is the goal, and without the usual buttons.
 * What can be clicked stands in brackets, with a star where it was.
 */
export function gistOf(page: string, length: number): string {
  const lines = page.split('\n');
  const label = lines.findIndex((line) => line.trim() === 'Instruction:');
  const own = lines.filter((_, index) => label < 0 || index < label || index > label + 1);
  return shorten(own.map(gistOfLine).join(' '), length);
}

function gistOfLine(line: string): string {
  const [isButton, clicked, name = ''] = BUTTON.exec(line) ?? [];
  if (isButton === undefined) return line;
  if (USUAL_BUTTONS.has(name)) return '';
  return clicked === undefined ? `[${name}]` : `[${name} *]`;
}

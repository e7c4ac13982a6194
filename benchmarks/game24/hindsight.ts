import type { Edit, Hindsight } from '../../src/core/hindsight.ts';
import type { Rng } from '../../src/core/rng.ts';
import type { Trajectory } from '../../src/core/trajectory.ts';
import { Game24Environment } from './environment.ts';
import { digitRuns } from './expression.ts';
import { createPuzzle, parseIntent, type Puzzle } from './puzzle.ts';
import { format, OPERATORS } from './rational.ts';
import { answerOf, goalOf, numbersLeft } from './reading.ts';

/** Larger targets are reached by long products only and teach little about ordinary ones. */
const LARGEST_TARGET = 200;

/**
 * A trajectory whose answer is worth v fulfilled "make v from ..."; so every finished walk is a
 * positive of some intent, and no true score of any task is needed.
 */
export const hindsight: Hindsight<Puzzle> = {
  achieved: (trajectory) => {
    const { numbers } = goalOf(trajectory);
    const value = Number(outcomeOf(trajectory));
    const usable = Number.isInteger(value) && value >= 1 && value <= LARGEST_TARGET;
    return usable ? [createPuzzle(numbers, value)] : [];
  },
  judge: (puzzle, trajectory) =>
    outcomeOf(trajectory) === String(puzzle.target) ? 'fulfilled' : 'failed',
  describe: ({ numbers, target }) => ({ numbers, target }),
  requirements: ({ numbers, target }) => [`${target}`, ...numbers.map(String)],
  reword: (puzzle, intent) => {
    const goal = parseIntent(intent);
    const isSame = goal?.target === puzzle.target && goal.numbers.join() === puzzle.numbers.join();
    return isSame ? { ...puzzle, intent } : undefined;
  },
  variations: (trajectory) => {
    const expression = answerOf(trajectory, goalOf(trajectory).numbers)?.expression;
    if (expression === undefined) return [];
    return [{ kind: 'answered-at-once', actions: [`Answer: ${expression}`] }];
  },
  corruptions: (trajectory, rng) => [
    ...corruptStep(trajectory, rng),
    ...corruptAnswer(trajectory, rng),
  ],
  situation: (prefix) => numbersLeft(prefix.final.text)?.map(format).join(' '),
  stage: (prefix) => `${numbersLeft(prefix.final.text)?.length ?? 0} left`,
  outcome: outcomeOf,
  wantedOutcome: (puzzle) => String(puzzle.target),
};

/** What the answer is worth; undefined when it breaks the rules. */
function outcomeOf(trajectory: Trajectory): string | undefined {
  const answer = answerOf(trajectory, goalOf(trajectory).numbers);
  if (answer?.value === undefined || !answer.usesNumbers) return undefined;
  return format(answer.value);
}

/** Takes another legal step somewhere, then goes on as before for as long as that is legal. */
function corruptStep(trajectory: Trajectory, rng: Rng): Edit[] {
  const { numbers, target } = goalOf(trajectory);
  const original = trajectory.steps.map((step) => step.action);
  if (original.length < 2) return [];
  const changed = rng.integer(original.length - 1);
  const environment = new Game24Environment(createPuzzle(numbers, target));
  let { availableActions: available = [] } = environment.reset();
  const actions: string[] = [];
  for (let done = false; !done;) {
    const planned = original[actions.length];
    const isChanged = actions.length === changed;
    const others = isChanged ? available.filter((action) => action !== planned) : available;
    if (others.length === 0) return [];
    const follows = !isChanged && planned !== undefined && available.includes(planned);
    const action = follows ? planned : rng.pick(others);
    actions.push(action);
    const result = environment.step(action);
    available = result.observation.availableActions ?? [];
    done = result.done;
  }
  return [{ kind: 'changed-step', actions }];
}

/** Right steps, wrong last line: the usual slips of a language model. */
function corruptAnswer(trajectory: Trajectory, rng: Rng): Edit[] {
  const { numbers } = goalOf(trajectory);
  const expression = answerOf(trajectory, numbers)?.expression;
  if (expression === undefined) return [];
  const before = trajectory.steps.slice(0, -1).map((step) => step.action);
  const edit = (kind: string, text: string): Edit => ({
    kind,
    actions: [...before, `Answer: ${text}`],
  });
  const run = rng.pick(digitRuns(expression));
  const operators = [...expression.matchAll(/[-+*/]/g)];
  const at = operators.length === 0 ? undefined : rng.pick(operators).index;
  return [
    ...(at === undefined
      ? []
      : [
          edit(
            'changed-operation',
            expression.slice(0, at) +
              rng.pick(OPERATORS.filter((operator) => operator !== expression[at])) +
              expression.slice(at + 1),
          ),
        ]),
    edit('changed-number', replaceNumber(expression, run, String(Number(run) + 1))),
    edit('reused-number', `${expression} + ${run} - ${run}`),
    edit('missing-number', replaceNumber(expression, run, '0')),
  ];
}

function replaceNumber(expression: string, run: string, by: string): string {
  return expression.replace(new RegExp(String.raw`\b${run}\b`), by);
}

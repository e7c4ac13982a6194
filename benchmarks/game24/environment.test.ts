import { describe, expect, it } from 'vitest';
import { describeEnvironment } from '../../src/testing/index.ts';
import { Game24Environment } from './environment.ts';
import { game24 } from './index.ts';
import { createPuzzle } from './puzzle.ts';

const puzzle = createPuzzle([4, 5, 6, 10]);

describeEnvironment({
  benchmark: game24,
  task: puzzle,
  winning: [
    '10 - 4 = 6 (left: 5 6 6)',
    '5 * 6 = 30 (left: 6 30)',
    '30 - 6 = 24 (left: 24)',
    'Answer: (10 - 4) * 5 - 6',
  ],
  losing: ['4 + 5 = 9 (left: 6 9 10)', 'Answer: 4 + 5 + 6 + 10'],
});

describe('Game of 24', () => {
  const started = () => {
    const environment = new Game24Environment(puzzle);
    environment.reset();
    return environment;
  };

  it('shows what is left after a step, smallest first', () => {
    const { observation, done } = started().step('10 - 4 = 6 (left: 5 6 6)');
    expect(observation.text).toBe('left: 5 6 6');
    expect(done).toBe(false);
  });

  it.each([
    ['10 - 4', 'left: 5 6 6'],
    ['  10-4=6', 'left: 5 6 6'],
    ['6 x 5 = 30', 'left: 4 10 30'],
    ['6 × 5', 'left: 4 10 30'],
    ['10 ÷ 4 = 2.5 (left: 2.5 5 6)', 'left: 5/2 5 6'],
    ['4 - 10 = -6', 'left: -6 5 6'],
    ['5 / 6 = 0.83', 'left: 5/6 4 10'],
  ])('reads the step "%s" leniently', (action, text) => {
    expect(started().step(action).observation.text).toBe(text);
  });

  it('goes on with fractions and decimals of what is left', () => {
    const environment = started();
    environment.step('5 / 6 = 5/6');
    expect(environment.step('0.83 * 4').observation.text).toBe('left: 10/3 10');
    expect(environment.step('10/3 * 10 = 100/3').observation.text).toBe('left: 100/3');
  });

  it.each([
    ['7 + 4 = 11', '7 is not among the numbers left'],
    ['5 + 5 = 10', '5 is not among the numbers left'],
    ['5 * 5', '5 is not among the numbers left'],
    ['10 - 4 = 7', '10 - 4 is 6, not 7'],
    ['think: what now?', 'expected "a op b = c" or "Answer: expression"'],
  ])('refuses "%s" and says why', (action, problem) => {
    const { observation, done, facts } = started().step(action);
    expect(observation.text).toBe(`not a legal step: ${problem}; left: 4 5 6 10`);
    expect(done).toBe(false);
    expect(facts).toEqual({ actions: 1 });
  });

  it('refuses to divide by zero', () => {
    const environment = new Game24Environment(createPuzzle([5, 5, 1, 2]));
    environment.reset();
    environment.step('5 - 5 = 0');
    expect(environment.step('1 / 0').observation.text).toContain('division by zero');
  });

  it('offers every legal step once, and only the answer when one number is left', () => {
    const environment = new Game24Environment(createPuzzle([1, 1, 1, 1]));
    const { availableActions } = environment.reset();
    expect(availableActions).toEqual([
      '1 + 1 = 2 (left: 1 1 2)',
      '1 - 1 = 0 (left: 0 1 1)',
      '1 * 1 = 1 (left: 1 1 1)',
      '1 / 1 = 1 (left: 1 1 1)',
    ]);
    environment.step('1 + 1 = 2');
    environment.step('1 + 1 = 2');
    const last = environment.step('2 / 2 = 1');
    expect(last.observation.availableActions).toEqual(['Answer: (1 + 1) / (1 + 1)']);
  });

  it('records an answer without judging it', () => {
    const { observation, done } = started().step('answer:  (10 - 4) * 5 - 6 = 24 ');
    expect(observation).toMatchObject({ text: 'answered: (10 - 4) * 5 - 6 = 24' });
    expect(done).toBe(true);
  });

  it('does not go on after the answer', () => {
    const environment = started();
    environment.step('Answer: 24');
    expect(() => environment.step('4 + 5')).toThrow('reset');
  });
});

import { describe, expect, it } from 'vitest';
import { readThought, splitReact } from './react-format.ts';

describe('splitReact', () => {
  const wanted = { thought: 'too small', action: 'multiply 4 6' };

  it.each([
    ['the plain format', 'Thought: too small\nAction: multiply 4 6'],
    ['labels in other case', 'THOUGHT: too small\naction: multiply 4 6'],
    ['numbered labels', 'Thought 2: too small\nAction 2: multiply 4 6'],
    ['bold labels', '**Thought:** too small\n**Action:** multiply 4 6'],
    ['bold around the label only', '**Thought**: too small\n**Action**: multiply 4 6'],
    ['bold around whole lines', '**Thought: too small**\n**Action: multiply 4 6**'],
    ['a bold action', 'Thought: too small\nAction: **multiply 4 6**'],
    ['headings', '### Thought\ntoo small\n\n### Action\nmultiply 4 6'],
    ['list items', '- Thought: too small\n- Action: multiply 4 6'],
    ['a quote', '> Thought: too small\n> Action: multiply 4 6'],
    ['a code fence around all', '```text\nThought: too small\nAction: multiply 4 6\n```'],
    ['a code fence around the action', 'Thought: too small\nAction:\n```\nmultiply 4 6\n```'],
    ['a code fence that opens behind the label', 'too small\nAction: ```\nmultiply 4 6\n```'],
    ['a code fence on one line', 'Thought: too small\nAction: ```multiply 4 6```'],
    ['code marks', 'Thought: too small\nAction: `multiply 4 6`'],
    ['quotation marks', 'Thought: too small\nAction: "multiply 4 6"'],
    ['a thought without its label', 'too small\n\nAction: multiply 4 6'],
    ['the action on the next line', 'Thought: too small\nAction:\n\nmultiply 4 6\n'],
    ['both on one line', 'Thought: too small Action: multiply 4 6'],
    ['Windows line ends', 'Thought: too small\r\nAction: multiply 4 6\r\n'],
    ['full-width colons', 'Thought： too small\nAction：multiply 4 6'],
    [
      'a made-up continuation',
      'Thought: too small\nAction: multiply 4 6\nObservation: 24\nAction: b',
    ],
    ['an explanation after it', 'Thought: too small\nAction: multiply 4 6\n\nThat leaves 24.'],
    ['private deliberation', '<think>Action: no</think>Thought: too small\nAction: multiply 4 6'],
    ['deliberation without its start', 'hm, no.</think>\ntoo small\nAction: multiply 4 6'],
    ['an echoed observation', 'Observation: 4 6\nThought: too small\nAction: multiply 4 6'],
  ])('reads %s', (_, text) => {
    expect(splitReact(text)).toEqual(wanted);
  });

  it('gives no thought when there is none', () => {
    expect(splitReact('Action: multiply 4 6')).toEqual({ action: 'multiply 4 6' });
  });

  it('keeps the lines of a long thought', () => {
    const { thought } = splitReact('Thought: first\nsecond\nAction: go') ?? {};
    expect(thought).toBe('first\nsecond');
  });

  it('keeps stars and quotes that belong to the action', () => {
    expect(splitReact('Action: 4 * 6 = 24')?.action).toBe('4 * 6 = 24');
    expect(splitReact('Action: 2 ** 3 = 8')?.action).toBe('2 ** 3 = 8');
    expect(splitReact('Action: "a" and "b"')?.action).toBe('"a" and "b"');
    expect(splitReact('**Action:** 4 * 6 = 24')?.action).toBe('4 * 6 = 24');
  });

  it.each([
    ['nothing', ''],
    ['prose', 'I think that the best action: unclear.'],
    ['an empty action', 'Thought: hm\nAction:'],
    ['an action that is only marks', 'Action: ``` '],
    ['an observation instead of an action', 'Action:\nObservation: 4 6'],
    ['a thought that was cut off', '<think>Action: maybe'],
  ])('finds no action in %s', (_, text) => {
    expect(splitReact(text)).toBeUndefined();
  });

  it('reads hostile text in linear time', () => {
    const long = 200_000;
    for (const text of [' '.repeat(long), 'Action'.repeat(long), `Action${' '.repeat(long)}x`]) {
      expect(splitReact(text)).toBeUndefined();
    }
  });
});

describe('readThought', () => {
  it.each([
    ['Thought: too small\nAction: multiply 4 6', 'too small'],
    ['Thought: too small', 'too small'],
    ['too small', 'too small'],
    ['<think>hm</think>too small', 'too small'],
    ['Action: multiply 4 6', undefined],
    ['', undefined],
    ['<think>hm', undefined],
  ])('finds in %j what is said before the action', (text, thought) => {
    expect(readThought(text)).toBe(thought);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAction } from './action.ts';

const NONE = { kind: 'none' };

describe('an action', () => {
  it.each([
    ['search[Oak Chair]', { kind: 'search', query: 'oak chair' }],
    ['search[ ]', { kind: 'search', query: ' ' }],
    ['click[B000000001]', { kind: 'click', name: 'b000000001' }],
    ['click[Buy Now] because it fits', { kind: 'click', name: 'buy now' }],
    ['click[a] or click[b]', NONE],
    ['click[a]b] rest', { kind: 'click', name: 'a]b' }],
    ['click[[a]', NONE],
    ['click[a [b]]', NONE],
    ['Click[a]', NONE],
    ['I think so. Action: click[a]', NONE],
    [' click[a]', NONE],
    ['search[]', NONE],
    ['search', NONE],
    ['[a]', NONE],
    ['click[a\nb]', NONE],
    ['click[a]\nclick[b]', { kind: 'click', name: 'a' }],
    ['\nclick[a]', NONE],
    ['click[a\r\u2028b]', { kind: 'click', name: 'a\r\u2028b' }],
    ['click[', NONE],
    [']click[', NONE],
    ['', NONE],
  ])('%j is read as the original reads it', (text, expected) => {
    expect(parseAction(text)).toEqual(expected);
  });

  it('is read as one greedy pattern would read it', () => {
    const text = fc.string({ unit: fc.constantFrom('click', 'search', '[', ']', 'a', '\n') });
    fc.assert(
      fc.property(text, (action) => {
        const match = /^([^\n]+)\[([^\n]+)\]/.exec(action);
        const kind = match?.[1] === 'click' || match?.[1] === 'search' ? match[1] : 'none';
        expect(parseAction(action).kind).toBe(kind);
        if (kind !== 'none') expect(Object.values(parseAction(action))).toContain(match![2]);
      }),
    );
  });

  it('may hold an opening bracket once the quirks are repaired', () => {
    expect(parseAction('click[a [b]]', false)).toEqual({ kind: 'click', name: 'a [b]' });
    expect(parseAction('click[[]', false)).toEqual({ kind: 'click', name: '[' });
    expect(parseAction('click[]', false)).toEqual(NONE);
  });
});

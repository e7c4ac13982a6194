import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, START, type Automaton } from './automaton.ts';
import type { Pattern } from './pattern.ts';

const SYMBOLS = ['a', 'b', 'c'];

const pattern = fc.letrec<{ pattern: Pattern; parts: Pattern[] }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      kind: fc.constant('symbol' as const),
      symbols: fc.subarray([0, 1, 2], { minLength: 1 }),
    }),
    fc.record({
      kind: fc.constantFrom('sequence' as const, 'choice' as const),
      parts: tie('parts'),
    }),
    fc.record({
      kind: fc.constant('repeat' as const),
      part: tie('pattern'),
      optional: fc.boolean(),
    }),
  ),
  parts: fc.array(tie('pattern'), { minLength: 1, maxLength: 3 }),
})).pattern;

describe('the automaton of a pattern', () => {
  it('matches what a regular expression matches', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom(...SYMBOLS), maxLength: 6 }),
        (p, text) => {
          const matches = new RegExp(`^${sourceOf(p)}$`).test(text);
          expect(accepts(compile(p, SYMBOLS.length), text)).toBe(matches);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

function accepts({ next, accepting }: Automaton, text: string): boolean {
  let state = START;
  for (const symbol of text) state = next[state * SYMBOLS.length + SYMBOLS.indexOf(symbol)]!;
  return accepting[state] === 1;
}

function sourceOf(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'symbol':
      return `[${pattern.symbols.map((symbol) => SYMBOLS[symbol]).join('')}]`;
    case 'sequence':
      return `(?:${pattern.parts.map(sourceOf).join('')})`;
    case 'choice':
      return `(?:${pattern.parts.map(sourceOf).join('|')})`;
    case 'repeat':
      return `(?:${sourceOf(pattern.part)})${pattern.optional ? '*' : '+'}`;
  }
}

import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../src/testing/shared-data.ts';
import { evaluate } from './expression.ts';
import { gradeOutput } from './grade.ts';
import { createPuzzle, parsePuzzle } from './puzzle.ts';
import { format } from './rational.ts';

const puzzle = createPuzzle([4, 5, 6, 10]);

describe('the grader of Game of 24', () => {
  it.each([
    'Answer: (10 - 4) * 5 - 6 = 24',
    '(10-4)*5-6',
    '10 - 4 = 6 (left: 5 6 6)\nAnswer: 5 * (10 - 4) - 6 = 24',
    'ANSWER: -6 + (10 - 4) * 5',
    '-(6 - (10 - 4) * 5)',
    '  (10 - 4) * 5 - 6 = 999  ',
  ])('accepts %j', (output) => {
    expect(gradeOutput(puzzle, output)).toEqual({ score: 1, success: true });
  });

  it.each([
    ['another value', '(10 - 4) * 5 + 6'],
    ['a number twice', '(10 - 4) * 5 - 6 + 6 - 6'],
    ['a number missing', '4 * 6'],
    ['other digits', '(10 - 4) * 05 - 6'],
    ['numbers run together', '10 4 5 6'],
    ['a decimal', '(10 - 4) * 5.6'],
    ['a power', '(10 - 4) ** 5 - 6'],
    ['a factorial', '4! + 5 + 6 - 10'],
    ['code', 'eval("24") + 4 + 5 + 6 + 10'],
    ['a property', 'process.exit(4) + 5 + 6 + 10'],
    ['a division by zero', '10 / (4 + 6 - 10) + 5'],
    ['digits of another script', '(١٠ - ٤) * ٥ - ٦'],
    ['full-width digits', '（１０－４）＊５－６'],
    ['nothing', ''],
    ['blank lines', '\n\n'],
    ['a missing parenthesis', '(10 - 4 * 5 - 6'],
    ['an extra parenthesis', '(10 - 4) * 5 - 6)'],
    ['an operator at the end', '(10 - 4) * 5 - 6 +'],
    ['ten thousand parentheses', `${'('.repeat(10_000)}10 - 4) * 5 - 6`],
    ['ten thousand digits', '9'.repeat(10_000)],
    ['ten thousand sums', Array.from({ length: 2500 }, () => '4').join(' + ')],
  ])('gives 0 for %s', (_, output) => {
    expect(gradeOutput(puzzle, output)).toEqual({ score: 0, success: false });
  });

  it('follows balanced parentheses and minus signs to any depth', () => {
    const deep = `${'('.repeat(5000)}10 - 4${')'.repeat(5000)} * 5 - 6`;
    expect(gradeOutput(puzzle, deep).success).toBe(true);
    expect(gradeOutput(puzzle, `${'- '.repeat(5000)}(10 - 4) * 5 - 6`).success).toBe(true);
  });

  it('judges against the target of the puzzle', () => {
    expect(gradeOutput(createPuzzle([4, 5, 6, 10], 25), '4 + 5 + 6 + 10').success).toBe(true);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (output) => {
        expect([0, 1]).toContain(gradeOutput(puzzle, output).score);
      }),
    );
  });

  it('evaluates as arithmetic does', () => {
    const { tree } = fc.letrec<{ tree: { text: string; value: number } }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.integer({ min: 0, max: 20 }).map((value) => ({ text: String(value), value })),
        fc
          .tuple(tie('tree'), fc.constantFrom('+', '-', '*'), tie('tree'))
          .map(([a, operator, b]) => ({
            text: `(${a.text} ${operator} ${b.text})`,
            value:
              operator === '+'
                ? a.value + b.value
                : operator === '-'
                  ? a.value - b.value
                  : a.value * b.value,
          })),
        tie('tree').map(({ text, value }) => ({ text: `-${text}`, value: 0 - value })),
      ),
    }));
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        fc.pre(Number.isSafeInteger(value));
        expect(format(evaluate(text)!)).toBe(String(value + 0));
      }),
    );
  });

  const labelled = sharedData('game24/tot-gpt4-outputs-labelled.jsonl');
  it.skipIf(!existsSync(labelled))(
    `agrees with every published verdict (skipped without ${labelled})`,
    () => {
      const lines = readFileSync(labelled, 'utf8').trim().split('\n');
      const cases = lines.map(
        (line) => JSON.parse(line) as { puzzle: string; output: string; r: number },
      );
      const wrong = cases.filter(
        ({ puzzle: numbers, output, r }) => gradeOutput(parsePuzzle(numbers)!, output).score !== r,
      );
      expect(wrong).toEqual([]);
      expect(cases.length).toBeGreaterThan(3000);
    },
  );
});

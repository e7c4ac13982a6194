import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trajectory } from '../../core/trajectory.ts';
import { NO_USAGE } from '../../core/usage.ts';
import { createTextEncoder } from './create-text-encoder.ts';

const INTENT = 'Find running shoes with size: 11, and color: dark red, and price lower than $50.00';

function walk(actions: readonly string[], pages: readonly string[], intent = INTENT): Trajectory {
  return {
    id: 'a',
    benchmark: 'shop',
    taskId: 't',
    intent,
    steps: actions.map((action, at) => ({ observation: { text: pages[at] ?? '' }, action })),
    final: { text: pages[actions.length] ?? '' },
    end: 'unfinished',
    facts: { actions: actions.length },
    usage: NO_USAGE,
  };
}

const encoder = createTextEncoder({ buckets: 64 });

function encoded(trajectory: Trajectory): Float64Array {
  const out = new Float64Array(encoder.featureNames.length);
  encoder.encode(trajectory, out);
  return out;
}

function feature(trajectory: Trajectory, name: string): number {
  const at = encoder.featureNames.indexOf(name);
  expect(at, name).toBeGreaterThanOrEqual(0);
  return encoded(trajectory)[at]!;
}

const PAGE = 'Running Shoe\nsize 10 11 12\ncolor dark red, blue\nPrice: $45.00';

describe('the text encoder', () => {
  it('names each feature once', () => {
    expect(new Set(encoder.featureNames).size).toBe(encoder.featureNames.length);
  });

  it('does not count what a page only repeats of the intent', () => {
    expect(feature(walk([], [`Instruction: ${INTENT}`]), 'asked words on last page')).toBe(0);
    expect(feature(walk([], [PAGE]), 'asked words on last page')).toBeGreaterThan(0.5);
  });

  it('sees which named values were chosen, and which were only offered', () => {
    const right = walk(['click[11]', 'click[dark red]'], [PAGE, PAGE, PAGE]);
    const wrong = walk(['click[11]', 'click[blue]'], [PAGE, PAGE, PAGE]);
    expect(feature(right, 'named values chosen')).toBe(1);
    expect(feature(wrong, 'named values chosen')).toBe(0.5);
    expect(feature(wrong, 'named values offered and not chosen')).toBe(0.5);
    expect(feature(wrong, 'named values never offered')).toBe(0);
  });

  it.each([
    ['Price: $45.00', 1],
    ['Price: $50', 1],
    ['Price: $1,045.00', 0],
    ['45.00', 0],
  ])('compares a price with the bound as a number: %s', (page, expected) => {
    expect(feature(walk([], [page]), 'cheapest within bound')).toBe(expected);
  });

  it('takes 5.0 for 5, and not for 50', () => {
    const asked = (page: string) =>
      feature(walk([], [page], 'Heat it to 5.0 degrees'), 'asked numbers on last page');
    expect([asked('now at 5 degrees'), asked('now at 50 degrees')]).toEqual([1, 0]);
  });

  it('sees an action that changes nothing', () => {
    expect(feature(walk(['go'], ['same', 'same']), 'action changed nothing')).toBe(1);
    expect(feature(walk(['go'], ['one', 'other']), 'action changed nothing')).toBe(0);
  });

  const texts = fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 });
  it('gives finite numbers for any text, the same with and without what it remembers', () => {
    fc.assert(
      fc.property(texts, texts, fc.string(), (actions, pages, intent) => {
        const trajectory = walk(actions, pages, intent);
        const out = encoded(trajectory);
        expect(out.every(Number.isFinite)).toBe(true);
        const fresh = createTextEncoder({ buckets: 64 });
        const again = new Float64Array(out.length).fill(7);
        fresh.encode(trajectory, again);
        expect(again).toEqual(out);
      }),
    );
  });
});

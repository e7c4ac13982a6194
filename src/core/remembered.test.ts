import fc from 'fast-check';
import { expect, it } from 'vitest';
import { remembered } from './remembered.ts';

function counted(most: number) {
  const computed: string[] = [];
  const ask = remembered((text) => {
    computed.push(text);
    return text.toUpperCase();
  }, most);
  return { ask, computed };
}

it('computes what is asked for again only once', () => {
  const { ask, computed } = counted(4);
  expect(['a', 'b', 'a', 'b'].map(ask)).toEqual(['A', 'B', 'A', 'B']);
  expect(computed).toEqual(['a', 'b']);
});

it('gives the same as the function, and remembers at least half of what it may', () => {
  const asked = fc.array(fc.constantFrom(...'abcdefgh'), { maxLength: 60 });
  fc.assert(
    fc.property(asked, fc.constantFrom(2, 4, 8), (texts, most) => {
      const { ask, computed } = counted(most);
      texts.forEach((text, at) => {
        const latest = new Set(texts.slice(Math.max(0, at - most / 2), at));
        const before = computed.length;
        expect(ask(text)).toBe(text.toUpperCase());
        if (latest.has(text)) expect(computed).toHaveLength(before);
      });
    }),
  );
});

it('forgets what was not asked for in a long while', () => {
  const { ask, computed } = counted(4);
  [...'abcdef', 'a'].forEach(ask);
  expect(computed).toEqual([...'abcdef', 'a']);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DigestSet } from './digest-set.ts';

describe('DigestSet', () => {
  it('knows what a Set of the texts would know', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 3 })), (texts) => {
        const [digests, whole] = [new DigestSet(), new Set<string>()];
        for (const text of texts) {
          expect(digests.has(text)).toBe(whole.has(text));
          expect(digests.add(text)).toBe(!whole.has(text));
          whole.add(text);
        }
        expect(digests.size).toBe(whole.size);
      }),
    );
  });

  it('forgets nothing while it grows', () => {
    const digests = new DigestSet();
    const texts = Array.from({ length: 20_000 }, (_, index) => `walk ${index}`);
    expect(texts.every((text) => digests.add(text))).toBe(true);
    expect(texts.every((text) => digests.has(text) && !digests.add(text))).toBe(true);
    expect(digests.has('walk 20000')).toBe(false);
    expect(digests.size).toBe(20_000);
  });
});

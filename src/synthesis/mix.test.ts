import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../core/rng.ts';
import { DEFAULT_MIX, drawSources, mixText, parseMix } from './mix.ts';
import { likeness, sketchOf } from './sketch.ts';

describe('a mix of negatives', () => {
  it('reads back as it was written', () => {
    expect(parseMix(mixText(DEFAULT_MIX))).toEqual(DEFAULT_MIX);
    expect(parseMix(' edit=0.5 , far=2 ')).toEqual({ edit: 0.5, far: 2 });
  });

  it.each(['edit', 'edit=', 'edit=-1', 'edit=1,edit=1', 'other=1', 'edit=0', '', 'edit=1=2'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseMix(text)).toThrow('--mix');
    },
  );

  it('draws each source first as often as it says, and none that it leaves out', () => {
    const first = Array.from(
      { length: 4000 },
      (_, seed) => drawSources({ edit: 3, near: 1, far: 0 }, createRng(seed))[0],
    );
    expect(first.filter((source) => source === 'edit').length / 4000).toBeCloseTo(0.75, 1);
    expect(first).not.toContain('far');
  });

  it('goes on to the other sources, each once', () => {
    const order = drawSources({ edit: 1, near: 1, random: 1 }, createRng(1));
    expect([...order].sort()).toEqual(['edit', 'near', 'random']);
  });
});

describe('the likeness of texts', () => {
  it('is 1 for equal texts, and near 0 for texts that share nothing', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 30 }), (text) => {
        expect(likeness(sketchOf([text]), sketchOf([text]))).toBe(1);
      }),
    );
    expect(likeness(sketchOf(['one two three']), sketchOf(['four five six']))).toBeLessThan(0.1);
  });

  it('comes near the share of word pairs in common', () => {
    const words = Array.from({ length: 200 }, (_, index) => `w${index}`);
    const a = words.slice(0, 150).join(' ');
    const b = words.slice(50).join(' ');
    expect(likeness(sketchOf([a]), sketchOf([b]))).toBeCloseTo(0.5, 0);
  });
});

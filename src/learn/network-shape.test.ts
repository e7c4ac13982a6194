import { describe, expect, it } from 'vitest';
import { decays, layoutOf, type NetworkShape } from './network-shape.ts';

const SHAPES: readonly NetworkShape[] = [
  { kind: 'linear', features: 3 },
  { kind: 'mlp', features: 3, hiddenUnits: 2 },
];

describe.each(SHAPES)('the layout of a $kind network', (shape) => {
  const layout = layoutOf(shape);
  const { hiddenWeights, hiddenBias, outputWeights, outputBias } = layout;

  it('gives every parameter to one block', () => {
    const ends = [hiddenWeights, hiddenBias, outputWeights, outputBias].flatMap((block) => [
      block.start,
      block.end,
    ]);
    expect(ends[0]).toBe(0);
    expect(ends.at(-1)).toBe(layout.size);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    expect(layout.size).toBe(shape.kind === 'mlp' ? 2 * 3 + 2 + 2 + 1 : 3 + 1);
  });

  it('lets weights decay, and biases not', () => {
    const decaying = [...Array(layout.size).keys()].filter((index) => decays(layout, index));
    expect(decaying).toEqual(shape.kind === 'mlp' ? [0, 1, 2, 3, 4, 5, 8, 9] : [0, 1, 2]);
  });
});

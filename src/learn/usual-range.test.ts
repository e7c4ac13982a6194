import { describe, expect, it } from 'vitest';
import { fitStandardizer } from './standardizer.ts';
import { splitByGroup } from './split.ts';
import { plantedPairs } from './testing/planted-pairs.ts';
import { distancesFrom, fitUsualRange } from './usual-range.ts';

const pairs = plantedPairs({ task: 'linear', pairs: 2000, features: 8, seed: 4 });
const split = splitByGroup(pairs.groups);
const { standardizer } = fitStandardizer(pairs, split.train);
const usual = fitUsualRange(standardizer, pairs, split.heldOut);

describe('fitUsualRange', () => {
  it('takes all but one of a thousand rows like those of training for usual', () => {
    const others = plantedPairs({ task: 'linear', pairs: 2000, features: 8, seed: 5 });
    const distances = distancesFrom(usual, others.features);
    const unusual = distances.filter((distance) => distance > usual.threshold).length;
    expect(unusual / distances.length).toBeLessThan(0.01);
  });

  it('finds rows far from those of training, in one feature or in all', () => {
    const [far, odd] = [new Float32Array(8).fill(5), new Float32Array(8)];
    odd[3] = 20;
    for (const row of [far, odd]) {
      expect(distancesFrom(usual, row)[0]).toBeGreaterThan(usual.threshold);
    }
    expect(distancesFrom(usual, Float32Array.from(usual.mean))[0]).toBeCloseTo(0);
  });
});

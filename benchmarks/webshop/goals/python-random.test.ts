import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../src/testing/shared-data.ts';
import { PythonRandom } from './python-random.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

function shuffled(seed: number, count: number): number[] {
  const items = range(count);
  new PythonRandom(seed).shuffle(items);
  return items;
}

describe("Python's random numbers", () => {
  it('are those of CPython', () => {
    const random = new PythonRandom(233);
    expect([random.random(), random.random()]).toEqual([0.6824769139473528, 0.6283202109809801]);
    expect(new PythonRandom(0).random()).toBe(0.8444218515250481);
    expect(new PythonRandom(2 ** 32 - 1).random()).toBe(0.6353574441341173);
    expect(shuffled(233, 8)).toEqual([6, 7, 0, 5, 3, 1, 4, 2]);
  });

  it('stay in bounds, for every bound', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (seed, bound) => {
        const drawn = new PythonRandom(seed).below(bound);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < bound).toBe(true);
      }),
    );
  });

  it('shuffle and sample without losing or doubling anything', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 21 }), (seed, count) => {
        expect(shuffled(seed, count).toSorted((a, b) => a - b)).toEqual(range(count));
        const sample = new PythonRandom(seed).sample(range(count), Math.floor(count / 2));
        expect(new Set(sample).size).toBe(Math.floor(count / 2));
      }),
    );
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('have no seed %d', (seed) => {
    expect(() => new PythonRandom(seed)).toThrow(RangeError);
  });

  it('are not sampled from more than 21 items', () => {
    expect(() => new PythonRandom(1).sample(range(22), 2)).toThrow(RangeError);
    expect(() => new PythonRandom(1).sample(range(1), 2)).toThrow(RangeError);
  });

  const fixture = sharedData('webshop/python-random-fixture.json');
  it.skipIf(!existsSync(fixture))(`equal the recorded ones (skipped without ${fixture})`, () => {
    const recorded = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, unknown>;
    const random = new PythonRandom(233);
    const sampling = new PythonRandom(233);
    const uniform = new PythonRandom(1);
    const order = shuffled(233, 12_087);
    expect({
      seed233_random5: range(5).map(() => random.random()),
      seed233_shuffle_range20: shuffled(233, 20),
      seed233_sample2of4_x10: range(10).map(() => sampling.sample([10, 20, 30, 40], 2)),
      'seed1_uniform_2.99_6.99_x3': range(3).map(() => uniform.uniform(2.99, 6.99)),
      seed233_shuffle_range12087_first30: order.slice(0, 30),
      seed233_shuffle_range12087_last10: order.slice(-10),
    }).toEqual(recorded);
  });
});

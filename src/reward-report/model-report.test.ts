import { describe, expect, it } from 'vitest';
import { createRng } from '../core/rng.ts';
import { splitByGroup } from '../learn/split.ts';
import { plantedPairs } from '../learn/testing/planted-pairs.ts';
import { trainReward } from '../learn/trainer.ts';
import { accuracyOf } from './accuracy.ts';
import { reportOn } from './model-report.ts';
import { reportText } from './report-text.ts';
import type { RowFacts } from './row-facts.ts';

const pairs = plantedPairs({ task: 'product', pairs: 400, features: 6, seed: 2 });
const split = splitByGroup(pairs.groups);
const facts = Array.from({ length: pairs.size }, (_, pair): RowFacts => {
  const side = (name: string) => ({
    id: `${pair}-${name}`,
    key: `${pair}-${name}`,
    steps: pair % 7,
    characters: 100 + pair,
  });
  return {
    id: `row-${pair}`,
    taskId: `task-${pair % 40}`,
    intent: `intent ${pair % 40}`,
    isVerified: pair % 2 === 0,
    positive: side('good'),
    negative: side('bad'),
  };
});

async function report() {
  const trained = await trainReward(
    { pairs, split },
    { kind: 'linear', epochs: 3 },
    { rng: createRng(1) },
  );
  return {
    trained,
    report: reportOn(trained, pairs, split.heldOut, new Map(facts.entries()), 'planted'),
  };
}

describe('reportOn', () => {
  it('agrees with the metrics of the card and lists what is ranked wrong, worst first', async () => {
    const { trained, report: found } = await report();
    const { overall } = trained.metrics;
    expect(found.accuracy.overall!.share).toBeCloseTo(overall.pairAccuracy!, 10);
    expect(Object.keys(found.accuracy.negativeKinds)).toEqual(['even', 'odd']);
    const [low, high] = found.accuracy.overall!.interval;
    expect(low).toBeLessThan(overall.pairAccuracy!);
    expect(high).toBeGreaterThan(overall.pairAccuracy!);
    const differences = found.confused.map(({ difference }) => difference);
    expect(differences.length).toBeGreaterThan(0);
    expect(differences).toEqual([...differences].sort((a, b) => b - a));
    expect(found.bestOfN[0]).toMatchObject({ n: 1, truth: 0.5, oracle: 0.5 });
  });

  it('leaves rows out of best-of-N and length of which nobody checked both sides', async () => {
    const { report: found } = await report();
    const checked = split.heldOut.filter(
      (pair) => pair % 2 === 0 && pairs.stages[pair] === 'finished',
    );
    expect(found.length.positives.attempts).toBe(checked.length);
  });

  it('gives equal bytes for equal training', async () => {
    const [one, other] = [await report(), await report()];
    expect(JSON.stringify(other.report)).toBe(JSON.stringify(one.report));
    const text = reportText(one.report);
    expect(reportText(other.report)).toBe(text);
    for (const { id } of one.report.confused) expect(text).toContain(id);
  });
});

describe('accuracyOf', () => {
  it('counts groups, not pairs, as what was observed', () => {
    const alike = Array.from({ length: 100 }, () => ({ right: 1, group: 'one' }));
    expect(accuracyOf(alike)!.interval[0]).toBeLessThan(0.3);
    const apart = alike.map(({ right }, place) => ({ right, group: String(place) }));
    expect(accuracyOf(apart)!.interval[0]).toBeGreaterThan(0.95);
    expect(accuracyOf([])).toBeNull();
  });
});

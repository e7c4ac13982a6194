import { describe, expect, it } from 'vitest';
import type { Encoder } from '../core/encoder.ts';
import { createRng } from '../core/rng.ts';
import type { Trajectory } from '../core/trajectory.ts';
import type { Triplet } from '../core/triplet.ts';
import { NO_USAGE } from '../core/usage.ts';
import { LengthBalance } from './length-balance.ts';
import { MOST_PROBED_ROWS, probe, probeLines, sampled } from './probes.ts';

function trajectory(actions: number, final: string): Trajectory {
  const step = { observation: { text: 'page' }, action: 'on' };
  return {
    id: 'walk',
    benchmark: 'test',
    taskId: 'task',
    intent: 'reach the end',
    steps: Array.from({ length: actions }, () => step),
    final: { text: final },
    end: 'finished',
    facts: {},
    usage: NO_USAGE,
  };
}

const blind: Encoder = {
  id: 'blind',
  version: 1,
  featureNames: ['nothing'],
  encode: (_, out) => out.fill(0),
};

/** 400 rows over 20 groups. */
function rows(side: (isPositive: boolean, index: number) => Trajectory): Triplet[] {
  return Array.from({ length: 400 }, (_, index) => ({
    id: `row-${index}`,
    benchmark: 'test',
    taskId: 'task',
    intent: 'reach the end',
    group: `group ${index % 20}`,
    stage: 'finished' as const,
    positive: side(true, index),
    negative: side(false, index),
    negativeKind: 'other',
    confidence: 1,
  }));
}

async function* each(data: readonly Triplet[]) {
  yield* data;
}

const measure = (data: readonly Triplet[]) => probe(() => each(data), blind, { rng: createRng(1) });

describe('probes', () => {
  it('find a length that gives the positive away', async () => {
    const { pairAccuracy } = await measure(
      rows((isPositive) => trajectory(isPositive ? 5 : 4, 'the end')),
    );
    expect(pairAccuracy.length).toBeGreaterThan(0.95);
    expect(pairAccuracy.lastObservation).toBe(0.5);
    expect(pairAccuracy.encoder).toBe(0.5);
  });

  it('find a last page that gives the positive away', async () => {
    const report = await measure(
      rows((isPositive) => trajectory(5, isPositive ? 'thank you' : 'search again')),
    );
    expect(report.pairAccuracy.lastObservation).toBeGreaterThan(0.95);
    expect(report.pairAccuracy.length).toBe(0.5);
    expect(probeLines(report)[0]).toContain('length 50.0 %');
  });

  it('learn nothing from an intent that both sides share', async () => {
    const { pairAccuracy } = await measure(rows((_, index) => trajectory(3, `page ${index}`)));
    expect(pairAccuracy.intent).toBe(0.5);
  });

  it('look at no more rows than they need', async () => {
    const [row] = rows(() => trajectory(3, 'end'));
    let looked = 0;
    const many = Array<Triplet>(MOST_PROBED_ROWS * 2 + 1).fill(row!);
    for await (const _ of sampled(each(many), many.length)) looked += 1;
    expect(looked).toBeLessThanOrEqual(MOST_PROBED_ROWS);
    expect(looked).toBeGreaterThan(MOST_PROBED_ROWS / 2);
  });

  it('need enough pairs', async () => {
    const few = rows((isPositive) => trajectory(isPositive ? 5 : 4, 'end')).slice(0, 5);
    await expect(measure(few)).rejects.toThrow('at least');
  });
});

describe('the balance of lengths', () => {
  it('lets neither side be the longer one much more often', () => {
    const balance = new LengthBalance();
    const row = (positive: number, negative: number) => ({
      stage: 'finished' as const,
      positive: trajectory(positive, ''),
      negative: trajectory(negative, ''),
    });
    const admitted = Array.from({ length: 100 }, () => balance.admits(row(5, 4)));
    expect(admitted.filter(Boolean)).toHaveLength(4);
    expect(balance.admits(row(5, 5))).toBe(true);
    expect(balance.admits(row(4, 5))).toBe(true);
    expect(balance.admits(row(5, 4))).toBe(true);
    expect(balance.admits(row(5, 4))).toBe(false);
  });
});

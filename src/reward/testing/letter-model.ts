import type { Encoder } from '../../core/encoder.ts';
import { createRng } from '../../core/rng.ts';
import type { Trajectory } from '../../core/trajectory.ts';
import { NO_USAGE } from '../../core/usage.ts';
import type { PairTable } from '../../learn/pair-table.ts';
import { splitByGroup } from '../../learn/split.ts';
import { plantedPairs } from '../../learn/testing/planted-pairs.ts';
import { trainReward, type TrainedReward } from '../../learn/trainer.ts';
import type { TrainingOptions } from '../../learn/training-options.ts';
import type { Provenance } from '../save-trained-reward.ts';

/** One feature for each of four letters: how often the actions have it. */
export const letterEncoder: Encoder = {
  id: 'letters',
  version: 2,
  featureNames: ['a', 'b', 'c', 'd'],
  encode: ({ steps }, out) => {
    letterEncoder.featureNames.forEach((letter, index) => {
      out[index] = steps.filter(({ action }) => action === letter).length;
    });
  },
};

/** Planted pairs that pass for encoded ones. */
export function letterPairs(): PairTable {
  return plantedPairs({ task: 'linear', pairs: 400, features: 4, seed: 11 });
}

export async function trainLetters(options: Partial<TrainingOptions> = {}): Promise<TrainedReward> {
  const pairs = letterPairs();
  const split = splitByGroup(pairs.groups);
  const trained = await trainReward(
    { pairs, split },
    { epochs: 3, hiddenUnits: 8, ...options },
    { rng: createRng(1) },
  );
  return { ...trained, featureNames: letterEncoder.featureNames };
}

export const provenance: Provenance = {
  encoder: letterEncoder,
  seed: 1,
  datasetHash: '0'.repeat(64),
  datasetFile: 'triplets.jsonl',
};

export function letterTrajectory(letters: string): Trajectory {
  const page = { text: '' };
  return {
    id: `letters-${letters}`,
    benchmark: 'letters',
    taskId: 'task',
    intent: 'write letters',
    steps: letters.split('').map((action) => ({ observation: page, action })),
    final: page,
    end: 'finished',
    facts: { actions: letters.length },
    usage: NO_USAGE,
  };
}

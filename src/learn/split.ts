import { createHash } from 'node:crypto';
import { InputError } from '../core/errors.ts';

/** Which pairs train and which are held out, as indices into a `PairTable`. */
export interface PairSplit {
  readonly train: readonly number[];
  /** Decides when training stops, fits the calibration and is measured. */
  readonly heldOut: readonly number[];
}

/** A fifth: enough to calibrate from a few hundred pairs, little enough to train on the rest. */
export const HELD_OUT_SHARE = 0.2;

/**
 * Splits by group, so that no task (or family of tasks) is on both sides. The groups whose names
 * have the smallest hashes are held out: the choice depends on nothing but the names, and a group
 * that is added later moves at most one other group.
 *
 * Throws `InputError` when there is only one group.
 *
 * @param groups the group of each pair
 * @param share of the groups to hold out; at least one group lands on each side
 */
export function splitByGroup(groups: readonly string[], share = HELD_OUT_SHARE): PairSplit {
  if (!(share > 0 && share < 1)) {
    throw new InputError({
      place: { field: 'heldOutShare' },
      problem: `it is ${share}`,
      remedy: 'Give a number between 0 and 1, such as 0.2',
    });
  }
  const distinct = [...new Set(groups)];
  if (distinct.length < 2) {
    throw new InputError({
      problem: `the pairs come from ${distinct.length} group(s) of tasks, and a part must be held out`,
      remedy: 'Collect trajectories of at least 2 groups of tasks',
    });
  }
  const wanted = Math.round(share * distinct.length);
  const count = Math.min(Math.max(wanted, 1), distinct.length - 1);
  const ranked = distinct.map((group) => ({ group, hash: hashOf(group) }));
  ranked.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const heldOutGroups = new Set(ranked.slice(0, count).map(({ group }) => group));
  const train: number[] = [];
  const heldOut: number[] = [];
  groups.forEach((group, index) => {
    (heldOutGroups.has(group) ? heldOut : train).push(index);
  });
  return { train, heldOut };
}

function hashOf(group: string): string {
  return createHash('sha256').update(group).digest('hex');
}

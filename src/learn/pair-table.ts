import { InputError } from '../core/errors.ts';
import type { EncodedPair, PairStage } from './encoded-pair.ts';

const ENCODER_REMEDY = 'Repair the encoder: every feature must be a finite 32-bit number';

/**
 * Many pairs in little memory: 8 bytes for each feature of a pair, and about 80 more. Features are kept as 32-bit
 * numbers, because that is what the trained model will be fed with.
 */
export class PairTable {
  readonly featureNames: readonly string[];
  /** One entry for each pair. */
  readonly preferences: number[] = [];
  readonly margins: number[] = [];
  readonly stages: PairStage[] = [];
  readonly negativeKinds: string[] = [];
  readonly groups: string[] = [];
  /** Two entries for each pair: the positive at twice its index, then the negative. */
  readonly targets: number[] = [];
  readonly weights: number[] = [];
  #features: Float32Array;
  /** Each name once: those that were read from a file are as many strings as there are rows. */
  readonly #names = new Map<string, string>();

  /** @param capacity for how many pairs to set memory aside; it grows by itself */
  constructor(featureNames: readonly string[], capacity = 1024) {
    this.featureNames = featureNames;
    this.#features = new Float32Array(2 * capacity * featureNames.length);
  }

  /** How many pairs there are. */
  get size(): number {
    return this.preferences.length;
  }

  /** `[2 * size, features]`: the positive of a pair at row 2 * index, then its negative. */
  get features(): Float32Array {
    return this.#features.subarray(0, 2 * this.size * this.featureNames.length);
  }

  /** Copies a pair. Throws `InputError` for numbers that cannot be learned from. */
  add(pair: EncodedPair): void {
    const index = this.size;
    this.#check('preference', pair.preference, 0, 1);
    this.#check('positiveTarget', pair.positiveTarget, 0, 1);
    this.#check('negativeTarget', pair.negativeTarget, 0, 1);
    const { margin = 0, positiveWeight = 1, negativeWeight = 1 } = pair;
    this.#check('margin', margin, 0, Infinity);
    this.#check('positiveWeight', positiveWeight, 0, Infinity);
    this.#check('negativeWeight', negativeWeight, 0, Infinity);
    this.#write(2 * index, pair.positive, 'positive');
    this.#write(2 * index + 1, pair.negative, 'negative');
    this.margins.push(margin);
    this.targets.push(pair.positiveTarget, pair.negativeTarget);
    this.weights.push(positiveWeight, negativeWeight);
    this.stages.push(pair.stage);
    this.negativeKinds.push(this.#name(pair.negativeKind));
    this.groups.push(this.#name(pair.group));
    this.preferences.push(pair.preference);
  }

  #name(text: string): string {
    const known = this.#names.get(text) ?? text;
    this.#names.set(known, known);
    return known;
  }

  #write(row: number, values: Float64Array, side: 'positive' | 'negative'): void {
    const { featureNames } = this;
    if (values.length !== featureNames.length) {
      throw new InputError({
        place: { field: side },
        problem: `pair ${this.size} has ${values.length} features, not ${featureNames.length}`,
        remedy: 'Encode all pairs with one encoder',
      });
    }
    const offset = row * featureNames.length;
    if (offset + values.length > this.#features.length) {
      const larger = new Float32Array(2 * this.#features.length + 2 * featureNames.length);
      larger.set(this.#features);
      this.#features = larger;
    }
    this.#features.set(values, offset);
    for (let feature = 0; feature < values.length; feature += 1) {
      if (Number.isFinite(this.#features[offset + feature])) continue;
      throw new InputError({
        place: { field: featureNames[feature]! },
        problem: `it is ${values[feature]!} in the ${side} of pair ${this.size}`,
        remedy: ENCODER_REMEDY,
      });
    }
  }

  #check(field: keyof EncodedPair, value: number, least: number, most: number): void {
    if (value >= least && value <= most && Number.isFinite(value)) return;
    throw new InputError({
      place: { field },
      problem: `it is ${value} in pair ${this.size}`,
      remedy: most === 1 ? 'Give a number from 0 to 1' : 'Give a finite number from 0 up',
    });
  }
}

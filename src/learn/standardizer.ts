import type { PairTable } from './pair-table.ts';

/** Shifts and scales each feature: (value - mean) * inverseDeviation. Both `[features]`. */
export interface Standardizer {
  readonly mean: Float32Array;
  readonly inverseDeviation: Float32Array;
}

export interface StandardizerFit {
  readonly standardizer: Standardizer;
  /** Which features do not vary, `[features]`. */
  readonly constant: readonly boolean[];
}

/**
 * Features that vary by less than 32-bit numbers of their size can tell (relative step 2^-23)
 * count as constant.
 */
const RESOLUTION = 2 ** -23;

/** Below this, 1 / deviation is not a finite 32-bit number. */
const SMALLEST_DEVIATION = 1e-38;

/**
 * Mean and standard deviation of each feature over both sides of the given pairs. A feature that
 * does not vary has deviation 1, so that it becomes 0. The numbers have 32 bits, as in the model.
 */
export function fitStandardizer(pairs: PairTable, indices: readonly number[]): StandardizerFit {
  const count = pairs.featureNames.length;
  const { features } = pairs;
  const sums = new Float64Array(count);
  for (const index of indices) {
    const start = 2 * index * count;
    addRow(features, start, sums);
    addRow(features, start + count, sums);
  }
  const rows = 2 * indices.length;
  const exactMean = sums.map((sum) => sum / rows);
  const squares = new Float64Array(count);
  for (const index of indices) {
    const start = 2 * index * count;
    addSquares(features, start, exactMean, squares);
    addSquares(features, start + count, exactMean, squares);
  }
  const deviations = squares.map((sum) => Math.sqrt(sum / rows));
  const constant = Array.from(deviations, (deviation, feature) => {
    return deviation <= Math.max(RESOLUTION * Math.abs(exactMean[feature]!), SMALLEST_DEVIATION);
  });
  const standardizer = {
    mean: Float32Array.from(exactMean),
    inverseDeviation: Float32Array.from(deviations, (deviation, feature) =>
      constant[feature]! ? 1 : 1 / deviation,
    ),
  };
  return { standardizer, constant };
}

function addRow(features: Float32Array, start: number, sums: Float64Array): void {
  for (let feature = 0; feature < sums.length; feature += 1) {
    sums[feature]! += features[start + feature]!;
  }
}

function addSquares(
  features: Float32Array,
  start: number,
  mean: Float64Array,
  squares: Float64Array,
): void {
  for (let feature = 0; feature < squares.length; feature += 1) {
    const distance = features[start + feature]! - mean[feature]!;
    squares[feature]! += distance * distance;
  }
}

/**
 * Writes the standardised rows into `out`, `[count, features]`. It computes in 32 bits as the
 * exported model does, so that both see the same numbers even where mean and value nearly cancel.
 *
 * @param features `[rows, features]`
 * @param row the first row to take
 */
export function standardize(
  { mean, inverseDeviation }: Standardizer,
  features: Float32Array,
  row: number,
  count: number,
  out: Float64Array,
  outRow = 0,
): void {
  const width = mean.length;
  for (let index = 0; index < count; index += 1) {
    const from = (row + index) * width;
    const to = (outRow + index) * width;
    for (let feature = 0; feature < width; feature += 1) {
      const shifted = Math.fround(features[from + feature]! - mean[feature]!);
      out[to + feature] = Math.fround(shifted * inverseDeviation[feature]!);
    }
  }
}

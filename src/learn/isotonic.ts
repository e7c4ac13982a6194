import {
  smoothTargets,
  type CalibrationExample,
  type CalibrationKnot,
  type IsotonicCalibration,
} from './calibration.ts';

/** Neighbours in raw reward that share a value. */
interface Block {
  readonly weight: number;
  /** The weighted sums. */
  readonly raws: number;
  readonly targets: number;
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955): of all rising step functions
 * the one nearest to the targets in squares. Each step becomes a knot at the mean of its raw rewards.
 * It takes any rising shape, where Platt scaling takes one, and wants more examples for it: hundreds.
 * Targets are smoothed as there. Without any example every reward of 0 is worth 0.5.
 */
export function fitIsotonic(examples: readonly CalibrationExample[]): IsotonicCalibration {
  const sorted = smoothTargets(examples)
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => one.raw - other.raw);
  const blocks: Block[] = [];
  let lastRaw = NaN;
  for (const { raw, target, weight } of sorted) {
    let block: Block = { weight, raws: weight * raw, targets: weight * target };
    // Equal rewards can only have equal values.
    if (raw === lastRaw) block = pool(blocks.pop()!, block);
    lastRaw = raw;
    while (blocks.length > 0 && valueOf(blocks.at(-1)!) >= valueOf(block)) {
      block = pool(blocks.pop()!, block);
    }
    blocks.push(block);
  }
  const knots = blocks.map((block): CalibrationKnot => ({
    raw: block.raws / block.weight,
    value: valueOf(block),
  }));
  return { kind: 'isotonic', knots: knots.length > 0 ? knots : [{ raw: 0, value: 0.5 }] };
}

function pool(one: Block, other: Block): Block {
  return {
    weight: one.weight + other.weight,
    raws: one.raws + other.raws,
    targets: one.targets + other.targets,
  };
}

function valueOf({ targets, weight }: Block): number {
  return targets / weight;
}

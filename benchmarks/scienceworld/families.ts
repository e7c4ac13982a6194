/** A family of tasks as the simulator names it, with what was published about it. */
export interface Family {
  readonly task: string;
  readonly topic: string;
  readonly variations: number;
  /** The name it had in the simulator's first version, which ETO's files use; absent where ETO has none. */
  readonly formerName?: string | undefined;
  /** The most actions of an attempt. */
  readonly maxSteps: number;
}

function family(
  topic: string,
  task: string,
  variations: number,
  maxSteps: number,
  formerName?: string,
): Family {
  return { task, topic, variations, maxSteps, formerName };
}

/**
 * The 30 families in the order of their numbers (ScienceWorld, Wang et al. 2022, arXiv 2203.07540).
 * Limits are those of ETO (Song et al. 2024, arXiv 2403.02502), which ARMAP shares; the six families
 * that ETO leaves out, without a former name here, have limits of ours.
 */
export const FAMILIES: readonly Family[] = [
  family('matter', 'boil', 30, 100, 'task-1-boil'),
  family('matter', 'melt', 30, 80, 'task-1-melt'),
  family('matter', 'freeze', 30, 80, 'task-1-freeze'),
  family('matter', 'change-the-state-of-matter-of', 30, 80, 'task-1-change-the-state-of-matter-of'),
  family('measurement', 'use-thermometer', 540, 30, 'task-10-use-thermometer'),
  family(
    'measurement',
    'measure-melting-point-known-substance',
    436,
    120,
    'task-10-measure-melting-point-(known-substance)',
  ),
  family('measurement', 'measure-melting-point-unknown-substance', 300, 120),
  family('electricity', 'power-component', 20, 20, 'task-2-power-component'),
  family(
    'electricity',
    'power-component-renewable-vs-nonrenewable-energy',
    20,
    30,
    'task-2-power-component-(renewable-vs-nonrenewable-energy)',
  ),
  family('electricity', 'test-conductivity', 900, 30, 'task-2a-test-conductivity'),
  family(
    'electricity',
    'test-conductivity-of-unknown-substances',
    600,
    30,
    'task-2a-test-conductivity-of-unknown-substances',
  ),
  family('classification', 'find-living-thing', 300, 15, 'task-3-find-living-thing'),
  family('classification', 'find-non-living-thing', 300, 15, 'task-3-find-non-living-thing'),
  family('classification', 'find-plant', 300, 15, 'task-3-find-plant'),
  family('classification', 'find-animal', 300, 15, 'task-3-find-animal'),
  family('biology', 'grow-plant', 126, 30, 'task-4-grow-plant'),
  family('biology', 'grow-fruit', 126, 60, 'task-4-grow-fruit'),
  family('chemistry', 'chemistry-mix', 32, 60, 'task-5-chemistry-mix'),
  family(
    'chemistry',
    'chemistry-mix-paint-secondary-color',
    36,
    15,
    'task-5-chemistry-mix-paint-(secondary-color)',
  ),
  family(
    'chemistry',
    'chemistry-mix-paint-tertiary-color',
    36,
    30,
    'task-5-chemistry-mix-paint-(tertiary-color)',
  ),
  family('lifespan', 'lifespan-longest-lived', 125, 10, 'task-6-lifespan-(longest-lived)'),
  family('lifespan', 'lifespan-shortest-lived', 125, 10, 'task-6-lifespan-(shortest-lived)'),
  family(
    'lifespan',
    'lifespan-longest-lived-then-shortest-lived',
    125,
    12,
    'task-6-lifespan-(longest-lived-then-shortest-lived)',
  ),
  family('life stages', 'identify-life-stages-1', 14, 30, 'task-7-identify-life-stages-1'),
  family('life stages', 'identify-life-stages-2', 10, 30, 'task-7-identify-life-stages-2'),
  family('forces', 'inclined-plane-determine-angle', 168, 100),
  family('forces', 'inclined-plane-friction-named-surfaces', 1386, 100),
  family('forces', 'inclined-plane-friction-unnamed-surfaces', 162, 120),
  family('genetics', 'mendelian-genetics-known-plant', 120, 120),
  family('genetics', 'mendelian-genetics-unknown-plant', 480, 120),
];

/** Finds a family by its name, or by the one it had in the simulator's first version. */
export function findFamily(name: string): Family | undefined {
  return FAMILIES.find(({ task, formerName }) => task === name || formerName === name);
}

export type SplitName = 'train' | 'dev' | 'test';

/**
 * The variations of each split, as the simulator divides them: quarters of which two are for training
 * and one each for development and test, the rest for test; fewer than five by hand.
 */
export function splitVariations(variations: number): Record<SplitName, readonly number[]> {
  const span = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
  switch (variations) {
    case 1:
      return { train: [0], dev: [], test: [0] };
    case 2:
      return { train: [0], dev: [], test: [1] };
    case 3:
      return { train: [0], dev: [1], test: [2] };
  }
  const quarter = Math.floor(variations / 4);
  return {
    train: span(0, 2 * quarter),
    dev: span(2 * quarter, 3 * quarter),
    test: span(3 * quarter, Math.min(variations, 5 * quarter)),
  };
}

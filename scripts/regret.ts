import { parseArgs } from 'node:util';
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { markdownTable } from 'markdown-table';
import writeFileAtomic from 'write-file-atomic';
import { drawFigure } from '../benchmarks/known-tree/figure.ts';
import { probabilitiesAt, type PriorKind } from '../benchmarks/known-tree/policy.ts';
import { rootRegret, trajectoryRegret, type Regret } from '../benchmarks/known-tree/regret.ts';
import { ValueTree } from '../benchmarks/known-tree/tree.ts';
import {
  createArmapM,
  createBeam,
  createBestFirst,
  createBestOfN,
  createGumbel,
  createPuct,
  createSampling,
  createUct,
} from '../planners/index.ts';
import type { Planner } from '../src/core/planner.ts';
import { mean, sum } from '../src/evaluate/statistics.ts';

/**
 * The simple regret of planners on a tree with known values, see `docs/search.md`. Prints tables, or
 * JSON with `--json`; `--write` puts the figure and the tables in `docs`.
 */
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    games: { type: 'string', default: '400' },
  },
});
const GAMES = Number(options.games);
/** The constants of the planners were chosen on games 0 to 599; these are others. */
const FIRST_GAME = 1000;
const SIMULATIONS = [4, 8, 16, 32, 64, 128, 256];
const EVALUATIONS = [64, 128, 256, 512];
const PRIORS: readonly PriorKind[] = ['informed', 'weak', 'uniform'];
const PRIOR_TITLES = {
  informed: 'informed prior',
  weak: 'weak prior',
  uniform: 'uniform prior',
};
const DOCS = fileURLToPath(new URL('../docs/', import.meta.url));

/** A planner that spends at most `n` evaluations, or nothing where it cannot work with so few. */
type Contender = (n: number) => Planner | undefined;

const tree = (n: number) => ({ simulations: n, stepwise: true, widening: 0 });
/** A beam evaluates 10 states at the first step, then 10 for each that it keeps, five times. */
const beam = (n: number) =>
  n < 60 ? undefined : createBeam({ width: Math.floor((n - 10) / 50), proposals: 10 });

const AT_ROOT: Readonly<Record<string, Contender>> = {
  'mcts-gumbel': (n) => createGumbel(tree(n)),
  'mcts-uct': (n) => createUct(tree(n)),
  'mcts-uct, c 0.35': (n) => createUct({ ...tree(n), c: 0.35 }),
  'mcts-uct, c 1.41': (n) => createUct({ ...tree(n), c: Math.SQRT2 }),
  'mcts-puct': (n) => createPuct(tree(n)),
  'armap-m': (n) => createArmapM({ ...tree(n), evaluate: 'prefix' }),
  'best-first': (n) =>
    n < 10 ? undefined : createBestFirst({ expansions: Math.floor(n / 10), proposals: 10 }),
  beam,
  'best-of-n': (n) => createBestOfN({ samples: n }),
  // The floor: one draw from the policy, without the reward.
  sampling: () => createSampling({ samples: 1 }),
};

/** Steps of a game; one evaluation is kept for the end. */
const perStep = (n: number) => tree(Math.floor((n - 1) / 6));

const STEP_BY_STEP: Readonly<Record<string, Contender>> = {
  'mcts-gumbel': (n) => createGumbel(perStep(n)),
  'mcts-uct': (n) => createUct(perStep(n)),
  'mcts-puct': (n) => createPuct(perStep(n)),
  'armap-m': (n) => createArmapM({ ...perStep(n), evaluate: 'prefix' }),
  'best-first': (n) => createBestFirst({ expansions: Math.floor((n - 1) / 10), proposals: 10 }),
  beam,
  'best-of-n': (n) => createBestOfN({ samples: n }),
};

interface Cell {
  readonly planner: string;
  readonly prior: PriorKind;
  readonly n: number;
  readonly mean: number;
  /** Half the width of the 95 % interval. */
  readonly margin: number;
  readonly evaluations: number;
  readonly regrets: readonly number[];
}

async function measure(
  contenders: Readonly<Record<string, Contender>>,
  counts: readonly number[],
  run: (planner: Planner, seed: number, prior: PriorKind, n: number) => Promise<Regret>,
): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const prior of PRIORS) {
    for (const [name, create] of Object.entries(contenders)) {
      for (const n of counts) {
        const results: Regret[] = [];
        for (let game = 0; game < GAMES; game += 1) {
          const planner = create(n);
          if (planner !== undefined) {
            results.push(await run(planner, FIRST_GAME + game, prior, n));
          }
        }
        if (results.length === 0) continue;
        const regrets = results.map(({ regret }) => regret);
        cells.push({
          planner: name,
          prior,
          n,
          mean: mean(regrets),
          margin: marginOf(regrets),
          evaluations: mean(results.map(({ evaluations }) => evaluations)),
          regrets,
        });
      }
      console.error(`${PRIOR_TITLES[prior]}: ${name}`);
    }
  }
  return cells;
}

/** Gumbel's regret less that of another on the same games: below 0 is better. */
function compare(cells: readonly Cell[]) {
  const others = ['mcts-uct', 'mcts-uct, c 0.35', 'armap-m'];
  return cells
    .filter(({ planner }) => others.includes(planner))
    .map(({ planner, prior, n, regrets }) => {
      const gumbel = cells.find(
        (cell) => cell.planner === 'mcts-gumbel' && cell.prior === prior && cell.n === n,
      )!;
      const gains = regrets.map((regret, game) => gumbel.regrets[game]! - regret);
      return { planner, prior, n, mean: mean(gains), margin: marginOf(gains) };
    });
}

/** Of a normal 95 % interval for the mean. */
function marginOf(values: readonly number[]): number {
  const centre = mean(values);
  const variance = sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
  return 1.96 * Math.sqrt(variance / values.length);
}

/** In how many of the games the policy's likeliest first action is the best one, in per cent. */
function accuracy(prior: 'informed' | 'weak'): string {
  let hits = 0;
  for (let game = 0; game < GAMES; game += 1) {
    const tree = new ValueTree(FIRST_GAME + game);
    const probabilities = probabilitiesAt(tree, '', prior);
    const likeliest = probabilities.indexOf(Math.max(...probabilities));
    if (tree.qualitiesAt('')[likeliest] === 1) hits += 1;
  }
  return `${Math.round((100 * hits) / GAMES)} %`;
}

type Shown = Pick<Cell, 'planner' | 'prior' | 'n' | 'mean' | 'margin'>;

function table(cells: readonly Shown[], prior: PriorKind, counts: readonly number[]): string {
  const own = cells.filter((cell) => cell.prior === prior);
  const rows = [...new Set(own.map(({ planner }) => planner))].map((planner) => [
    planner,
    ...counts.map((n) => {
      const cell = own.find((each) => each.planner === planner && each.n === n);
      if (cell === undefined) return '';
      return `${show(cell.mean)} ± ${show(cell.margin)}`;
    }),
  ]);
  return markdownTable([[PRIOR_TITLES[prior], ...counts.map(String)], ...rows], {
    align: ['l', ...counts.map(() => 'r')],
  });
}

/** In hundredths. */
function show(value: number): string {
  return (100 * value).toFixed(1);
}

function figure(cells: readonly Cell[]): string {
  const { 'mcts-uct, c 0.35': _low, 'mcts-uct, c 1.41': _high, beam: _beam, ...rest } = AT_ROOT;
  const shown = Object.keys(rest);
  const panels = PRIORS.map((prior) => ({
    title: PRIOR_TITLES[prior],
    series: shown.map((name) => ({
      name,
      points: cells
        .filter(({ planner, prior: its }) => planner === name && its === prior)
        .map(({ n, mean: regret, margin }) => ({ x: n, mean: regret, margin })),
    })),
  }));
  return drawFigure(panels, { x: 'simulations', y: 'simple regret of the first action' });
}

const root = await measure(AT_ROOT, SIMULATIONS, (planner, seed, prior) =>
  rootRegret(planner, { seed, prior }),
);
const whole = await measure(STEP_BY_STEP, EVALUATIONS, (planner, seed, prior, n) =>
  trajectoryRegret(planner, { seed, prior, evaluations: n }),
);
const differences = compare(root);

const atRoot = [
  `The policy's likeliest first action is the best one in ${accuracy('informed')} of the games when it is informed, in ${accuracy('weak')} when it knows little.`,
  `Regret of the first action, in hundredths, by simulations (${GAMES} games, ± of 95 % intervals):`,
  ...PRIORS.map((prior) => table(root, prior, SIMULATIONS)),
  'Gumbel less each of these, on the same games; below 0 Gumbel is better:',
  ...PRIORS.map((prior) => table(differences, prior, SIMULATIONS)),
];
const atEnd = PRIORS.map((prior) => table(whole, prior, EVALUATIONS));
const endTitle = 'Regret of the trajectory, in hundredths, by evaluations in all:';
const tables = [...atRoot, endTitle, ...atEnd].join('\n\n');

if (options.write) {
  await mkdir(`${DOCS}figures`, { recursive: true });
  await writeFileAtomic(`${DOCS}figures/regret.svg`, figure(root));
  const page = await readFile(`${DOCS}search.md`, 'utf8');
  const marked = /(<!-- scripts\/regret.ts -->)[^]*(<!-- end -->)/;
  const short = [...atRoot, endTitle, atEnd[0]].join('\n\n');
  await writeFileAtomic(`${DOCS}search.md`, page.replace(marked, `$1\n\n${short}\n\n$2`));
}
if (options.json) {
  // `regrets` are in the order of the games, the first of which is `firstGame`.
  const report = { firstGame: FIRST_GAME, games: GAMES, root, differences, trajectory: whole };
  console.log(JSON.stringify(report));
} else {
  console.log(tables);
}
